using System.Text;
using Daypass.Cli.Tests.Support;

namespace Daypass.Cli.Tests;

/// <summary><c>daypass token inspect</c>: what an id or a token says of itself, and nothing secret.</summary>
public sealed class TokenInspectTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "access key of a user or of root, long-term")]
    [InlineData("ASIAY34FZKBOKMUTVV7A", "access key of a session, temporary")]
    [InlineData("AROADBQP57FF2AEXAMPLE", "unique id of a role")]
    public void An_id_says_what_it_is_of(string id, string kind) => Assert.Contains($"\"Kind\": \"{kind}\"", Inspect(id), StringComparison.Ordinal);

    [Fact]
    public void A_key_id_of_the_newer_kind_says_its_account() =>
        Assert.Contains("\"Account\": \"609629065308\"", Inspect("ASIAY34FZKBOKMUTVV7A"), StringComparison.Ordinal);

    [Fact]
    public void A_token_is_opened_and_its_times_are_written_out()
    {
        var shown = Inspect($"{Part("{\"alg\":\"RS256\"}")}.{Part("{\"sub\":\"me\",\"exp\":1000000000}")}.c2lnbmF0dXJl");
        Assert.Contains("\"sub\": \"me\"", shown, StringComparison.Ordinal);
        Assert.Contains("\"Expires\": \"2001-09-09T01:46:40+00:00\"", shown, StringComparison.Ordinal);
        Assert.Contains("\"Expired\": true", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("c2lnbmF0dXJl", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clusters_token_is_shown_without_its_signature_and_session_token()
    {
        var shown = Inspect("k8s-aws-v1."
                + Part("https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Expires=60&X-Amz-Security-Token=SECRETTOKEN"
                    + "&X-Amz-Signature=SECRETSIGNATURE"));
        Assert.Contains("\"X-Amz-Expires\": \"60\"", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("k8s-aws-v1.!")]
    public void What_says_nothing_is_a_fault(string token)
    {
        var result = _run.Run("token", "inspect", token);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("This is no id, JSON Web Token or cluster token.", result.Error, StringComparison.Ordinal);
    }

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private string Inspect(string token)
    {
        var result = _run.Run("token", "inspect", token);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        return result.Output;
    }
}
