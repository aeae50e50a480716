using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Daypass.Core.Throttling;

/// <summary>What counts as one sender of those who have not proven who they are.</summary>
public static class AddressKey
{
    /// <summary>An IPv4 address, or the first half of an IPv6 address: one customer has all of the other half.</summary>
    /// <param name="address">The canonical address; null for all who have none.</param>
    public static UInt128 Of(string? address)
    {
        if (address is null || !IPAddress.TryParse(address, out var parsed))
        {
            return UInt128.Zero;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out var length);
        return parsed.AddressFamily is AddressFamily.InterNetworkV6 && length == 16
            ? new UInt128(1, BinaryPrimitives.ReadUInt64BigEndian(bytes))
            : new UInt128(2, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
