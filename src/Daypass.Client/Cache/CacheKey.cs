using System.Security.Cryptography;
using System.Text;

namespace Daypass.Client.Cache;

/// <summary>Names one cached session by everything that shapes it: who asks, where, and for what.</summary>
public sealed record CacheKey
{
    private CacheKey(string text) => Text = text;

    /// <summary>Sixty-four hexadecimal digits.</summary>
    public string Text { get; }

    /// <summary>True when a text has the form of a key.</summary>
    internal static bool IsValid(string text) => text.Length == 64 && Array.TrueForAll(text.ToCharArray(), char.IsAsciiHexDigitLower);

    /// <summary>The key of that name, which must have the form of one.</summary>
    internal static CacheKey FromText(string text) => new(text);

    /// <summary>The key of what the parts describe; the order of the parts matters, and no two lists of parts share a key.</summary>
    public static CacheKey Create(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            // The length in front keeps "ab","c" apart from "a","bc".
            text.Append(part.Length).Append(':').Append(part);
        }

        return new CacheKey(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}
