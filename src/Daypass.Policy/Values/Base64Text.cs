using System.Buffers;

namespace Daypass.Policy.Values;

/// <summary>Base64 as binary conditions take it: RFC 4648 section 4, padded, without blanks and with the spare bits zero.</summary>
internal static class Base64Text
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Letters);

    /// <summary>True for the one text that some bytes have in this form; two such texts are equal when their bytes are.</summary>
    public static bool IsStrict(ReadOnlySpan<char> text)
    {
        var padding = text.EndsWith("==") ? 2 : text.EndsWith("=") ? 1 : 0;
        var digits = text[..^padding];
        return text.Length % 4 == 0
            && !digits.ContainsAnyExcept(Alphabet)
            && (padding == 0 || (Letters.IndexOf(digits[^1], StringComparison.Ordinal) & (padding == 1 ? 0b11 : 0b1111)) == 0);
    }
}
