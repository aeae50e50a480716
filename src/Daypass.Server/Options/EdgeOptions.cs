using System.Net;

namespace Daypass.Server.Options;

/// <summary>How the server meets the network: its own TLS, and the proxies it believes.</summary>
public sealed record EdgeOptions
{
    /// <summary>The PEM file of the server's certificate, followed by those between it and its root; read again when it changes. Null without TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file of its private key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>The PEM file of the roots that clients' certificates must come from; clients need none when null.</summary>
    public string? ClientRoots { get; init; }

    /// <summary>The networks whose hosts are believed when they say who the client is.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>In which headers they say it; the other kind is not read.</summary>
    public ForwardingHeaders ProxyHeaders { get; init; }

    /// <summary>Refuses what comes from a trusted proxy without such a header, because some proxies let a client remove it.</summary>
    public bool ProxyRequired { get; init; }

    /// <summary>Whether an address belongs to a trusted proxy.</summary>
    public bool Trusts(IPAddress address)
    {
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
