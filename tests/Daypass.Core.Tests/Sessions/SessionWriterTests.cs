using Daypass.Core.Sessions;

namespace Daypass.Core.Tests.Sessions;

public sealed class SessionWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1L << 32)]
    [InlineData((1L << 40) - 1)]
    public void Times_of_forty_bits_come_back(long value)
    {
        var reader = new SessionReader(Long(value));
        Assert.True(reader.TryLong(out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 40)]
    [InlineData(long.MinValue)]
    public void A_time_that_needs_more_is_not_written(long value) => Assert.Throws<ArgumentOutOfRangeException>(() => Long(value));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(16_383, 2)]
    [InlineData(16_384, 3)]
    [InlineData((1 << 28) - 1, 4)]
    public void Numbers_come_back_and_small_ones_take_little(int value, int bytes)
    {
        var writer = new SessionWriter(new byte[8]);
        writer.Number((uint)value);
        Assert.Equal(bytes, writer.Length);
        var reader = new SessionReader(writer.Written);
        Assert.True(reader.TryNumber(out var read));
        Assert.Equal(value, read);
    }

    [Fact]
    public void What_fits_into_the_first_buffer_is_written_there_and_what_does_not_leaves_nothing_behind()
    {
        var first = new byte[4];
        var writer = new SessionWriter(first);
        writer.Bytes([1, 2, 3]);
        writer.Byte(4);
        Assert.Equal([1, 2, 3, 4], first);

        writer.Byte(5);
        Assert.Equal(new byte[4], first);
        Assert.Equal([1, 2, 3, 4, 5], writer.Written.ToArray());
        writer.Dispose();
    }

    [Fact]
    public void What_was_written_is_gone_when_the_writer_is()
    {
        var first = new byte[4];
        var writer = new SessionWriter(first);
        writer.Bytes([1, 2, 3, 4]);
        writer.Dispose();
        Assert.Equal(new byte[4], first);
    }

    [Fact]
    public void A_buffer_grows_as_often_as_it_must()
    {
        var writer = new SessionWriter(new byte[1]);
        for (var value = 0; value < 5000; value++)
        {
            writer.Byte((byte)value);
        }

        writer.Zeros(100_000);
        Assert.Equal(105_000, writer.Length);
        for (var at = 0; at < writer.Length; at++)
        {
            Assert.Equal(at < 5000 ? (byte)at : 0, writer.Written[at]);
        }

        writer.Dispose();
    }

    [Fact]
    public void A_long_text_is_compressed_from_ninety_six_bytes_on()
    {
        Assert.True(LongText(new string('a', 96)).Length < 48);
        Assert.Equal(97, LongText(new string('a', 95)).Length);
        Assert.True(LongText(new string('é', 48)).Length < 48);
    }

    /// <summary>Equal lengths say that a text is not compressed, so a compressed text must be shorter than itself, if only by one byte.</summary>
    [Fact]
    public void A_long_text_comes_back_however_little_compressing_it_saves()
    {
#pragma warning disable RS0030 // A fixed seed makes a failure repeatable.
        var random = new Random(20260901);
        var (saved, kept) = (0, 0);
        for (var round = 0; round < 4000; round++)
        {
            var text = string.Create(96 + round % 400, (random, 16 + round % 80), static (characters, of) =>
            {
                foreach (ref var character in characters)
                {
                    character = (char)(' ' + of.random.Next(of.Item2));
                }
            });
            var bytes = LongText(text);
            var reader = new SessionReader(bytes);
            Assert.True(reader.TryLongText(out var read), text);
            Assert.Equal(text, read);
            _ = bytes.Length < text.Length + 2 ? saved++ : kept++;
        }
#pragma warning restore RS0030

        Assert.True(saved > 0 && kept > 0, $"{saved} {kept}");
    }

    private static byte[] Long(long value)
    {
        var writer = new SessionWriter(new byte[8]);
        writer.Long(value);
        return writer.Written.ToArray();
    }

    private static byte[] LongText(string text)
    {
        var writer = new SessionWriter(new byte[64]);
        writer.LongText(text);
        var bytes = writer.Written.ToArray();
        writer.Dispose();
        return bytes;
    }
}
