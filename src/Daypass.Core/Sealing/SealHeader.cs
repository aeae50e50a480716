using System.Buffers.Binary;

namespace Daypass.Core.Sealing;

/// <summary>What stands unencrypted, but authenticated, before everything sealed: version, key number, issue time in seconds, instance id, counter.</summary>
internal readonly record struct SealHeader(int KeyNumber, long IssuedAt, UInt128 Instance, ulong Counter)
{
    public const byte Version = 1;
    public const int Length = InstanceStart + 16 + sizeof(ulong);

    private const int TimeStart = 1 + sizeof(int);
    private const int TimeLength = 5;
    private const int InstanceStart = TimeStart + TimeLength;
    private const long LatestTime = (1L << (8 * TimeLength)) - 1;

    public void Write(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)IssuedAt, (ulong)LatestTime);
        destination[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], KeyNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[TimeStart..], (uint)(IssuedAt >> 8));
        destination[TimeStart + sizeof(uint)] = (byte)IssuedAt;
        BinaryPrimitives.WriteUInt128BigEndian(destination[InstanceStart..], Instance);
        BinaryPrimitives.WriteUInt64BigEndian(destination[(InstanceStart + 16)..], Counter);
    }

    public static bool TryRead(ReadOnlySpan<byte> source, out SealHeader header)
    {
        header = default;
        if (source.Length < Length || source[0] != Version)
        {
            return false;
        }

        var time = ((long)BinaryPrimitives.ReadUInt32BigEndian(source[TimeStart..]) << 8) | source[TimeStart + sizeof(uint)];
        header = new SealHeader(
            BinaryPrimitives.ReadInt32BigEndian(source[1..]),
            time,
            BinaryPrimitives.ReadUInt128BigEndian(source[InstanceStart..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[(InstanceStart + 16)..]));
        return true;
    }

    /// <summary>Ninety-six bits, of which the counter fills the last sixty-four.</summary>
    public void WriteNonce(Span<byte> nonce)
    {
        nonce[..4].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], Counter);
    }
}
