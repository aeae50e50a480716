using System.Net;
using Daypass.Policy.Tests.Differential;
using Daypass.Policy.Values;

namespace Daypass.Policy.Tests.Conditions;

public sealed class IpTextTests
{
    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("256.0.0.1", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("01.2.3.4", false)]
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
    [InlineData(":::", false)]
    [InlineData("1:", false)]
    [InlineData(":1", false)]
    [InlineData("12345::", false)]
    [InlineData("g::", false)]
    [InlineData("::ffff:1.2.3.4", true)]
    [InlineData("1.2.3.4::", false)]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("[::1]", false)]
    public void Reads_addresses_and_nothing_else(string text, bool read) => Assert.Equal(read, IpText.Read(text) is not null);

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
            var read = IpText.Read(address.ToString());
            Assert.True(read is not null, address.ToString());
            var expected = address.GetAddressBytes().Aggregate(UInt128.Zero, static (all, part) => (all << 8) | part);
            Assert.Equal((expected, address.GetAddressBytes().Length == 16), (read.Value.Bits, read.Value.IsV6));
        }
    }
}
