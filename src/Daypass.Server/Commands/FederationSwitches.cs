using System.CommandLine;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about identity providers.</summary>
internal sealed class FederationSwitches
{
    private readonly Option<bool> _loopback = new("--allow-loopback-issuers") { Description = "Lets OpenID Connect issuers be on this machine." };
    private readonly Option<bool> _privateRanges = new("--allow-private-issuers") { Description = "Lets OpenID Connect issuers be in private address ranges." };
    private readonly Option<string[]> _hosts = new("--issuer-host") { Description = "The only hosts that are asked for keys; may be repeated." };
    private readonly Option<string[]> _resolve = new("--issuer-resolve")
    {
        Description = "HOST:PORT=ADDRESS:PORT, an address to use in place of the name service's; may be repeated.",
    };
    private readonly Option<string?> _roots = new("--issuer-roots")
    {
        Description = "A PEM file of certificate roots trusted for issuers besides the system's.",
    };
    private readonly Option<string[]> _recipients = new("--saml-recipient")
    {
        Description = "A recipient that SAML assertions may name besides AWS's sign-in addresses; may be repeated.",
    };
    private readonly Option<string[]> _audiences = new("--saml-audience")
    {
        Description = "An audience that SAML assertions may name besides urn:amazon:webservices; may be repeated.",
    };

    /// <summary>Adds them to a command.</summary>
    public FederationSwitches(Command command)
    {
        command.Options.Add(_loopback);
        command.Options.Add(_privateRanges);
        command.Options.Add(_hosts);
        command.Options.Add(_resolve);
        command.Options.Add(_roots);
        command.Options.Add(_recipients);
        command.Options.Add(_audiences);
    }

    /// <summary>What the operator gave.</summary>
    public FederationOptions Read(ParseResult parsed) => new()
    {
        AllowLoopbackIssuers = parsed.GetValue(_loopback),
        AllowPrivateIssuers = parsed.GetValue(_privateRanges),
        IssuerHosts = parsed.GetValue(_hosts) ?? [],
        IssuerResolve = parsed.GetValue(_resolve) ?? [],
        IssuerRoots = parsed.GetValue(_roots),
        SamlRecipients = parsed.GetValue(_recipients) ?? [],
        SamlAudiences = parsed.GetValue(_audiences) ?? [],
    };
}
