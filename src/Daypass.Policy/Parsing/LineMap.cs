using System.Text;
using Daypass.Policy.Language;

namespace Daypass.Policy.Parsing;

/// <summary>Turns byte offsets of UTF-8 text into lines and columns; asking in ascending order reads the text once.</summary>
internal ref struct LineMap(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _line = 1;
    private int _column = 1;
    private int _last;

    /// <summary>The position of a byte within a line, both counted from 0, as the JSON reader reports a fault.</summary>
    public static TextPosition Locate(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        for (var i = 0L; i < line; i++)
        {
            utf8 = utf8[(utf8.IndexOf((byte)'\n') + 1)..];
        }

        return new TextPosition((int)line + 1, Encoding.UTF8.GetCharCount(utf8[..(int)Math.Min(byteInLine, utf8.Length)]) + 1);
    }

    public TextPosition Locate(int offset)
    {
        if (offset < _last)
        {
            _line = 1;
            _last = 0;
            _column = 1;
        }

        for (var length = NextLine(offset); length > 0; length = NextLine(offset))
        {
            _line++;
            _last += length;
            _column = 1;
        }

        // Counted from the last place asked for, so that a document on one line costs no more than one of many.
        _column += Encoding.UTF8.GetCharCount(_utf8[_last..offset]);
        _last = offset;
        return new TextPosition(_line, _column);
    }

    /// <summary>How many bytes there are to the next line, or 0; a line ends in a carriage return, a line feed, or one behind the other.</summary>
    private readonly int NextLine(int offset)
    {
        var rest = _utf8[_last..offset];
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? 0 : rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? end + 2 : end + 1;
    }
}
