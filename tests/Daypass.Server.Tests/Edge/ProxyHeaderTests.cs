using System.Buffers;
using System.Text;
using Daypass.Server.Edge;

namespace Daypass.Server.Tests.Edge;

/// <summary>The header of the PROXY protocol, as its specification writes it.</summary>
public sealed class ProxyHeaderTests
{
    private const string Binary = "0D0A0D0A000D0A515549540A";

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.9 10.0.0.1 4711 443\r\n", "203.0.113.9:4711")]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 4711 443\r\n", "[2001:db8::1]:4711")]
    [InlineData("PROXY UNKNOWN\r\n", null)]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", null)]
    public void A_line_is_read(string line, string? client)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "GET / HTTP/1.1\r\n");
        Assert.True(ProxyHeader.Read(new ReadOnlySequence<byte>(bytes), out var header, out var consumed));
        Assert.Equal((client, false, line.Length), (header.Client?.ToString(), header.IsSecure, consumed));
    }

    [Theory]
    [InlineData("2111000C" + "CB007109" + "0A000001" + "1267" + "01BB", "203.0.113.9:4711", false)]
    [InlineData("2111001E" + "CB007109" + "0A000001" + "1267" + "01BB" + "20000F0100000000" + "21000754" + "4C5376312E33", "203.0.113.9:4711", true)]
    [InlineData("21110014" + "CB007109" + "0A000001" + "1267" + "01BB" + "2000050000000000", "203.0.113.9:4711", false)]
    [InlineData("21210024" + "20010DB8000000000000000000000001" + "20010DB8000000000000000000000002" + "1267" + "01BB", "[2001:db8::1]:4711", false)]
    [InlineData("21210024" + "00000000000000000000FFFFCB007109" + "00000000000000000000FFFF0A000001" + "1267" + "01BB", "203.0.113.9:4711", false)]
    [InlineData("20000000", null, false)]
    [InlineData("2011000C" + "CB007109" + "0A000001" + "1267" + "01BB", null, false)]
    [InlineData("21000000", null, false)]
    public void A_binary_header_is_read_also_byte_by_byte(string hex, string? client, bool isSecure)
    {
        var bytes = Convert.FromHexString(Binary + hex + "474554");
        Assert.True(ProxyHeader.Read(new ReadOnlySequence<byte>(bytes), out var header, out var consumed));
        Assert.Equal((client, isSecure, bytes.Length - 3), (header.Client?.ToString(), header.IsSecure, consumed));
        for (var length = 0; length < consumed; length++)
        {
            Assert.Null(ProxyHeader.Read(new ReadOnlySequence<byte>(bytes, 0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("PROXY\r\n")]
    [InlineData("PROXY TCP4 203.0.113.9 10.0.0.1 4711\r\n")]
    [InlineData("PROXY TCP4 203.0.113.09 10.0.0.1 4711 443\r\n")]
    [InlineData("PROXY TCP4 2001:db8::1 10.0.0.1 4711 443\r\n")]
    [InlineData("PROXY TCP6 203.0.113.9 10.0.0.1 4711 443\r\n")]
    [InlineData("PROXY TCP4 203.0.113.9 10.0.0.1 65536 443\r\n")]
    [InlineData("PROXY TCP4 203.0.113.9 10.0.0.1 04711 443\r\n")]
    [InlineData("PROXY TCP4 203.0.113.9  10.0.0.1 4711 443\r\n")]
    [InlineData("PROXZ TCP4 203.0.113.9 10.0.0.1 4711 443\r\n")]
    public void Another_line_is_none(string line) =>
        Assert.False(ProxyHeader.Read(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(line)), out _, out _));

    [Fact]
    public void A_line_without_end_is_none() =>
        Assert.False(ProxyHeader.Read(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes("PROXY " + new string('x', 200))), out _, out _));

    [Theory]
    [InlineData("1111000C" + "CB007109" + "0A000001" + "1267" + "01BB")]
    [InlineData("2211000C" + "CB007109" + "0A000001" + "1267" + "01BB")]
    [InlineData("21110004" + "CB007109")]
    [InlineData("2112000C" + "CB007109" + "0A000001" + "1267" + "01BB")]
    [InlineData("2111000E" + "CB007109" + "0A000001" + "1267" + "01BB" + "2000")]
    [InlineData("21110010" + "CB007109" + "0A000001" + "1267" + "01BB" + "20000501")]
    [InlineData("2111FFFF")]
    public void A_broken_binary_header_is_none(string hex) =>
        Assert.False(ProxyHeader.Read(new ReadOnlySequence<byte>(Convert.FromHexString(Binary + hex)), out _, out _));
}
