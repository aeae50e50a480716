using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Sockets;
using Daypass.Gateway.Hosting;
using Daypass.Gateway.Options;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Server.Commands;
using Daypass.Server.Options;

namespace Daypass.Gateway.Commands;

/// <summary><c>daypass-gateway auth</c>: answers proxies that ask whether a request may pass.</summary>
internal static class AuthCommand
{
    /// <summary>The option that names the file of routes.</summary>
    public static Option<string> Routes() => new("--routes") { Description = "The file of routes, YAML or JSON; read again at SIGHUP.",
        HelpName = "FILE", Required = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var routes = Routes();
        var server = new Option<Uri>("--server")
        {
            Description = "The URL of the Daypass server.",
            HelpName = "URL",
            Required = true,
            CustomParser = ReadUrl,
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Where proxies ask; several separated by semicolons.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8020",
        };
        var grpc = new Option<string?>("--grpc-urls") { Description = "Where Envoy asks by gRPC; nowhere when not given." };
        var metrics = new Option<string?>("--metrics") { Description = "Where Prometheus asks for metrics; not for the world.", HelpName = "HOST:PORT" };
        var proxies = new Option<IPNetwork[]>("--trusted-proxy")
        {
            Description = "An address or network of proxies that may ask, beside those on this machine. May be repeated.",
            HelpName = "CIDR",
            CustomParser = ReadNetworks,
            DefaultValueFactory = static _ => [],
        };
        var outage = Duration("--outage", "How long known callers are served while the server cannot be reached.", 60);
        var patience = Duration("--patience", "How long a request waits for the server before it is refused with 503.", 3);
        var drain = Duration("--drain", "How long a stopping gateway lets running requests finish.", 10);
        var notice = Duration("--drain-notice", "How long it says at /readyz that it stops, and still serves, after SIGTERM; 0 for not at all.", 3);
        var body = new Option<long>("--longest-body")
        {
            Description = "How many bytes of a body a proxy may hand over, with K or M.",
            HelpName = "SIZE",
            CustomParser = ReadSize,
            DefaultValueFactory = static _ => 1024 * 1024,
        };
        var command = new Command("auth", "Answers nginx, Caddy, Traefik, HAProxy, Apache and Envoy, which ask whether a request may pass."
            + " Its own credentials are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.")
        {
            routes, server, urls, grpc, metrics, proxies, outage, patience, drain, notice, body,
        };
        var log = new LogSwitches(command);
        command.SetAction((parsed, _) => Serve(() => new GatewayOptions
        {
            Routes = parsed.GetValue(routes)!,
            Server = parsed.GetValue(server)!,
            Credentials = ReadCredentials(Environment.GetEnvironmentVariable),
            Urls = parsed.GetValue(urls)!,
            GrpcUrls = parsed.GetValue(grpc),
            Metrics = parsed.GetValue(metrics),
            TrustedProxies = parsed.GetValue(proxies)!,
            LongestOutage = parsed.GetValue(outage),
            Patience = parsed.GetValue(patience),
            LongestBody = parsed.GetValue(body),
            DrainTimeout = parsed.GetValue(drain),
            DrainNotice = parsed.GetValue(notice),
            Log = log.Read(parsed),
        }));
        return command;
    }

    private static async Task<int> Serve(Func<GatewayOptions> options)
    {
        try
        {
            await using var host = await GatewayHost.Start(options(), TimeProvider.System);
            await host.Run(() => Console.WriteLine($"The gateway listens on {string.Join(" and ", host.Urls)}."));
            return 0;
        }
        catch (StartException failure)
        {
            await Console.Error.WriteLineAsync($"daypass-gateway: {failure.Message}");
            return 1;
        }
    }

    private static SigningCredentials ReadCredentials(Func<string, string?> variable) =>
        variable("AWS_ACCESS_KEY_ID") is { Length: > 0 } id && variable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 } secret
            ? new SigningCredentials(id, Secret.FromText(secret), variable("AWS_SESSION_TOKEN") is { Length: > 0 } token ? token : null)
            : throw new StartException("The gateway needs credentials of its own: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");

    private static Uri? ReadUrl(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/" && url.Fragment.Length == 0)
        {
            return url;
        }

        argument.AddError($"'{text}' is not the URL of a server: --server takes http or https and a host.");
        return null;
    }

    private static Option<TimeSpan> Duration(string name, string description, int seconds) => new(name)
    {
        Description = description + " In seconds, or with m or h.",
        HelpName = "DURATION",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text == "0" && name == "--drain-notice")
            {
                return TimeSpan.Zero;
            }

            if (!Quantity.TryReadDuration(text, out var span))
            {
                result.AddError($"'{text}' is not a duration such as 10s, for {name}.");
            }

            return span;
        },
        DefaultValueFactory = _ => TimeSpan.FromSeconds(seconds),
    };

    private static long ReadSize(ArgumentResult argument)
    {
        if (!Quantity.TryReadBytes(argument.Tokens[0].Value, out var bytes))
        {
            argument.AddError($"'{argument.Tokens[0].Value}' is not a size such as 4M, for --longest-body.");
        }

        return bytes;
    }

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
                networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                result.AddError($"'{token.Value}' is no network: --trusted-proxy takes an address or CIDR such as 10.0.0.0/8, without host bits.");
            }
        }

        return [.. networks];
    }
}
