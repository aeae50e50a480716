using System.Net;
using System.Net.Sockets;

namespace Daypass.Federation.Oidc.Fetching;

/// <summary>
/// Decides which addresses may be connected to; asked with the very address the connection is then made to, so that no name can change in between.
/// </summary>
internal static class AddressFilter
{
    // With the ways to IPv4 whose place of the address is a network's own choice: local NAT64, stateless translation, Teredo.
    private static readonly IPNetwork[] Never = ParseNetworks(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "168.63.129.16/32",
        "::/128", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32", "100::/64", "fd00:ec2::/32", "fd20:ce::/32",
        "64:ff9b:1::/48", "::ffff:0:0:0/96", "2001::/32");

    private static readonly IPNetwork[] Loopback = ParseNetworks("127.0.0.0/8", "::1/128");

    private static readonly IPNetwork[] Private = ParseNetworks("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "fc00::/7");

    /// <summary>True when the rules let a connection go to this address.</summary>
    internal static bool Allows(OutboundRules rules, IPAddress address)
    {
        address = FindEmbeddedAddress(address) ?? address;
        return !IsIn(Never, address)
            && (rules.AllowLoopback || !IsIn(Loopback, address))
            && (rules.AllowPrivate || !IsIn(Private, address));
    }

    // An IPv4 address in IPv6 clothes (mapped, compatible, NAT64, 6to4) is judged as what it leads to.
    private static IPAddress? FindEmbeddedAddress(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        if (address.IsIPv4MappedToIPv6 || IsNat64(octets))
        {
            return new IPAddress(octets[12..]);
        }

        if (octets[0] == 0x20 && octets[1] == 0x02)
        {
            return new IPAddress(octets[2..6]);
        }

        var isCompatible = !octets[..12].ContainsAnyExcept((byte)0) && !address.Equals(IPAddress.IPv6Loopback) && !address.Equals(IPAddress.IPv6Any);
        return isCompatible ? new IPAddress(octets[12..]) : null;
    }

    private static bool IsNat64(ReadOnlySpan<byte> octets) =>
        octets[..12].SequenceEqual((ReadOnlySpan<byte>)[0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]);

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork[] ParseNetworks(params string[] texts) => Array.ConvertAll(texts, static text => IPNetwork.Parse(text));
}
