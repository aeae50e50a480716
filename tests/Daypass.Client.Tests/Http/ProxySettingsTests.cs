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
    [InlineData("://", null)]
    public void A_proxy_without_a_scheme_is_reached_by_HTTP(string value, string? expected)
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

    private string? Find(string url) => ProxySettings.Find(new Uri(url), _machine.Environment)?.AbsoluteUri;
}
