using Daypass.Core.Requests;
using Daypass.Gateway.Options;
using Daypass.Server.Edge;

namespace Daypass.Gateway.Faces;

/// <summary>Who sent a request to the proxy.</summary>
/// <param name="Address">The address.</param>
/// <param name="IsSecure">Whether it came over TLS.</param>
internal readonly record struct ClientHop(string Address, bool IsSecure)
{
    /// <summary>From the nearest hop to the first one that nobody vouches for; null when that cannot be read, or nothing is told.</summary>
    public static ClientHop? Find(string addresses, string schemes, GatewayOptions options)
    {
        var hops = ForwardedHop.ParseXForwarded(addresses, schemes);
        if (hops.Count == 0)
        {
            return null;
        }

        var known = hops.FindIndex(hop => hop.Address is null || !options.Trusts(hop.Address));
        var client = hops[known >= 0 ? known : hops.Count - 1];
        return client.Address is { } address && (known >= 0 || hops.Count < ForwardedHop.Most)
            ? new ClientHop(SourceAddress.Write(address), client.IsSecure) : null;
    }
}
