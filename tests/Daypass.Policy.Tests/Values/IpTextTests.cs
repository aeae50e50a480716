using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Daypass.Policy.Tests.Differential;
using Daypass.Policy.Values;

namespace Daypass.Policy.Tests.Values;

public sealed class IpTextTests
{
    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("256.0.0.1", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("01.2.3.4", true)]
    [InlineData("0001.2.3.4", true)]
    [InlineData("1.2.3.4 ", false)]
    [InlineData("+1.2.3.4", false)]
    [InlineData("", false)]
    [InlineData("::", true)]
    [InlineData("::1", true)]
    [InlineData("1::", true)]
    [InlineData("1:2:3:4:5:6:7:8", true)]
    [InlineData("1:2:3:4:5:6:7::", true)]
    [InlineData("1:2:3:4:5:6:7", false)]
    [InlineData("1:2:3:4:5:6:7:8:9", false)]
    [InlineData("1::2::3", false)]
    [InlineData(":::", true)]
    [InlineData("::::", false)]
    [InlineData("1:2:3:4:5:6:7:::", true)]
    [InlineData(":::2:3:4:5:6:7:8", true)]
    [InlineData(":2:3:4:5:6:7:8", true)]
    [InlineData("1:2:3:4:5:6:7:8:", true)]
    [InlineData("1:2:3:4:5:6:7:8::", false)]
    [InlineData("1:2:3:4::5:6:7:8", false)]
    [InlineData(":1::", true)]
    [InlineData(":", false)]
    [InlineData("1:", false)]
    [InlineData(":1", false)]
    [InlineData("12345::", false)]
    [InlineData("g::", false)]
    [InlineData("::ffff:1.2.3.4", false)]
    [InlineData("1.2.3.4::", false)]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("[::1]", false)]
    public void Reads_addresses_and_nothing_else(string text, bool read) => Assert.Equal(read, IpText.Parse(text) is not null);

    [Fact]
    public void Reads_what_the_platform_writes_as_the_same_number()
    {
        var dice = new Dice(41);
        var bytes = new byte[16];
        for (var i = 0; i < 50_000; i++)
        {
            for (var b = 0; b < bytes.Length; b++)
            {
                bytes[b] = dice.Chance(50) ? (byte)0 : (byte)dice.Roll(256);
            }

            var address = new IPAddress(i % 2 == 0 ? bytes : bytes.AsSpan(0, 4));
            // The platform writes some IPv6 addresses with dots, which no policy may.
            var text = i % 2 == 1 || !address.ToString().Contains('.') ? address.ToString() : InGroups(bytes);
            var read = IpText.Parse(text);
            Assert.True(read is not null, text);
            var expected = address.GetAddressBytes().Aggregate(UInt128.Zero, static (all, part) => (all << 8) | part);
            Assert.Equal((expected, address.GetAddressBytes().Length == 16), (read.Value.Bits, read.Value.IsV6));
        }
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1", 0xC0000201)]
    [InlineData("::FFFF:c000:201", 0xC0000201)]
    [InlineData("0:0:0:0:0:ffff:c000:0201", 0xC0000201)]
    [InlineData("::ffff:010.0.0.1", 0x0A000001)]
    public void A_request_may_carry_IPv4_in_IPv6(string text, uint bits)
    {
        var read = IpText.ParseRequest(text);
        Assert.Equal(((UInt128)bits, false), (read!.Value.Bits, read.Value.IsV6));
    }

    [Theory]
    [InlineData("0:0:0:0:0:ffff:192.0.2.1")]
    [InlineData("::192.0.2.1")]
    [InlineData("2001:db8::192.0.2.1")]
    [InlineData("::ffff:192.0.2.1:")]
    [InlineData("::ffff:::192.0.2.1")]
    [InlineData("::ffff:192.0.2")]
    public void No_other_IPv6_address_is_dotted(string text) => Assert.Null(IpText.ParseRequest(text));

    private static string InGroups(ReadOnlySpan<byte> bytes)
    {
        var groups = new List<string>();
        for (var at = 0; at < bytes.Length; at += 2)
        {
            groups.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]).ToString("x", CultureInfo.InvariantCulture));
        }

        return string.Join(':', groups);
    }
}
