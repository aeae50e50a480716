using System.IO.Compression;
using System.Text;
using Daypass.Core.Sessions;

namespace Daypass.Core.Tests.Sessions;

public sealed class SessionReaderTests
{
    private const int LongestText = 20_480;

    [Fact]
    public void All_that_is_there_can_be_taken_and_not_a_byte_more()
    {
        var whole = new SessionReader([1, 2, 3]);
        Assert.True(whole.TryBytes(3, out var taken));
        Assert.Equal([1, 2, 3], taken.ToArray());
        Assert.False(whole.TryByte(out _));

        var more = new SessionReader([1, 2, 3]);
        Assert.False(more.TryBytes(4, out _));
        Assert.False(more.TryBytes(-1, out _));
        Assert.True(more.TryBytes(3, out _));
    }

    [Theory]
    [InlineData(new byte[] { 0 }, 0)]
    [InlineData(new byte[] { 0x7F }, 127)]
    [InlineData(new byte[] { 0x80, 0x01 }, 128)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F }, (1 << 28) - 1)]
    public void Numbers_have_up_to_twenty_eight_bits(byte[] bytes, int number)
    {
        Assert.Equal(number, Number(bytes));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(Number(bytes[..length]));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x01 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0x81, 0x00 })]
    [InlineData(new byte[] { 0x80, 0x00 })]
    public void A_number_that_is_longer_than_it_need_be_or_too_large_is_none(byte[] bytes) => Assert.Null(Number(bytes));

    [Fact]
    public void A_time_has_five_bytes()
    {
        var whole = new SessionReader([1, 2, 3, 4, 5]);
        Assert.True(whole.TryLong(out var value));
        Assert.Equal(0x01_02_03_04_05, value);
        var cut = new SessionReader([1, 2, 3, 4]);
        Assert.False(cut.TryLong(out _));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0xFF })]
    [InlineData(new byte[] { 2, 0xC3, 0x28 })]
    [InlineData(new byte[] { 1, 0xC3 })]
    public void Bytes_that_are_no_text_are_refused(byte[] bytes)
    {
        var text = new SessionReader(bytes);
        Assert.False(text.TryText(out var read));
        Assert.Null(read);
        var longText = new SessionReader([bytes[0], .. bytes]);
        Assert.False(longText.TryLongText(out read));
        Assert.Null(read);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 5 })]
    [InlineData(new byte[] { 5, 0x80 })]
    [InlineData(new byte[] { 5, 5, 65, 65, 65, 65 })]
    [InlineData(new byte[] { 4, 5, 65, 65, 65, 65, 65 })]
    [InlineData(new byte[] { 5, 3, 65, 65, 65 })]
    public void A_long_text_that_is_cut_or_packed_to_more_than_itself_is_refused(byte[] bytes)
    {
        var reader = new SessionReader(bytes);
        Assert.False(reader.TryLongText(out var read));
        Assert.Null(read);
    }

    [Theory]
    [InlineData(LongestText, true)]
    [InlineData(LongestText + 1, false)]
    public void A_long_text_has_its_longest_length(int length, bool isRead)
    {
        var text = new string('p', length);
        Assert.Equal(isRead ? text : null, LongText(length, Encoding.ASCII.GetBytes(text)));
        Assert.Equal(isRead ? text : null, LongText(length, Packed(text)));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(201)]
    public void A_long_text_is_as_long_as_it_says(int claimed)
    {
        var packed = Packed(new string('p', 200));
        Assert.Null(LongText(claimed, packed));
        Assert.Equal(new string('p', 200), LongText(200, packed));
    }

    private static int? Number(byte[] bytes)
    {
        var reader = new SessionReader(bytes);
        return reader.TryNumber(out var number) ? number : null;
    }

    private static string? LongText(int length, byte[] stored)
    {
        var writer = new SessionWriter(new byte[64]);
        writer.Number((uint)length);
        writer.Number((uint)stored.Length);
        writer.Bytes(stored);
        var reader = new SessionReader(writer.Written.ToArray());
        writer.Dispose();
        return reader.TryLongText(out var text) ? text : null;
    }

    private static byte[] Packed(string text)
    {
        var packed = new byte[text.Length];
        Assert.True(BrotliEncoder.TryCompress(Encoding.ASCII.GetBytes(text), packed, out var count));
        return packed[..count];
    }
}
