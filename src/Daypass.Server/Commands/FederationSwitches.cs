using System.CommandLine;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about identity providers.</summary>
internal sealed class FederationSwitches
{
    private readonly Option<bool> loopback = new("--allow-loopback-issuers") { Description = "Lets OpenID Connect issuers be on this machine." };
    private readonly Option<bool> privateRanges = new("--allow-private-issuers") { Description = "Lets OpenID Connect issuers be in private address ranges." };
    private readonly Option<string[]> hosts = new("--issuer-host") { Description = "The only hosts that are asked for keys; may be repeated." };
    private readonly Option<string[]> resolve = new("--issuer-resolve") { Description = "HOST:PORT=ADDRESS:PORT, an address to use in place of the name service's; may be repeated." };
    private readonly Option<string?> roots = new("--issuer-roots") { Description = "A PEM file of certificate roots trusted for issuers besides the system's." };
    private readonly Option<string[]> recipients = new("--saml-recipient") { Description = "A recipient that SAML assertions may name besides AWS's sign-in addresses; may be repeated." };
    private readonly Option<string[]> audiences = new("--saml-audience") { Description = "An audience that SAML assertions may name besides urn:amazon:webservices; may be repeated." };

    /// <summary>Adds them to a command.</summary>
    public FederationSwitches(Command command)
    {
        command.Options.Add(loopback);
        command.Options.Add(privateRanges);
        command.Options.Add(hosts);
        command.Options.Add(resolve);
        command.Options.Add(roots);
        command.Options.Add(recipients);
        command.Options.Add(audiences);
    }

    /// <summary>What the operator gave.</summary>
    public FederationOptions Read(ParseResult parsed) => new()
    {
        AllowLoopbackIssuers = parsed.GetValue(loopback),
        AllowPrivateIssuers = parsed.GetValue(privateRanges),
        IssuerHosts = parsed.GetValue(hosts) ?? [],
        IssuerResolve = parsed.GetValue(resolve) ?? [],
        IssuerRoots = parsed.GetValue(roots),
        SamlRecipients = parsed.GetValue(recipients) ?? [],
        SamlAudiences = parsed.GetValue(audiences) ?? [],
    };
}
