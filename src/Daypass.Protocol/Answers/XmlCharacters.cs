using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Daypass.Protocol.Answers;

/// <summary>Entities and line ends in XML text.</summary>
internal static class XmlCharacters
{
    /// <summary>True when every ampersand begins a reference that <see cref="Append"/> understands.</summary>
    public static bool HasOnlyKnownReferences(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var ampersand = text.IndexOf((byte)'&');
            if (ampersand < 0)
            {
                return true;
            }

            text = text[ampersand..];
            if (!TryReference(text, out _, out var length))
            {
                return false;
            }

            text = text[length..];
        }
    }

    /// <summary>Appends a piece of text with references resolved and line ends made LF.</summary>
    public static void Append(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> text, bool plain)
    {
        while (!text.IsEmpty)
        {
            var special = plain ? -1 : text.IndexOfAny((byte)'&', (byte)'\r');
            output.Write(special < 0 ? text : text[..special]);
            if (special < 0)
            {
                return;
            }

            text = text[special..];
            if (text[0] == '\r')
            {
                output.Write("\n"u8);
                text = text[(text.Length > 1 && text[1] == '\n' ? 2 : 1)..];
            }
            else if (TryReference(text, out var rune, out var length))
            {
                output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
                text = text[length..];
            }
            else
            {
                // Only CDATA may hold a bare ampersand; the parser has refused it everywhere else.
                output.Write(text[..1]);
                text = text[1..];
            }
        }
    }

    private static bool TryReference(ReadOnlySpan<byte> text, out Rune rune, out int length)
    {
        rune = default;
        length = text[..Math.Min(text.Length, 12)].IndexOf((byte)';') + 1;
        if (length < 3)
        {
            return false;
        }

        var name = text[1..(length - 1)];
        if (name[0] == '#')
        {
            return TryNumber(name[1..], out rune);
        }

        var character = name switch
        {
            _ when name.SequenceEqual("lt"u8) => '<',
            _ when name.SequenceEqual("gt"u8) => '>',
            _ when name.SequenceEqual("amp"u8) => '&',
            _ when name.SequenceEqual("quot"u8) => '"',
            _ when name.SequenceEqual("apos"u8) => '\'',
            _ => '\0',
        };
        rune = new Rune(character);
        return character != '\0';
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out Rune rune)
    {
        rune = default;
        int value;
        int consumed;
        var parsed = !digits.IsEmpty && digits[0] == 'x'
            ? Utf8Parser.TryParse(digits[1..], out value, out consumed, 'X') && ++consumed > 1
            : Utf8Parser.TryParse(digits, out value, out consumed);
        return parsed && consumed == digits.Length && char.IsAsciiHexDigit((char)digits[^1]) && digits[0] is not ((byte)'+' or (byte)'-')
            && (value >= 0x20 || value is '\t' or '\n' or '\r') && value is not (0xFFFE or 0xFFFF) && Rune.TryCreate(value, out rune);
    }
}
