using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Daypass.Core.Requests;

/// <summary>
/// The text of a client's address in policies, audit and messages. A policy compares an address only when it can read it, and one that it
/// cannot read fits neither IpAddress nor NotIpAddress; so every address has a text here that a policy reads.
/// </summary>
public static class SourceAddress
{
    private const int Groups = 8;

    private static readonly SearchValues<char> OfIPv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>
    /// IPv4 as such, even where a socket of both families carries it in IPv6; IPv6 as RFC 5952 section 4 has it, never dotted and without the
    /// interface it came in by.
    /// </summary>
    public static string Write(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        Span<byte> bytes = stackalloc byte[2 * Groups];
        address.TryWriteBytes(bytes, out _);
        var (gap, length) = FindLongestZeros(bytes);
        Span<char> text = stackalloc char[(5 * Groups) - 1];
        var at = 0;
        for (var group = 0; group < Groups; group++)
        {
            if (group == gap)
            {
                "::".CopyTo(text[at..]);
                at += 2;
                group += length - 1;
                continue;
            }

            if (at > 0 && text[at - 1] != ':')
            {
                text[at++] = ':';
            }

            ReadGroup(bytes, group).TryFormat(text[at..], out var written, "x", CultureInfo.InvariantCulture);
            at += written;
        }

        return new string(text[..at]);
    }

    /// <summary>An IPv4-mapped address as IPv4, and without the interface it came in by.</summary>
    public static IPAddress Canonicalize(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new IPAddress(address.GetAddressBytes()) : address;
    }

    /// <summary>Reads four decimal numbers without leading zeros, or IPv6 by RFC 4291, perhaps with an interface; null for anything else.</summary>
    /// <remarks>The platform also reads one, two and three numbers, octal and hexadecimal ones, brackets and ports: a second reader on the way may read
    /// another address.</remarks>
    public static IPAddress? Parse(ReadOnlySpan<char> text)
    {
        var isV6 = text.Contains(':');
        text = isV6 && text.IndexOf('%') is > 0 and var at ? text[..at] : text;
        var isWellFormed = isV6 ? !text.ContainsAnyExcept(OfIPv6) : IsDottedDecimal(text);
        return isWellFormed && IPAddress.TryParse(text, out var address) ? Canonicalize(address) : null;
    }

    /// <summary>An address that somebody wrote, as <see cref="Write"/> has it; null for text that is none, or that readers disagree about.</summary>
    public static string? Read(string? text) => Parse(text) is { } address ? Write(address) : null;

    private static bool IsDottedDecimal(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }
        }

        return parts == 4;
    }

    /// <summary>The first of the longest runs of two or more groups that are zero; none begins at -1.</summary>
    private static (int Start, int Length) FindLongestZeros(ReadOnlySpan<byte> bytes)
    {
        var (start, longest) = (-1, 1);
        var run = 0;
        for (var group = 0; group < Groups; group++)
        {
            run = ReadGroup(bytes, group) == 0 ? run + 1 : 0;
            if (run > longest)
            {
                (start, longest) = (group + 1 - run, run);
            }
        }

        return (start, longest);
    }

    private static ushort ReadGroup(ReadOnlySpan<byte> bytes, int group) => BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * group)..]);
}
