using System.Buffers;
using System.Buffers.Text;

namespace Daypass.Federation.Oidc.Tokens;

/// <summary>Base64url as RFC 7515 section 2 writes it, and no other spelling of the same octets: no padding, no white space, no stray bits.</summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The octets; null when the text is not their one canonical spelling.</summary>
    internal static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var rest = text.Length % 4;
        if (rest == 1 || text.ContainsAnyExcept(Alphabet))
        {
            return null;
        }

        // The last character of a group of two or three carries 4 or 2 bits that must be zero, or two spellings would mean the same octets.
        if (rest != 0 && (DecodeCharacter(text[^1]) & (rest == 2 ? 0b1111 : 0b11)) != 0)
        {
            return null;
        }

        return Base64Url.DecodeFromChars(text);
    }

    private static int DecodeCharacter(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '-' => 62,
        _ => 63,
    };
}
