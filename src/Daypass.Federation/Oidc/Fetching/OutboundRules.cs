using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Federation.Oidc.Fetching;

/// <summary>Where this server may go for an identity provider's keys, and whom it believes there.</summary>
/// <remarks>
/// By default only public addresses under the system's certificate roots; link-local and metadata addresses are out of reach whatever is set here.
/// </remarks>
public sealed record OutboundRules
{
    /// <summary>Allows issuers on this machine itself.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Allows issuers in private address ranges (RFC 1918, RFC 4193, RFC 6598): a private cloud's own provider lives there.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>When not empty, the only host names that are contacted, for issuers and key sets alike.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// Addresses to use in place of the name service's answer, by <c>host:port</c> in lower case; an address given here is allowed whatever its range.
    /// </summary>
    public IReadOnlyDictionary<string, IPEndPoint> Resolve { get; init; } = new Dictionary<string, IPEndPoint>();

    /// <summary>Certificate roots trusted besides the system's; a private authority belongs here.</summary>
    public X509Certificate2Collection Roots { get; init; } = [];

    /// <summary>How long discovery document and key set together may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
