using System.Buffers;
using System.Text;

namespace Daypass.Protocol.Signing;

/// <summary>Percent-encoding as SigV4 has it: everything but <c>A-Za-z0-9-._~</c> becomes upper-case escapes of its UTF-8 bytes.</summary>
internal static class PercentEncoding
{
    private const string UnreservedCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly SearchValues<char> Unreserved = SearchValues.Create(UnreservedCharacters);
    private static readonly SearchValues<byte> UnreservedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(UnreservedCharacters));

    /// <summary>Encodes raw text: a percent sign is a character like any other.</summary>
    public static void Encode(ReadOnlySpan<char> text, ref Utf8Buffer output) => Write(text, isEncoded: false, ref output);

    /// <summary>
    /// Brings text that is already encoded into the one canonical spelling: escapes of unreserved characters are resolved, others become upper case,
    /// and characters that should have been escaped are. A plus sign is a plus sign: only form decoding reads it as a blank.
    /// </summary>
    /// <param name="text">Text whose escapes are whole, as <see cref="RequestTarget.TryParse"/> ensures.</param>
    /// <param name="output">Where it goes.</param>
    public static void Canonicalize(ReadOnlySpan<char> text, ref Utf8Buffer output) => Write(text, isEncoded: true, ref output);

    /// <summary>Resolves escapes as UTF-8; a plus sign stays one.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
        {
            return text.ToString();
        }

        var decoded = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            while (text.IndexOf('%') is >= 0 and var at)
            {
                decoded.AppendUtf8(text[..at]);
                decoded.Append((byte)((Nibble(text[at + 1]) << 4) | Nibble(text[at + 2])));
                text = text[(at + 3)..];
            }

            decoded.AppendUtf8(text);
            return Encoding.UTF8.GetString(decoded.Written);
        }
        finally
        {
            decoded.Dispose();
        }
    }

    private static void Write(ReadOnlySpan<char> text, bool isEncoded, ref Utf8Buffer output)
    {
        while (text.IndexOfAnyExcept(Unreserved) is >= 0 and var plain)
        {
            output.AppendUtf8(text[..plain]);
            text = text[plain..];
            text = text[(isEncoded && text[0] == '%' ? WriteEscape(text, ref output) : WriteCharacter(text, ref output))..];
        }

        output.AppendUtf8(text);
    }

    /// <summary>Rewrites the escape at the beginning and says how long it was.</summary>
    private static int WriteEscape(ReadOnlySpan<char> text, ref Utf8Buffer output)
    {
        var value = (byte)((Nibble(text[1]) << 4) | Nibble(text[2]));
        if (UnreservedBytes.Contains(value))
        {
            output.Append(value);
        }
        else
        {
            output.AppendEscape(value);
        }

        return 3;
    }

    private static int Nibble(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>Escapes the first character, two units when it is a surrogate pair, and says how many units that were.</summary>
    private static int WriteCharacter(ReadOnlySpan<char> text, ref Utf8Buffer output)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var units);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
        {
            output.AppendEscape(value);
        }

        return units;
    }
}
