using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Daypass.Core.Sessions;

/// <summary>Reads the binary form of a session; every method fails on bytes that no writer wrote, none throws, none allocates more than its input
/// justifies.</summary>
internal ref struct SessionReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The longest text a compressed field may hold: a policy of 10,240 characters with all of them beyond ASCII.</summary>
    private const int LongestText = 20_480;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when only zeros are left, as padding is.</summary>
    public readonly bool OnlyPaddingIsLeft => !_rest.ContainsAnyExcept((byte)0);

    public bool TryByte(out byte value)
    {
        if (_rest.IsEmpty)
        {
            value = 0;
            return false;
        }

        value = _rest[0];
        _rest = _rest[1..];
        return true;
    }

    public bool TryBytes(int count, out ReadOnlySpan<byte> taken)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            taken = default;
            return false;
        }

        taken = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    public bool TryNumber(out int value)
    {
        value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (!TryByte(out var next))
            {
                return false;
            }

            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return next != 0 || shift == 0;
            }
        }

        return false;
    }

    public bool TryLong(out long value)
    {
        value = 0;
        if (!TryBytes(5, out var five))
        {
            return false;
        }

        value = ((long)BinaryPrimitives.ReadUInt32BigEndian(five) << 8) | five[4];
        return true;
    }

    public bool TryText([NotNullWhen(true)] out string? text)
    {
        text = null;
        return TryNumber(out var count) && TryBytes(count, out var utf8) && TryDecode(utf8, out text);
    }

    public bool TryLongText([NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!TryNumber(out var count) || count > LongestText || !TryNumber(out var stored) || stored > count || !TryBytes(stored, out var bytes))
        {
            return false;
        }

        if (stored == count)
        {
            return TryDecode(bytes, out text);
        }

        var plain = ArrayPool<byte>.Shared.Rent(count);
        var read = BrotliDecoder.TryDecompress(bytes, plain.AsSpan(0, count), out var written) && written == count
            && TryDecode(plain.AsSpan(0, count), out text);
        ArrayPool<byte>.Shared.Return(plain);
        return read;
    }

    private static bool TryDecode(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        text = Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
        return text is not null;
    }
}
