using System.Net;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;

namespace Daypass.Gateway.Options;

/// <summary>What the operator of a gateway sets.</summary>
internal sealed record GatewayOptions
{
    /// <summary>The file of routes.</summary>
    public required string Routes { get; init; }

    /// <summary>The URL of the Daypass server.</summary>
    public required Uri Server { get; init; }

    /// <summary>The gateway's own credentials.</summary>
    public required SigningCredentials Credentials { get; init; }

    /// <summary>Where proxies ask over HTTP.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8020";

    /// <summary>Where Envoy asks by gRPC; nowhere when null.</summary>
    public string? GrpcUrls { get; init; }

    /// <summary>Where Prometheus asks; nowhere when null.</summary>
    public string? Metrics { get; init; }

    /// <summary>The networks of proxies that are believed, beside this machine.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long known callers are served while the server is away.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a request waits for the server.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a body may be that a proxy hands over.</summary>
    public long LongestBody { get; init; } = 1024 * 1024;

    /// <summary>How long running requests may take when the gateway stops.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it says at <c>/readyz</c> that it stops, before it does.</summary>
    public TimeSpan DrainNotice { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The log.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Whether an address is of a proxy that is believed.</summary>
    public bool Trusts(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        foreach (var network in TrustedProxies)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
