using Daypass.Cli.Tests.Support;

namespace Daypass.Cli.Tests;

/// <summary><c>daypass request</c> against a real server: what it signs is accepted, and what is refused tells by the exit code.</summary>
public sealed class RequestCommandTests
{
    private const string Form = "Content-Type: application/x-www-form-urlencoded";
    private const string Body = "Action=GetCallerIdentity&Version=2011-06-15";

    [Fact]
    public async Task A_signed_request_is_answered_and_a_refused_one_says_so_by_the_exit_code()
    {
        await using var world = await CliWorld.Start();
        var (url, admin) = (world.Server.Url + "/", world.Server.Admin);
        var answered = world.Run(["request", "POST", url, "--service", "sts", "--region", "us-east-1", "-H", Form, "--data", Body], admin);
        Assert.Equal((0, ""), (answered.ExitCode, answered.Error));
        Assert.Contains($"<Account>{world.Server.Account}</Account>", answered.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1", answered.Output, StringComparison.Ordinal);

        var file = world.Write("form.txt", Body);
        var withHead = world.Run(
            [
                "request", "POST", url, "--service", "sts", "--region", "us-east-1", "-H", Form, "-H", "Accept: application/json", "--data", "@" + file, "-i",
            ],
            admin);
        Assert.StartsWith("HTTP/1.1 200\n", withHead.Output, StringComparison.Ordinal);
        Assert.Contains("\n\n{", withHead.Output, StringComparison.Ordinal);

        var refused = world.Run(["request", "POST", url, "--service", "iam", "--region", "us-east-1", "-H", Form, "--data", Body], admin);
        Assert.Equal(254, refused.ExitCode);
        Assert.Contains("SignatureDoesNotMatch", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_url_is_good_without_credentials()
    {
        await using var world = await CliWorld.Start();
        var signed = world.Run(
            ["request", "GET", $"{world.Server.Url}/?{Body}", "--service", "sts", "--region", "us-east-1", "--presign", "300"], world.Server.Admin);
        Assert.Equal(0, signed.ExitCode);
        using var http = new HttpClient();
        Assert.Contains(world.Server.Account, await http.GetStringAsync(signed.Output.Trim()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(252, "METHOD", "request")]
    [InlineData(252, "URL", "request", "GET", "--service", "orders")]
    [InlineData(252, "--service", "request", "GET", "http://127.0.0.1:1/")]
    [InlineData(252, "not an absolute URL", "request", "GET", "/orders", "--service", "orders")]
    [InlineData(252, "not an absolute URL", "request", "GET", "ftp://example.com/", "--service", "orders")]
    [InlineData(252, "not a header", "request", "GET", "http://127.0.0.1:1/", "--service", "orders", "-H", "nothing")]
    [InlineData(252, "line break", "request", "GET", "http://127.0.0.1:1/", "--service", "orders", "-H", "A: b\r\nC: d")]
    [InlineData(252, "604800", "request", "GET", "http://127.0.0.1:1/", "--service", "orders", "--presign", "604801")]
    [InlineData(252, "cannot be read", "request", "GET", "http://127.0.0.1:1/", "--service", "orders", "--data", "@/nowhere/at/all")]
    [InlineData(252, "Unknown options", "request", "GET", "http://127.0.0.1:1/", "more", "--service", "orders")]
    [InlineData(255, "No answer from http://127.0.0.1:1/", "request", "GET", "http://127.0.0.1:1/?a=b", "--service", "orders")]
    public void What_cannot_be_sent_is_said_in_one_sentence(int code, string says, params string[] line)
    {
        using var run = new CliRun().WithKeys("http://127.0.0.1:1");
        var result = run.Run(line);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }
}
