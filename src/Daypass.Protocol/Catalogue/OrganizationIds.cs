using System.Buffers;

namespace Daypass.Protocol.Catalogue;

/// <summary>Tells the ids of an organisation's parts from each other.</summary>
public static class OrganizationIds
{
    private static readonly SearchValues<byte> Small = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789"u8);

    private static readonly SearchValues<byte> OfPath = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/"u8);

    private static readonly SearchValues<byte> Wide = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\f\v"u8);

    /// <summary><c>r-</c> and 4 to 32 characters.</summary>
    public static bool IsRoot(ReadOnlySpan<byte> text) => text.StartsWith("r-"u8) && Has(text[2..], Small, 4, 32);

    /// <summary><c>ou-</c>, 4 to 32 characters, a hyphen and 8 to 32 more.</summary>
    public static bool IsUnit(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("ou-"u8))
        {
            return false;
        }

        text = text[3..];
        var hyphen = text.IndexOf((byte)'-');
        return hyphen >= 0 && Has(text[..hyphen], Small, 4, 32) && Has(text[(hyphen + 1)..], Small, 8, 32);
    }

    /// <summary><c>p-</c> and 8 to 128 characters.</summary>
    public static bool IsPolicy(ReadOnlySpan<byte> text) => text.StartsWith("p-"u8) && Has(text[2..], Wide, 8, 128);

    /// <summary><c>car-</c> and 8 to 32 characters.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> text) => text.StartsWith("car-"u8) && Has(text[4..], Small, 8, 32);

    /// <summary>An organisation, a slash, a root, and whatever may stand in ids and between them.</summary>
    internal static bool IsEntityPath(ReadOnlySpan<byte> text)
    {
        var slash = text.IndexOf((byte)'/');
        if (slash < 0 || !text.StartsWith("o-"u8) || !Has(text[2..slash], Small, 10, 32))
        {
            return false;
        }

        var below = text[(slash + 1)..];
        return below.StartsWith("r-"u8) && below.Length >= 6 && Has(below[2..6], Small, 4, 4) && !below.ContainsAnyExcept(OfPath);
    }

    /// <summary>A policy, or one of the policies and transfers of AWS that are tagged as well and are not here.</summary>
    internal static bool IsTaggedPolicy(ReadOnlySpan<byte> text) =>
        IsPolicy(text) || (text.StartsWith("rp-"u8) && Has(text[3..], Wide, 4, 128)) || (text.StartsWith("rt-"u8) && Has(text[3..], Wide, 8, 32));

    /// <summary>One at with something before it, and behind it a full stop with something on both sides; no blanks.</summary>
    internal static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        if (at < 1 || text.ContainsAny(Blanks) || text[(at + 1)..].Contains((byte)'@'))
        {
            return false;
        }

        var host = text[(at + 1)..];
        return host.Length > 2 && host[1..^1].Contains((byte)'.');
    }

    private static bool Has(ReadOnlySpan<byte> text, SearchValues<byte> characters, int fewest, int most) =>
        text.Length >= fewest && text.Length <= most && !text.ContainsAnyExcept(characters);
}
