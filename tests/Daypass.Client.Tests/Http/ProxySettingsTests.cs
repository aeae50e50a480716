using Daypass.Client.Http;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Http;

public sealed class ProxySettingsTests : IDisposable
{
    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("HTTPS_PROXY", "https://sts.example/", true)]
    [InlineData("https_proxy", "https://sts.example/", true)]
    [InlineData("HTTPS_PROXY", "http://sts.example/", false)]
    [InlineData("HTTP_PROXY", "http://sts.example/", true)]
    [InlineData("http_proxy", "http://sts.example/", true)]
    [InlineData("HTTP_PROXY", "https://sts.example/", false)]
    [InlineData("ALL_PROXY", "https://sts.example/", true)]
    [InlineData("all_proxy", "http://sts.example/", true)]
    public void Each_scheme_has_its_variable_in_either_case(string variable, string url, bool applies)
    {
        _machine.Variables[variable] = "http://proxy.example:3128";
        Assert.Equal(applies ? "http://proxy.example:3128/" : null, Find(url));
    }

    [Fact]
    public void Small_letters_win_and_so_does_the_variable_of_the_scheme()
    {
        _machine.Variables["ALL_PROXY"] = "http://all.example";
        _machine.Variables["HTTPS_PROXY"] = "http://capital.example";
        Assert.Equal("http://capital.example/", Find("https://sts.example/"));
        Assert.Equal("http://all.example/", Find("http://sts.example/"));
        _machine.Variables["https_proxy"] = "http://small.example";
        Assert.Equal("http://small.example/", Find("https://sts.example/"));
    }

    [Theory]
    [InlineData("proxy.example:3128", "http://proxy.example:3128/")]
    [InlineData("https://proxy.example", "https://proxy.example/")]
    [InlineData("http://user:word@proxy.example", "http://user:word@proxy.example/")]
    public void A_proxy_without_a_scheme_is_reached_by_HTTP(string value, string expected)
    {
        _machine.Variables["HTTPS_PROXY"] = value;
        Assert.Equal(expected, Find("https://sts.example/"));
    }

    [Theory]
    [InlineData("sts.example", true)]
    [InlineData("STS.example", true)]
    [InlineData("example", true)]
    [InlineData(".example", true)]
    [InlineData("*.example", true)]
    [InlineData("*", true)]
    [InlineData("other, sts.example", true)]
    [InlineData("sts.example:443", true)]
    [InlineData("sts.example:8443", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("*example", false)]
    [InlineData("ts.example", false)]
    [InlineData("sts.example.org", false)]
    [InlineData("other", false)]
    [InlineData(",", false)]
    public void Hosts_of_the_exclusion_list_go_straight(string list, bool excluded)
    {
        _machine.Variables["HTTPS_PROXY"] = "http://proxy.example";
        foreach (var variable in new[] { "NO_PROXY", "no_proxy" })
        {
            _machine.Variables[variable] = list;
            Assert.Equal(excluded ? null : "http://proxy.example/", Find("https://sts.example/"));
            _machine.Variables.Remove(variable);
        }
    }

    [Theory]
    [InlineData("http://10.1.2.3:8017/", "10.0.0.0/8", true)]
    [InlineData("http://10.1.2.3:8017/", "10.1.2.3", true)]
    [InlineData("http://10.1.2.3:8017/", "10.1.2.3:8017", true)]
    [InlineData("http://10.1.2.3:8017/", "10.1.2.3:80", false)]
    [InlineData("http://10.1.2.3:8017/", "192.168.0.0/16,1.2.3", false)]
    [InlineData("http://[2001:db8::7]:8017/", "[2001:db8::7]", true)]
    [InlineData("http://[2001:db8::7]:8017/", "[2001:db8::7]:8017", true)]
    [InlineData("http://[2001:db8::7]:8017/", "2001:db8::/32", true)]
    [InlineData("http://[2001:db8::7]:8017/", "[2001:db8::8]", false)]
    public void Addresses_and_networks_of_the_list_go_straight(string url, string list, bool excluded)
    {
        _machine.Variables["HTTP_PROXY"] = "http://proxy.example";
        _machine.Variables["NO_PROXY"] = list;
        Assert.Equal(excluded ? null : "http://proxy.example/", Find(url));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8017/")]
    [InlineData("http://localhost:8017/")]
    [InlineData("https://[::1]:8017/")]
    public void This_machine_is_never_asked_by_way_of_another(string url)
    {
        _machine.Variables["ALL_PROXY"] = "http://proxy.example";
        Assert.Null(Find(url));
    }

    [Theory]
    [InlineData("http://:bad")]
    [InlineData("://")]
    [InlineData("http://")]
    [InlineData("proxy example")]
    [InlineData("ftp://proxy.example")]
    public void A_setting_that_is_no_proxy_sends_nothing_and_is_named(string value)
    {
        _machine.Variables["https_proxy"] = value;
        var proxy = ProxySettings.Find(new Uri("https://sts.example/"), _machine.Environment)!;
        Assert.Null(proxy.Url);
        foreach (IHttpSender sender in new IHttpSender[] { new SocketSender(), PooledSender.Instance })
        {
            var outcome = sender.Send(new HttpRequest("GET", new Uri("https://sts.example/")), new HttpSettings { Proxy = proxy });
            Assert.Equal(HttpFailure.Setting, outcome.Failure);
            Assert.Equal("The proxy setting is no address that can be used: the environment variable https_proxy.", outcome.Detail);
        }
    }

    [Fact]
    public void A_proxy_is_never_shown_with_its_password()
    {
        _machine.Variables["HTTPS_PROXY"] = "http://user:word@proxy.example:3128";
        Assert.Equal("http://proxy.example:3128", ProxySettings.Find(new Uri("https://sts.example/"), _machine.Environment)!.ToString());
    }

    private string? Find(string url) => ProxySettings.Find(new Uri(url), _machine.Environment)?.Url?.AbsoluteUri;
}
