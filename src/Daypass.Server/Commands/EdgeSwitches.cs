using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>The command line's options about TLS and proxies.</summary>
internal sealed class EdgeSwitches
{
    private readonly Option<string?> _certificate = new("--tls-certificate")
    {
        Description = "The PEM file of the certificate for https, followed by those between it and its root; read again when it changes.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _key = new("--tls-key") { Description = "The PEM file of its private key.", HelpName = "FILE" };
    private readonly Option<string?> _clientRoots = new("--client-roots")
    {
        Description = "A PEM file of roots: over https only clients with a certificate from one of them are served.",
        HelpName = "FILE",
    };
    private readonly Option<IPNetwork[]> _proxies = new("--trusted-proxy")
    {
        Description = "An address or network of proxies that are believed when they say who the client is. May be repeated.",
        HelpName = "CIDR",
        CustomParser = ReadNetworks,
        DefaultValueFactory = static _ => [],
    };
    private readonly Option<ForwardingHeaders> _headers = new("--proxy-headers")
    {
        Description = "In which headers they say it: x-forwarded or forwarded. The other kind is not read.",
        HelpName = "KIND",
        CustomParser = ReadKind,
        DefaultValueFactory = static _ => ForwardingHeaders.XForwarded,
    };
    private readonly Option<bool> _required = new("--proxy-required")
    {
        Description = "Refuses requests that come from a trusted proxy without such a header.",
    };

    private readonly Option<TimeSpan> _drain = Duration(
        "--drain", "How long a stopping server lets running requests finish; seconds, or with m or h.", static options => options.DrainTimeout);
    private readonly Option<TimeSpan> _notice = Duration(
        "--drain-notice", "How long it says at /readyz that it stops, and still serves, after SIGTERM; 0 for not at all.",
        static options => options.DrainNotice);

    /// <summary>Adds them to a command.</summary>
    public EdgeSwitches(Command command)
    {
        command.Options.Add(_certificate);
        command.Options.Add(_key);
        command.Options.Add(_clientRoots);
        command.Options.Add(_proxies);
        command.Options.Add(_headers);
        command.Options.Add(_required);
        command.Options.Add(_drain);
        command.Options.Add(_notice);
    }

    /// <summary>Sets what the operator gave.</summary>
    public ServerOptions Read(ParseResult parsed, ServerOptions options) => options with
    {
        DrainTimeout = parsed.GetValue(_drain),
        DrainNotice = parsed.GetValue(_notice),
        Edge = new EdgeOptions
        {
            TlsCertificate = parsed.GetValue(_certificate),
            TlsKey = parsed.GetValue(_key),
            ClientRoots = parsed.GetValue(_clientRoots),
            TrustedProxies = parsed.GetValue(_proxies)!,
            ProxyHeaders = parsed.GetValue(_headers),
            ProxyRequired = parsed.GetValue(_required),
        },
    };

    private static Option<TimeSpan> Duration(string name, string description, Func<ServerOptions, TimeSpan> defaultOf) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text == "0")
            {
                return TimeSpan.Zero;
            }

            if (!Quantity.TryReadDuration(text, out var span))
            {
                result.AddError($"'{text}' is not a duration such as 10s, for {name}.");
            }

            return span;
        },
        DefaultValueFactory = _ => defaultOf(new ServerOptions()),
    };

    private static IPNetwork[] ReadNetworks(ArgumentResult result)
    {
        var networks = new List<IPNetwork>();
        foreach (var token in result.Tokens)
        {
            if (IPNetwork.TryParse(token.Value, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(token.Value, out var address))
            {
                networks.Add(new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                result.AddError($"'{token.Value}' is no network: --trusted-proxy takes an address or CIDR such as 10.0.0.0/8, without host bits.");
            }
        }

        return [.. networks];
    }

    private static ForwardingHeaders ReadKind(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "x-forwarded":
                return ForwardingHeaders.XForwarded;
            case "forwarded":
                return ForwardingHeaders.Forwarded;
            default:
                result.AddError($"'{result.Tokens[0].Value}' is no kind of header: --proxy-headers takes x-forwarded or forwarded.");
                return default;
        }
    }
}
