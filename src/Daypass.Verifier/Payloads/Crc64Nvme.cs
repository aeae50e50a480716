using System.Buffers.Binary;

namespace Daypass.Verifier.Payloads;

/// <summary>CRC-64/NVME (NVM Express NVM Command Set Specification, section 5.2.1.3.4), eight bytes at a time by tables; no library has it.</summary>
internal sealed class Crc64Nvme() : Checksum("CRC64NVME", sizeof(ulong))
{
    private const int Width = 8;
    private const ulong Polynomial = 0x9A6C9329AC4BC9B5;

    private static readonly ulong[] Tables = CreateTables();

    private ulong _value = ulong.MaxValue;

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> data)
    {
        var (value, tables) = (_value, Tables);
        while (data.Length >= Width)
        {
            value ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
            value = tables[(7 * 256) + (int)(value & 255)] ^ tables[(6 * 256) + (int)((value >> 8) & 255)]
                ^ tables[(5 * 256) + (int)((value >> 16) & 255)] ^ tables[(4 * 256) + (int)((value >> 24) & 255)]
                ^ tables[(3 * 256) + (int)((value >> 32) & 255)] ^ tables[(2 * 256) + (int)((value >> 40) & 255)]
                ^ tables[256 + (int)((value >> 48) & 255)] ^ tables[(int)(value >> 56)];
            data = data[Width..];
        }

        foreach (var one in data)
        {
            value = tables[(int)((value ^ one) & 255)] ^ (value >> 8);
        }

        _value = value;
    }

    /// <inheritdoc/>
    public override void Finish(Span<byte> digest) => BinaryPrimitives.WriteUInt64BigEndian(digest, ~_value);

    private static ulong[] CreateTables()
    {
        var tables = new ulong[Width * 256];
        for (var index = 0; index < 256; index++)
        {
            var value = (ulong)index;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }

            tables[index] = value;
        }

        for (var index = 256; index < tables.Length; index++)
        {
            var before = tables[index - 256];
            tables[index] = tables[(int)(before & 255)] ^ (before >> 8);
        }

        return tables;
    }
}
