using System.Buffers;
using System.Text;

namespace Daypass.S3.Text;

/// <summary>Decodes what stands in targets and headers once, strictly, and encodes it in the one form that is signed and sent to stores.</summary>
public static class UrlText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static ReadOnlySpan<byte> Digits => "0123456789ABCDEF"u8;

    /// <summary>Decodes percent escapes; a plus stays one. False for a broken escape, what is not printable ASCII, bytes that are not UTF-8, NUL.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        decoded = "";
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var count = 0;
            for (var at = 0; at < text.Length; at++)
            {
                var value = (int)text[at];
                if (value is <= ' ' or > '~')
                {
                    return false;
                }

                if (value == '%')
                {
                    if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                    {
                        return false;
                    }

                    value = (Nibble(text[at + 1]) << 4) | Nibble(text[at + 2]);
                    at += 2;
                }

                if (value == 0)
                {
                    return false;
                }

                bytes[count++] = (byte)value;
            }

            var utf8 = bytes.AsSpan(0, count);
            if (!System.Text.Unicode.Utf8.IsValid(utf8))
            {
                return false;
            }

            decoded = Strict.GetString(utf8);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Encodes all but <c>A-Za-z0-9-._~</c>, and slashes where they part a path.</summary>
    public static string Encode(ReadOnlySpan<char> text, bool keepsSlashes) => Append(new StringBuilder(text.Length + 16), text, keepsSlashes).ToString();

    /// <summary>Likewise, behind what is there.</summary>
    public static StringBuilder Append(StringBuilder into, ReadOnlySpan<char> text, bool keepsSlashes)
    {
        ArgumentNullException.ThrowIfNull(into);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
            {
                if (Plain.Contains(value) || (keepsSlashes && value == '/'))
                {
                    into.Append((char)value);
                }
                else
                {
                    into.Append('%').Append((char)Digits[value >> 4]).Append((char)Digits[value & 15]);
                }
            }
        }

        return into;
    }

    private static int Nibble(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
