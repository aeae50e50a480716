using Daypass.Server.Commands;

namespace Daypass.Server.Tests.Commands;

/// <summary>Options of the server that are refused before anything starts.</summary>
public sealed class ServerCommandTests
{
    [Theory]
    [InlineData("sts.example.com")]
    [InlineData("ftp://sts.example.com")]
    [InlineData("https://sts.example.com/?a=b")]
    [InlineData("https://sts.example.com/#a")]
    public void A_public_url_that_is_none(string url) => Assert.Equal(
        $"'{url}' is not the URL of a server: --public-url takes http or https, a host and perhaps a path.",
        Assert.Single(ServerCommand.Create().Parse(["--public-url", url]).Errors).Message);

    [Theory]
    [InlineData("https://sts.example.com")]
    [InlineData("http://127.0.0.1:8017/sts/")]
    public void A_public_url_that_is_one(string url) =>
        Assert.Empty(ServerCommand.Create().Parse(["--public-url", url, "--region", "us-east-1", "--region", "eu-west-1"]).Errors);
}
