using System.Net;
using Daypass.Core.Requests;
using Daypass.Server.Options;
using Microsoft.Extensions.Primitives;

namespace Daypass.Server.Edge;

/// <summary>Finds out who sent a request: the socket's other end, or whom trusted proxies name. Nothing is believed from anyone else.</summary>
internal sealed partial class ClientResolver(EdgeOptions options, TimeProvider clock, ILogger<ClientResolver> logger)
{
    private readonly LogPace _pace = new(clock);

    /// <summary>The client; null when a trusted proxy names none that can be read, and such a request must be refused.</summary>
    public Client? Find(HttpContext http)
    {
        var peer = http.Connection.RemoteIpAddress;
        if (peer is null || options.TrustedProxies.Count == 0)
        {
            return new Client(peer is null ? null : SourceAddress.Write(peer), http.Request.IsHttps, null);
        }

        if (http.Features.Get<IProxiedConnection>() is not null || !options.Trusts(peer))
        {
            return new Client(SourceAddress.Write(peer), http.Request.IsHttps || http.Features.Get<IProxiedTls>() is not null, null);
        }

        return FindBehind(http.Request.Headers, peer);
    }

    private Client? FindBehind(IHeaderDictionary headers, IPAddress proxy)
    {
        var hops = options.ProxyHeaders is ForwardingHeaders.Forwarded
            ? ForwardedHop.ParseForwarded(Join(headers["Forwarded"]))
            : ForwardedHop.ParseXForwarded(Join(headers["X-Forwarded-For"]), Join(headers["X-Forwarded-Proto"]));
        if (hops.Count == 0)
        {
            if (_pace.TryTake())
            {
                LogSilent(proxy);
            }

            return options.ProxyRequired ? null : new Client(SourceAddress.Write(proxy), false, null);
        }

        // From the nearest hop to the first one that nobody vouches for: what lies beyond it was written by that one itself.
        var known = hops.FindIndex(hop => hop.Address is null || !options.Trusts(hop.Address));
        var client = hops[known >= 0 ? known : hops.Count - 1];
        if (client.Address is { } address && (known >= 0 || hops.Count < ForwardedHop.Most))
        {
            return new Client(SourceAddress.Write(address), client.IsSecure, SourceAddress.Write(proxy));
        }

        if (_pace.TryTake())
        {
            LogUnreadable(proxy);
        }

        return null;
    }

    private static string Join(StringValues values) => values.Count == 1 ? values[0] ?? "" : string.Join(',', (IEnumerable<string?>)values);

    [LoggerMessage(20, LogLevel.Warning, "The trusted proxy {Proxy} does not say who the client is; policies and the audit log see the proxy's own address."
        + " --proxy-required refuses such requests.")]
    private partial void LogSilent(IPAddress proxy);

    [LoggerMessage(21, LogLevel.Warning, "The trusted proxy {Proxy} names no client address that can be read; the request is refused.")]
    private partial void LogUnreadable(IPAddress proxy);
}
