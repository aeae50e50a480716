using Daypass.Server.Options;

namespace Daypass.Server.Tests.Edge;

/// <summary><c>--urls</c>: what is bound is what was asked for.</summary>
public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8017", "127.0.0.1:8017")]
    [InlineData("http://127.0.0.1:8017/", "127.0.0.1:8017")]
    [InlineData("https://127.0.0.1", "127.0.0.1:443 tls")]
    [InlineData("http://[::1]:80", "[::1]:80")]
    [InlineData("http://*:8017", "[::]:8017")]
    [InlineData("http://+:8017", "[::]:8017")]
    [InlineData("http://0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("http+proxy://127.0.0.1:8017", "127.0.0.1:8017 proxy")]
    [InlineData("HTTPS+PROXY://127.0.0.1:8017", "127.0.0.1:8017 tls proxy")]
    [InlineData("http://127.0.0.1:1; http://127.0.0.2:2", "127.0.0.1:1|127.0.0.2:2")]
    public void Addresses_are_read(string urls, string expected) => Assert.Equal(expected, string.Join('|', ListenAddress.Parse(urls).SelectMany(
        static address => address.EndPoints.Select(point => $"{point}{(address.IsSecure ? " tls" : "")}{(address.HasProxyProtocol ? " proxy" : "")}"))));

    [Fact]
    public void A_name_is_bound_on_its_own_addresses_and_not_on_every_interface() =>
        Assert.All(
            Assert.Single(ListenAddress.Parse("http://localhost:8017")).EndPoints,
            static point => Assert.True(System.Net.IPAddress.IsLoopback(point.Address)));

    [Theory]
    [InlineData("", "--urls names no address to listen on.")]
    [InlineData(";", "--urls names no address to listen on.")]
    [InlineData("127.0.0.1:8017", "--urls 127.0.0.1:8017 is not an address to listen on: it begins with http://, https://, http+proxy:// or https+proxy://.")]
    [InlineData("ftp://127.0.0.1", "--urls ftp://127.0.0.1 is not an address to listen on: it begins with http://, https://, http+proxy:// or https+proxy://.")]
    [InlineData("http://127.0.0.1:x", "--urls http://127.0.0.1:x is not an address to listen on: its port is a number up to 65535.")]
    [InlineData("http://127.0.0.1:65536", "--urls http://127.0.0.1:65536 is not an address to listen on: its port is a number up to 65535.")]
    [InlineData("http://127.0.0.1:-1", "--urls http://127.0.0.1:-1 is not an address to listen on: its port is a number up to 65535.")]
    [InlineData("http://127.0.0.1:80/path",
        "--urls http://127.0.0.1:80/path is not an address to listen on: it has a host and a port only; requests are answered at /.")]
    [InlineData("http://:80", "--urls http://:80 is not an address to listen on: it names a host.")]
    public void What_is_none_is_one_sentence(string urls, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StartException>(() => ListenAddress.Parse(urls)).Message);

    [Fact]
    public void A_name_without_address_is_one_sentence() => Assert.StartsWith(
        "--urls http://sts.invalid:80: the host sts.invalid has no address: ",
        Assert.Throws<StartException>(() => ListenAddress.Parse("http://sts.invalid:80")).Message,
        StringComparison.Ordinal);
}
