using System.Globalization;

namespace Daypass.Policy.Values;

/// <summary>
/// An address as a number. Read here and not by <see cref="System.Net.IPAddress"/>, which allocates, takes
/// <c>1.2</c> and octal numbers for addresses, and would let a scope id through.
/// </summary>
internal readonly struct IpText
{
    private IpText(UInt128 bits, bool isV6) => (Bits, IsV6) = (bits, isV6);

    public UInt128 Bits { get; }

    public bool IsV6 { get; }

    /// <summary>The address, or null for anything that is none.</summary>
    public static IpText? Read(ReadOnlySpan<char> text)
    {
        if (text.Contains(':'))
        {
            return TryReadV6(text, out var bits) ? new IpText(bits, isV6: true) : null;
        }

        return TryReadV4(text, out var number) ? new IpText(number, isV6: false) : null;
    }

    private static bool TryReadV4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = part == 3 ? text.Length : text.IndexOf('.');
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0'))
            {
                return false;
            }

            var number = 0u;
            foreach (var c in text[..end])
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                number = (number * 10) + c - '0';
            }

            if (number > 255)
            {
                return false;
            }

            bits = (bits << 8) | number;
            text = part == 3 ? text : text[(end + 1)..];
        }

        return true;
    }

    /// <summary>RFC 4291 section 2.2: eight groups, one run of zeros left out, the last two groups perhaps dotted.</summary>
    private static bool TryReadV6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = UInt128.Zero;
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return TryReadGroups(text, out bits, out var all) && all == 8;
        }

        if (!TryReadGroups(text[..gap], out var head, out var before) || !TryReadGroups(text[(gap + 2)..], out var tail, out var after)
            || before + after > 7 || (before > 0 && text[..gap].Contains('.')))
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
        if (text.IsEmpty)
        {
            return true;
        }

        while (count < 8)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                if (count > 6 || !TryReadV4(group, out var dotted))
                {
                    return false;
                }

                bits = (bits << 32) | dotted;
                count += 2;
                return true;
            }

            if (group.Length is 0 or > 4 || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            bits = (bits << 16) | number;
            count++;
            if (colon < 0)
            {
                return true;
            }

            text = text[(colon + 1)..];
        }

        return false;
    }
}
