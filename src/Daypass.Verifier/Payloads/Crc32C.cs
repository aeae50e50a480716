using System.Buffers.Binary;
using System.Numerics;

namespace Daypass.Verifier.Payloads;

/// <summary>CRC-32C (RFC 3720, appendix B.4), by the processor's own instruction where there is one.</summary>
internal sealed class Crc32C() : Checksum("CRC32C", sizeof(uint))
{
    private uint _value = uint.MaxValue;

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> data)
    {
        var value = _value;
        while (data.Length >= sizeof(ulong))
        {
            value = BitOperations.Crc32C(value, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var one in data)
        {
            value = BitOperations.Crc32C(value, one);
        }

        _value = value;
    }

    /// <inheritdoc/>
    public override void Finish(Span<byte> digest) => BinaryPrimitives.WriteUInt32BigEndian(digest, ~_value);
}
