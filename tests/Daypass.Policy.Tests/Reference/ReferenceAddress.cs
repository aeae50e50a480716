using System.Globalization;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Addresses as text: a 4 or a 6 and then the bits as zeros and ones, so that a network is the beginning of its addresses.</summary>
internal static partial class ReferenceAddress
{
    private static readonly string Mapped = "6" + new string('0', 80) + new string('1', 16);

    /// <summary>An address of a request; what is mapped into IPv6 is IPv4.</summary>
    public static string? OfRequest(string text)
    {
        var dotted = Dotted().Match(text);
        var bits = dotted.Success ? Four(dotted.Groups["four"].Value) : text.Contains(':') ? Six(text) : Four(text);
        return bits is not null && bits.StartsWith(Mapped, StringComparison.Ordinal) ? "4" + bits[Mapped.Length..] : bits;
    }

    /// <summary>What the addresses of a network begin with; null when it is none, or an IPv6 network with bits of a host.</summary>
    public static string? Network(string text)
    {
        var match = Cidr().Match(text);
        var address = match.Groups["address"].Value;
        var bits = !match.Success ? null : address.Contains(':') ? Six(address) : Four(address);
        if (bits is null || !match.Groups["length"].Success)
        {
            return bits;
        }

        var digits = match.Groups["length"].Value.TrimStart('0');
        var length = digits.Length > 3 ? 1000 : digits == "" ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);
        return length > bits.Length - 1 ? null : bits[0] == '6' && bits[(length + 1)..].Contains('1') ? null : bits[..(length + 1)];
    }

    private static string? Four(string text)
    {
        var parts = text.Split('.').Select(static part => Decimal().IsMatch(part) ? part.TrimStart('0').PadLeft(1, '0') : "none").ToArray();
        return parts.Length == 4 && parts.All(static part => part.Length <= 3 && int.Parse(part, CultureInfo.InvariantCulture) < 256)
            ? "4" + string.Concat(parts.Select(static part => int.Parse(part, CultureInfo.InvariantCulture).ToString("b8", CultureInfo.InvariantCulture)))
            : null;
    }

    private static string? Six(string text)
    {
        var halves = text.Split("::");
        var head = Groups(halves[0]);
        var tail = halves.Length == 1 ? [] : Groups(halves[1].StartsWith(':') ? halves[1][1..] : halves[1]);
        if (halves.Length > 2 || head is null || tail is null || (halves.Length == 1 ? head.Count != 8 : head.Count + tail.Count > 7))
        {
            return null;
        }

        var groups = head.Concat(Enumerable.Repeat("0", 8 - head.Count - tail.Count)).Concat(tail);
        return "6" + string.Concat(groups.Select(static group =>
            ushort.Parse(group, NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString("b16", CultureInfo.InvariantCulture)));
    }

    private static List<string>? Groups(string text)
    {
        var groups = (text.EndsWith(':') ? text[..^1] : text).Split(':').ToList();
        if (groups is [""])
        {
            return [];
        }

        groups[0] = groups[0] == "" ? "0" : groups[0];
        return groups.TrueForAll(static group => Hex().IsMatch(group)) ? groups : null;
    }

    [GeneratedRegex(@"\A::[fF]{4}:(?<four>[0-9.]+)\z")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\A(?<address>[^/]*)(?:/\+?(?<length>[0-9]+))?\z")]
    private static partial Regex Cidr();

    [GeneratedRegex(@"\A[0-9]+\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A[0-9a-fA-F]{1,4}\z")]
    private static partial Regex Hex();
}
