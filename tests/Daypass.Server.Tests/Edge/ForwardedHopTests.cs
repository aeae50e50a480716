using Daypass.Server.Edge;

namespace Daypass.Server.Tests.Edge;

/// <summary>What proxies write down of their clients, the nearest hop first.</summary>
public sealed class ForwardedHopTests
{
    [Theory]
    [InlineData("203.0.113.9", "https", "203.0.113.9 https")]
    [InlineData("203.0.113.9, 10.0.0.1", "https", "10.0.0.1 https|203.0.113.9 https")]
    [InlineData("203.0.113.9, 10.0.0.1", "https, http", "10.0.0.1 http|203.0.113.9 https")]
    [InlineData("203.0.113.9, 10.0.0.1, 10.0.0.2", "https, http", "10.0.0.2 http|10.0.0.1 http|203.0.113.9 http")]
    [InlineData("203.0.113.9:4711", "HTTPS", "203.0.113.9 HTTPS")]
    [InlineData("[2001:db8::1]:4711,2001:db8::2", "", "2001:db8::2 -|2001:db8::1 -")]
    [InlineData("[2001:db8::1]", "", "2001:db8::1 -")]
    [InlineData("::ffff:203.0.113.9", "", "203.0.113.9 -")]
    [InlineData("unknown", "https", "- https")]
    [InlineData("", "https", "")]
    [InlineData("010.0.0.1", "", "- -")]
    [InlineData("0x7f.1", "", "- -")]
    [InlineData("203.28935", "", "- -")]
    [InlineData("fe80::1%eth0", "", "fe80::1 -")]
    [InlineData("[203.0.113.9]", "", "- -")]
    [InlineData("203.0.113.9:", "", "- -")]
    [InlineData("203.0.113.9:99999999", "", "- -")]
    [InlineData("203.0.113.9,", "", "- -|203.0.113.9 -")]
    public void X_forwarded_headers_are_read(string addresses, string schemes, string expected) =>
        Assert.Equal(expected, Describe(ForwardedHop.ParseXForwarded(addresses, schemes)));

    [Theory]
    [InlineData("for=203.0.113.9;proto=https", "203.0.113.9 https")]
    [InlineData("For=203.0.113.9; Proto=https ;by=10.0.0.1", "203.0.113.9 https")]
    [InlineData("for=203.0.113.9, for=10.0.0.1;proto=http", "10.0.0.1 http|203.0.113.9 -")]
    [InlineData("for=\"[2001:db8::1]:4711\";proto=\"https\"", "2001:db8::1 https")]
    [InlineData("for=\"203.0.113.9, 198.51.100.1\"", "- -")]
    [InlineData("for=unknown;proto=https", "- https")]
    [InlineData("for=_hidden", "- -")]
    [InlineData("proto=https", "- https")]
    [InlineData("", "")]
    public void Forwarded_is_read(string header, string expected) => Assert.Equal(expected, Describe(ForwardedHop.ParseForwarded(header)));

    [Fact]
    public void Only_the_nearest_hops_are_read()
    {
        var addresses = Enumerable.Range(0, 10_000).Select(static number => $"10.0.{number / 256}.{number % 256}");
        var hops = ForwardedHop.ParseXForwarded(string.Join(',', addresses), "");
        Assert.Equal(ForwardedHop.Most, hops.Count);
        Assert.Equal("10.0.39.15", hops[0].Address!.ToString());
    }

    private static string Describe(List<ForwardedHop> hops) =>
        string.Join('|', hops.Select(static hop => $"{hop.Address?.ToString() ?? "-"} {(string.IsNullOrEmpty(hop.Scheme) ? "-" : hop.Scheme)}"));
}
