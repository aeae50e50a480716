using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Answers;

/// <summary>Appends to a buffer writer through one span at a time; allocates nothing.</summary>
internal ref struct Utf8OutputBuffer(IBufferWriter<byte> output)
{
    private const int Chunk = 1024;
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    private Span<byte> _span;
    private int _used;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    public void Write(byte value)
    {
        Ensure(1);
        _span[_used++] = value;
    }

    public void Spaces(int count)
    {
        Ensure(count);
        _span.Slice(_used, count).Fill((byte)' ');
        _used += count;
    }

    public void Write(int number)
    {
        Ensure(11);
        Utf8Formatter.TryFormat(number, _span[_used..], out var written);
        _used += written;
    }

    public void Write(long number)
    {
        Ensure(20);
        Utf8Formatter.TryFormat(number, _span[_used..], out var written);
        _used += written;
    }

    public void WriteInstant(DateTimeOffset instant, bool milliseconds)
    {
        Ensure(TimestampText.MostBytes);
        _used += TimestampText.Format(instant, _span[_used..], milliseconds);
    }

    /// <summary>Writes text in which nothing needs escaping; half a surrogate pair becomes U+FFFD.</summary>
    public void WritePlain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var piece = text.Length <= Chunk ? text : text[..Split(text)];
            Ensure(piece.Length * 3);
            Utf8.FromUtf16(piece, _span[_used..], out _, out var written);
            _used += written;
            text = text[piece.Length..];
        }
    }

    /// <summary>Writes text with every byte but the unreserved ones of RFC 3986 as a percent escape.</summary>
    public void WritePercentEncoded(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Unreserved);
            plain = plain < 0 ? text.Length : plain;
            WritePlain(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty)
            {
                return;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            var length = rune.EncodeToUtf8(utf8);
            Ensure(3 * length);
            foreach (var unit in utf8[..length])
            {
                _span[_used++] = (byte)'%';
                _span[_used++] = "0123456789ABCDEF"u8[unit >> 4];
                _span[_used++] = "0123456789ABCDEF"u8[unit & 15];
            }

            text = text[consumed..];
        }
    }

    public void WriteBase64(ReadOnlySpan<byte> bytes)
    {
        const int Piece = 768;
        while (!bytes.IsEmpty)
        {
            var piece = bytes.Length <= Piece ? bytes : bytes[..Piece];
            Ensure(Base64.GetMaxEncodedToUtf8Length(piece.Length));
            Base64.EncodeToUtf8(piece, _span[_used..], out _, out var written);
            _used += written;
            bytes = bytes[piece.Length..];
        }
    }

    public void Flush()
    {
        output.Advance(_used);
        _span = default;
        _used = 0;
    }

    private static int Split(ReadOnlySpan<char> text) => char.IsHighSurrogate(text[Chunk - 1]) ? Chunk - 1 : Chunk;

    private void Ensure(int count)
    {
        if (_span.Length - _used < count)
        {
            output.Advance(_used);
            _span = output.GetSpan(Math.Max(count, Chunk));
            _used = 0;
        }
    }
}
