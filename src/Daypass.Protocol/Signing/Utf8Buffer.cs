using System.Buffers;
using System.Text;

namespace Daypass.Protocol.Signing;

/// <summary>UTF-8 text that grows from the stack into the pool, so that a canonical request is never a string.</summary>
internal ref struct Utf8Buffer(Span<byte> room)
{
    private Span<byte> _room = room;
    private byte[]? _rented;

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written; valid until the next call that appends.</summary>
    public readonly ReadOnlySpan<byte> Written => _room[..Length];

    public void Append(byte value)
    {
        if (Length == _room.Length)
        {
            Grow(1);
        }

        _room[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<byte> utf8) => utf8.CopyTo(Take(utf8.Length));

    /// <summary>Appends text as UTF-8; an unpaired surrogate becomes U+FFFD.</summary>
    public void AppendUtf8(scoped ReadOnlySpan<char> text)
    {
        const int MostBytesPerUnit = 3;
        if (_room.Length - Length < text.Length * MostBytesPerUnit)
        {
            Grow(text.Length * MostBytesPerUnit);
        }

        Length += Encoding.UTF8.GetBytes(text, _room[Length..]);
    }

    /// <summary>Appends <c>%XX</c>.</summary>
    public void AppendEscape(byte value)
    {
        const string Digits = "0123456789ABCDEF";
        var escape = Take(3);
        escape[0] = (byte)'%';
        escape[1] = (byte)Digits[value >> 4];
        escape[2] = (byte)Digits[value & 15];
    }

    /// <summary>Appends bytes as lower-case hexadecimal.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> value)
    {
        const string Digits = "0123456789abcdef";
        var hex = Take(value.Length * 2);
        for (var i = 0; i < value.Length; i++)
        {
            hex[2 * i] = (byte)Digits[value[i] >> 4];
            hex[(2 * i) + 1] = (byte)Digits[value[i] & 15];
        }
    }

    /// <summary>Room for so many more bytes, counted as written.</summary>
    public Span<byte> Take(int count)
    {
        if (_room.Length - Length < count)
        {
            Grow(count);
        }

        var taken = _room.Slice(Length, count);
        Length += count;
        return taken;
    }

    /// <summary>Forgets everything after a length that was reached before.</summary>
    public void Truncate(int length) => Length = Math.Min(Length, length);

    /// <summary>Gives the pooled room back, cleared: canonical requests hold session tokens.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
            _rented = null;
        }

        _room = default;
        Length = 0;
    }

    private void Grow(int atLeast)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_room.Length * 2, Length + atLeast));
        Written.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented, clearArray: true);
        }

        _rented = larger;
        _room = larger;
    }
}
