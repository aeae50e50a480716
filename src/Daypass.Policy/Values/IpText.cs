using System.Globalization;

namespace Daypass.Policy.Values;

/// <summary>
/// An address as a number. Read here and not by <see cref="System.Net.IPAddress"/>, which allocates, takes <c>1.2</c> and octal numbers for
/// addresses, and lets a scope id through.
/// </summary>
internal readonly struct IpText
{
    private const string MappedPrefix = "::ffff:";

    private IpText(UInt128 bits, bool isV6) => (Bits, IsV6) = (bits, isV6);

    public UInt128 Bits { get; }

    public bool IsV6 { get; }

    /// <summary>An address of a policy, or null for anything that is none; IPv6 is never dotted.</summary>
    public static IpText? Parse(ReadOnlySpan<char> text)
    {
        if (text.Contains(':'))
        {
            return TryReadV6(text, out var bits) ? new IpText(bits, isV6: true) : null;
        }

        return TryReadV4(text, out var number) ? new IpText(number, isV6: false) : null;
    }

    /// <summary>An address of a request: one that IPv6 only carries (RFC 4291 section 2.5.5.2) is the IPv4 address in it.</summary>
    public static IpText? ParseRequest(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(MappedPrefix, StringComparison.OrdinalIgnoreCase) && TryReadV4(text[MappedPrefix.Length..], out var dotted))
        {
            return new IpText(dotted, isV6: false);
        }

        return Parse(text) is not { } address ? null
            : address.IsV6 && address.Bits >> 32 == 0xFFFF ? new IpText(address.Bits & uint.MaxValue, isV6: false)
            : address;
    }

    private static bool TryReadV4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = part == 3 ? text.Length : text.IndexOf('.');
            if (end < 1)
            {
                return false;
            }

            var number = 0u;
            foreach (var c in text[..end])
            {
                // Decimal, whatever zeros lead: 010 is ten.
                if (!char.IsAsciiDigit(c) || (number = (number * 10) + c - '0') > 255)
                {
                    return false;
                }
            }

            bits = (bits << 8) | number;
            text = part == 3 ? text : text[(end + 1)..];
        }

        return true;
    }

    /// <summary>
    /// RFC 4291 section 2.2, as leniently as AWS reads it: the one run of zeros may have a colon too many, an empty first group is a zero,
    /// and a colon at the end does not count.
    /// </summary>
    private static bool TryReadV6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = UInt128.Zero;
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return TryReadGroups(text, out bits, out var all) && all == 8;
        }

        var behind = text[(gap + 2)..];
        if (behind.Contains("::", StringComparison.Ordinal)
            || !TryReadGroups(text[..gap], out var head, out var before)
            || !TryReadGroups(behind.StartsWith(":") ? behind[1..] : behind, out var tail, out var after)
            || before + after > 7)
        {
            return false;
        }

        bits = (before == 0 ? UInt128.Zero : head << (16 * (8 - before))) | tail;
        return true;
    }

    private static bool TryReadGroups(ReadOnlySpan<char> text, out UInt128 bits, out int count)
    {
        bits = UInt128.Zero;
        count = 0;
        text = text.EndsWith(":") ? text[..^1] : text;
        if (text.StartsWith(":"))
        {
            count = 1;
            text = text[1..];
        }

        while (!text.IsEmpty)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (count == 8
                || group.Length is 0 or > 4
                || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            bits = (bits << 16) | number;
            count++;
            text = colon < 0 ? [] : text[(colon + 1)..];
        }

        return true;
    }
}
