using Daypass.Core.Sealing;

namespace Daypass.Core.Tests.Sealing;

public sealed class SealHeaderTests
{
    private const long LatestTime = (1L << 40) - 1;

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1_788_264_000)]
    [InlineData(1L << 32)]
    [InlineData(LatestTime)]
    public void Every_time_of_forty_bits_comes_back(long time)
    {
        var header = new SealHeader(int.MaxValue, time, UInt128.MaxValue - 1, ulong.MaxValue - 2);
        Assert.True(SealHeader.TryRead(Written(header), out var read));
        Assert.Equal(header, read);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(LatestTime + 1)]
    [InlineData(long.MinValue)]
    public void Another_time_is_not_written(long time) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Written(new SealHeader(1, time, 1, 1)));

    [Fact]
    public void A_header_that_is_cut_or_of_another_version_is_none()
    {
        var bytes = Written(new SealHeader(1, 1, 1, 1));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(SealHeader.TryRead(bytes.AsSpan(0, length), out _), $"{length}");
        }

        for (var version = 0; version < 256; version++)
        {
            bytes[0] = (byte)version;
            Assert.Equal(version == SealHeader.Version, SealHeader.TryRead(bytes, out _));
        }
    }

    [Fact]
    public void A_nonce_is_its_counter_and_nothing_that_was_there_before()
    {
        Span<byte> nonce = stackalloc byte[CipherPool.NonceLength];
        nonce.Fill(0xEE);
        new SealHeader(1, 1, 1, 0x0102030405060708).WriteNonce(nonce);
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], nonce.ToArray());
    }

    private static byte[] Written(SealHeader header)
    {
        var bytes = new byte[SealHeader.Length];
        header.Write(bytes);
        return bytes;
    }
}
