using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>AWS's order: pieces, host, date, window, credential, scope; then the key; the signature last.</summary>
public class OrderOfChecksTests
{
    private const string Authorization = "Authorization";

    [Fact]
    public void A_missing_piece_is_named_before_an_unsigned_host()
    {
        var request = Changed("host;", "").With("X-Amz-Date", "");
        Assert.Equal("IncompleteSignature", Example.Verdict(request, Example.BodyHash));
    }

    [Fact]
    public void An_unsigned_host_comes_before_a_malformed_date()
    {
        var request = Changed("host;", "").With("X-Amz-Date", "yesterday");
        Assert.StartsWith("'Host'", Message(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_date_comes_before_a_malformed_credential()
    {
        var request = Changed("/aws4_request", "").With("X-Amz-Date", "yesterday");
        Assert.StartsWith("Date must be", Message(request), StringComparison.Ordinal);
    }

    [Fact]
    public void The_window_comes_before_the_credential_and_the_scope()
    {
        Assert.StartsWith("Signature expired", Message(Changed("/aws4_request", ""), Example.Now.AddHours(1)), StringComparison.Ordinal);
        Assert.StartsWith("Signature not yet current", Message(Changed("us-east-1/sts", "X/iam"), Example.Now.AddHours(-1)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_scope_is_refused_before_any_key_is_looked_up()
    {
        var looked = 0;
        Result<Secret> Lookup(in SigV4Authorization authorization)
        {
            looked++;
            return Example.Secret;
        }

        var verifier = new SigV4Verifier(Example.Rules, new SigningKeys());
        var refused = verifier.Verify(Changed("us-east-1/sts", "US/iam"), Example.BodyHash, Example.Now, Lookup);
        Assert.Equal("Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. ", refused.Error?.Message);
        Assert.Equal(0, looked);
        Assert.True(verifier.Verify(Example.SignedPost(), Example.BodyHash, Example.Now, Lookup).Succeeded);
        Assert.Equal(1, looked);
    }

    [Fact]
    public void An_unknown_key_is_refused_before_a_wrong_signature()
    {
        var request = Changed("AKIDEXAMPLE", "AKIDOTHER");
        Assert.Equal("InvalidClientTokenId", Example.Verdict(request, Example.BodyHash));
        Assert.Equal("InvalidClientTokenId", Example.Verdict(request, Example.NoBody));
    }

    [Fact]
    public void The_look_ups_refusal_is_handed_on_as_it_is()
    {
        var expired = SigningErrors.ExpiredToken("ended an hour ago");
        var verifier = new SigV4Verifier(Example.Rules, new SigningKeys());
        Assert.Same(expired, verifier.Verify(Example.SignedPost(), Example.NoBody, Example.Now, (in SigV4Authorization _) => expired).Error);
    }

    [Fact]
    public void Region_service_terminator_and_date_are_named_in_one_message()
    {
        var request = Changed("/20260504/us-east-1/sts/aws4_request", "/20260503/-/s3/aws3_request");
        Assert.Equal(
            "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. "
            + "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3_request'. "
            + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260503' != '20260504', from '20260504T123000Z'.",
            Message(request));
    }

    [Fact]
    public void Every_refusal_has_a_reason_for_the_log_that_names_no_secret()
    {
        foreach (var request in (SignedRequest[])[Changed("Signature=", "Signature=0"), Changed("AKID", "X"), Changed("host;", ""), Example.Post])
        {
            var error = Example.Verify(request, Example.BodyHash).Error;
            Assert.NotNull(error?.Reason);
            Assert.DoesNotContain(Example.Token, error.Reason + error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Example.SecretText, error.Reason + error.Message, StringComparison.Ordinal);
        }
    }

    private static SignedRequest Changed(string part, string by)
    {
        var request = Example.SignedPost(Example.Session);
        var value = request.Header(Authorization);
        Assert.Contains(part, value, StringComparison.Ordinal);
        return request.With(Authorization, value.Replace(part, by, StringComparison.Ordinal));
    }

    private static string Message(in SignedRequest request, DateTimeOffset? now = null) =>
        Example.Verify(request, Example.BodyHash, now).Error?.Message ?? string.Empty;
}
