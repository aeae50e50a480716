using Daypass.Gateway.Routes;

namespace Daypass.Gateway.Tests.Routes;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "")]
    [InlineData("/orders/7", "orders|7")]
    [InlineData("/orders/7/", "orders|7|")]
    [InlineData("/%6Frders/a%20b?x=../..", "orders|a b")]
    [InlineData("/caf%C3%A9", "café")]
    [InlineData("/a%25b", "a%b")]
    public void A_target_is_decoded_once(string target, string segments) => Assert.Equal(segments, string.Join('|', RequestPath.Read(target)!.Segments));

    [Theory]
    [InlineData("")]
    [InlineData("orders/7")]
    [InlineData("http://orders.example.com/orders/7")]
    [InlineData("//orders/7")]
    [InlineData("/orders//7")]
    [InlineData("/orders/../7")]
    [InlineData("/orders/./7")]
    [InlineData("/orders/%2e%2e/7")]
    [InlineData("/orders/.%2E")]
    [InlineData("/orders/a%2Fb")]
    [InlineData("/orders/a%2fb")]
    [InlineData("/orders/a%5Cb")]
    [InlineData("/orders/a\\b")]
    [InlineData("/orders/7;v=1")]
    [InlineData("/orders/7%3Bv=1")]
    [InlineData("/orders/7%00")]
    [InlineData("/orders/7%0d%0a")]
    [InlineData("/orders/7#x")]
    [InlineData("/orders/é")]
    [InlineData("/orders/a b")]
    [InlineData("/orders/%zz")]
    [InlineData("/orders/%2")]
    [InlineData("/orders/%C0%AF")]
    [InlineData("/orders/%ED%A0%80")]
    [InlineData("/orders/%252e%252e")]
    [InlineData("/orders/7%252F8")]
    [InlineData("/orders/\u007f")]
    [InlineData("*")]
    public void A_target_that_programs_read_in_different_ways_is_refused(string target) => Assert.Null(RequestPath.Read(target));

    [Theory]
    [InlineData("/o?expand=lines", true, "lines")]
    [InlineData("/o?expand=a%20b+c", true, "a b c")]
    [InlineData("/o?expand", true, "")]
    [InlineData("/o?other=1", true, null)]
    [InlineData("/o", true, null)]
    [InlineData("/o?expand=a&expand=b", false, null)]
    [InlineData("/o?expand=a&%65xpand=b", false, null)]
    [InlineData("/o?expand=a&Expand=b", false, null)]
    [InlineData("/o?EXPAND=a", false, null)]
    [InlineData("/o?expand[]=a", false, null)]
    [InlineData("/o?expand=a;expand=b", false, null)]
    [InlineData("/o?expand=%zz", false, null)]
    [InlineData("/o?%zz=1", false, null)]
    [InlineData("/o?expand=%00", false, null)]
    public void A_parameter_is_taken_when_everybody_reads_the_same(string target, bool isClear, string? value)
    {
        Assert.Equal(isClear, RequestPath.Read(target)!.TryGetParameter("expand", out var read));
        Assert.Equal(value, isClear ? read : null);
    }
}
