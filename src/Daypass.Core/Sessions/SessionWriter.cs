using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Daypass.Core.Sessions;

/// <summary>Writes the binary form of a session into a buffer that grows.</summary>
internal ref struct SessionWriter(Span<byte> initial)
{
    private const int CompressFrom = 96;
    private const int CompressionQuality = 2;
    private const int CompressionWindow = 11;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public readonly int Length => _length;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void Zeros(int count) => Reserve(count).Clear();

    /// <summary>Seven bits a byte, lowest first.</summary>
    public void Number(uint value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Forty bits.</summary>
    public void Long(long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)value, (1UL << 40) - 1);
        var five = Reserve(5);
        BinaryPrimitives.WriteUInt32BigEndian(five, (uint)(value >> 8));
        five[4] = (byte)value;
    }

    public void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        Number((uint)count);
        Encoding.UTF8.GetBytes(text, Reserve(count));
    }

    /// <summary>A text that is compressed where that makes it shorter: its length uncompressed, its length as it stands, the bytes.</summary>
    public void LongText(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        var plain = ArrayPool<byte>.Shared.Rent(2 * count + 16);
        Encoding.UTF8.GetBytes(text, plain);
        var packed = plain.AsSpan(count);
        Number((uint)count);
        if (count >= CompressFrom
            && BrotliEncoder.TryCompress(plain.AsSpan(0, count), packed, out var packedCount, CompressionQuality, CompressionWindow)
            && packedCount < count)
        {
            Number((uint)packedCount);
            Bytes(packed[..packedCount]);
        }
        else
        {
            Number((uint)count);
            Bytes(plain.AsSpan(0, count));
        }

        ArrayPool<byte>.Shared.Return(plain);
    }

    public void Dispose()
    {
        _buffer[.._length].Clear();
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _buffer.Length, _length + count));
            Written.CopyTo(larger);
            _buffer[.._length].Clear();
            if (_rented is not null)
            {
                ArrayPool<byte>.Shared.Return(_rented);
            }

            _buffer = _rented = larger;
        }

        _length += count;
        return _buffer.Slice(_length - count, count);
    }
}
