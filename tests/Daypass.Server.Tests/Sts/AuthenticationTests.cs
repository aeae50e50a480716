using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;

namespace Daypass.Server.Tests.Sts;

/// <summary>Every way in which a request fails to prove its caller, and which of two that apply together is answered, through HTTP.</summary>
public sealed class AuthenticationTests : IAsyncLifetime
{
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the "
        + "service documentation for details.";
    private const string InvalidToken = "The security token included in the request is invalid.";

    private readonly World _world = new();

    private RawCall Good => new() { Key = _world.Admin };

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact, Trait("Conformance", "every row of 4.1")]
    public async Task Header_pieces_that_are_missing_or_malformed()
    {
        Assert.Null(await Good.Refusal(_world));
        var bare = new HttpRequestMessage(
            HttpMethod.Post, "/") { Content = new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]) };
        using var answer = await _world.Server.Api.Send(bare);
        Is(await RawCall.Refusal(answer), "MissingAuthenticationToken", 403, "Request is missing Authentication Token");

        var missing = await (Good with { Authorization = static _ => "AWS4-HMAC-SHA256 Credential=x" }).Refusal(_world);
        Starts(missing, "IncompleteSignature", 400,
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=");
        var undated = await (Good with { Authorization = static text => text.Replace("SignedHeaders", "Signed", StringComparison.Ordinal) }).Refusal(_world);
        Starts(undated, "IncompleteSignature", 400, "Authorization header requires 'SignedHeaders' parameter. Authorization=");
        Starts(await (Good with { Authorization = static text => text.Replace("/aws4_request", "", StringComparison.Ordinal) }).Refusal(_world),
            "IncompleteSignature", 400, "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '");
        Starts(await (Good with { Authorization = static text => text.Replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1", StringComparison.Ordinal) })
            .Refusal(_world), "IncompleteSignature", 400, "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'");
        Starts(await (Good with { Date = static _ => "Mon, 01 Jul 2026 12:00:00 GMT" }).Refusal(_world), "IncompleteSignature", 400,
            "Date must be in ISO-8601 'basic format'. Got 'Mon, 01 Jul 2026 12:00:00 GMT'. See http://en.wikipedia.org/wiki/ISO_8601");
        Is(await (Good with { Authorization = static text => text.Replace(";host;", ";", StringComparison.Ordinal) }).Refusal(_world), "SignatureDoesNotMatch",
            403, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    [Theory, Trait("Conformance", "every row of 4.1")]
    [InlineData("X-Amz-Credential")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-SignedHeaders")]
    [InlineData("X-Amz-Signature")]
    public async Task Query_pieces_that_are_missing(string name)
    {
        var url = _world.Server.Api.Presign(RawCall.Query, Protocol.Catalogue.ServiceDescription.Sts, _world.Admin, TimeSpan.FromMinutes(1));
        var without = string.Join('&', url.Split('?')[1].Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)));
        using var answer = await _world.Server.Api.Send(new HttpRequestMessage(HttpMethod.Get, "/?" + without));
        Is(await RawCall.Refusal(answer), "IncompleteSignature", 400,
            $"AWS query-string parameters must include '{name}'. Re-examine the query-string parameters.");
    }

    [Fact, Trait("Conformance", "every row of 4.1")]
    public async Task A_query_parameter_of_the_signature_that_stands_twice()
    {
        var url = _world.Server.Api.Presign(RawCall.Query, Protocol.Catalogue.ServiceDescription.Sts, _world.Admin, TimeSpan.FromMinutes(1));
        using var answer = await _world.Server.Api.Send(new HttpRequestMessage(HttpMethod.Get, $"/?{url.Split('?')[1]}&X-Amz-Date=20260701T120000Z"));
        var refusal = await RawCall.Refusal(answer);
        Assert.Equal(("MalformedQueryString", 400), (refusal!.Code, refusal.Status));
    }

    [Fact, Trait("Conformance", "every row of 4.1")]
    public async Task A_scope_that_is_not_ours()
    {
        Is(await (Good with { Service = "s3" }).Refusal(_world), "SignatureDoesNotMatch", 403, "Credential should be scoped to correct service: 'sts'. ");
        Is(await (Good with { Region = "aws-global" }).Refusal(_world), "SignatureDoesNotMatch", 403, "Credential should be scoped to a valid region. ");
        Is(await (Good with { Region = "aws-global", Service = "s3" }).Refusal(_world), "SignatureDoesNotMatch", 403,
            "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. ");
        Starts(await (Good with { Authorization = static text => text.Replace("aws4_request", "aws5_request", StringComparison.Ordinal) }).Refusal(_world),
            "SignatureDoesNotMatch", 403, "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.");
        Is(await (Good with { Authorization = static text => text.Replace("/20260701/", "/20260630/", StringComparison.Ordinal) }).Refusal(_world),
            "SignatureDoesNotMatch", 403,
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260630' != '20260701', from '20260701T120000Z'.");
    }

    [Fact, Trait("Conformance", "every row of 4.1")]
    public async Task A_signature_that_is_too_old_too_new_or_wrong()
    {
        Is(await (Good with { Shift = TimeSpan.FromMinutes(-16) }).Refusal(_world), "SignatureDoesNotMatch", 403,
            "Signature expired: 20260701T114400Z is now earlier than 20260701T114500Z (20260701T120000Z - 15 min.)");
        Is(await (Good with { Shift = TimeSpan.FromMinutes(16) }).Refusal(_world), "SignatureDoesNotMatch", 403,
            "Signature not yet current: 20260701T121600Z is still later than 20260701T121500Z (20260701T120000Z + 15 min.)");
        Is(await Wrong(_world.Admin).Refusal(_world), "SignatureDoesNotMatch", 403, Mismatch);
    }

    [Fact, Trait("Conformance", "every row of 4.1")]
    public async Task Keys_that_mean_nobody_and_sessions_that_are_over()
    {
        Is(await (Good with { Key = _world.Admin with { AccessKeyId = _world.Admin.AccessKeyId[..^4] + "2222" } }).Refusal(_world), "InvalidClientTokenId", 403,
            InvalidToken);
        var session = await Session();
        Is(await (Good with { Key = session with { SessionToken = null } }).Refusal(_world), "InvalidClientTokenId", 403, InvalidToken);
        Is(await (Good with { Key = session with { SessionToken = (await Session()).SessionToken } }).Refusal(_world), "InvalidClientTokenId", 403,
            InvalidToken);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        Is(await (Good with { Key = session }).Refusal(_world), "ExpiredToken", 403, "The security token included in the request is expired");
    }

    [Fact, Trait("Conformance", "ordering pair: scope vs token")]
    public async Task The_scope_comes_before_the_token() =>
        Is(await (Good with { Key = await Session() with { SessionToken = "nonsense" }, Service = "s3" }).Refusal(_world), "SignatureDoesNotMatch", 403,
            "Credential should be scoped to correct service: 'sts'. ");

    [Fact, Trait("Conformance", "ordering pair: token vs expiry")]
    public async Task The_token_comes_before_its_expiry()
    {
        var (one, other) = (await Session(), await Session());
        _world.Clock.Advance(TimeSpan.FromHours(2));
        Is(await (Good with { Key = one with { SessionToken = other.SessionToken } }).Refusal(_world), "InvalidClientTokenId", 403, InvalidToken);
    }

    [Fact, Trait("Conformance", "ordering pair: expiry vs deleted role")]
    public async Task Expiry_comes_before_a_deleted_role()
    {
        var (role, arn) = await _world.NewTrustingRole();
        var session = await _world.Assume(arn, _world.Admin);
        await _world.Delete(role);
        _world.Clock.Advance(TimeSpan.FromHours(2));
        Is(await (Good with { Key = session }).Refusal(_world), "ExpiredToken", 403, "The security token included in the request is expired");
    }

    [Fact, Trait("Conformance", "ordering pair: deleted role vs HMAC")]
    public async Task A_deleted_role_comes_before_the_signature()
    {
        var (role, arn) = await _world.NewTrustingRole();
        var session = await _world.Assume(arn, _world.Admin);
        Is(await Wrong(session).Refusal(_world), "SignatureDoesNotMatch", 403, Mismatch);
        await _world.Delete(role);
        Is(await Wrong(session).Refusal(_world), "InvalidClientTokenId", 403, InvalidToken);
    }

    [Fact, Trait("Conformance", "ordering pair: inactive key vs HMAC")]
    public async Task An_inactive_key_comes_before_the_signature()
    {
        var (_, key) = await _world.NewUser();
        await _world.Change((await _world.Parts.Directory.FindKey(key.AccessKeyId, default))!.Key, static found => found with { Active = false });
        Is(await Wrong(key).Refusal(_world), "InvalidClientTokenId", 403, InvalidToken);
    }

    [Fact, Trait("Conformance", "ordering pair: unexpected token on a static key")]
    public async Task A_token_on_a_static_key_comes_after_the_signature()
    {
        var token = (await Session()).SessionToken;
        Is(await Wrong(_world.Admin with { SessionToken = token }).Refusal(_world), "SignatureDoesNotMatch", 403, Mismatch);
        Is(await (Good with { Key = _world.Admin with { SessionToken = token } }).Refusal(_world), "InvalidClientTokenId", 403, InvalidToken);
    }

    [Fact]
    public async Task Parameters_are_looked_at_after_the_signature()
    {
        var wrong = _world.Admin with { SecretAccessKey = Protocol.Secret.NewAccessKey() };
        foreach (var (key, code) in new[] { (wrong, "SignatureDoesNotMatch"), (_world.Admin, "ValidationError") })
        {
            using var answer = await _world.Server.Api.Post("Action=AssumeRole&Version=2011-06-15", Protocol.Catalogue.ServiceDescription.Sts, key);
            Assert.Equal(code, (await RawCall.Refusal(answer))!.Code);
        }
    }

    [Fact, Trait("Conformance", "extra signed headers")]
    public async Task Extra_signed_headers_count_and_cannot_be_changed()
    {
        var call = Good with { Extra = [new HeaderField("X-Server-Id", "vault.example.com")] };
        Assert.Null(await call.Refusal(_world));
        var changed = call.Request(_world);
        changed.Headers.Remove("X-Server-Id");
        changed.Headers.Add("X-Server-Id", "other.example.com");
        using var answer = await _world.Server.Api.Send(changed);
        Is(await RawCall.Refusal(answer), "SignatureDoesNotMatch", 403, Mismatch);
    }

    [Theory, Trait("Conformance", "any region accepted / strict mode")]
    [InlineData("us-east-1", true)]
    [InlineData("eu-central-1", true)]
    [InlineData("mars-north-7", false)]
    public async Task Any_region_unless_a_list_is_given(string region, bool listed)
    {
        Assert.Null(await (Good with { Region = region }).Refusal(_world));
        var strict = new World { Adjust = static options => options with { Regions = ["us-east-1", "eu-central-1"] } };
        await strict.InitializeAsync();
        var refusal = await new RawCall { Key = strict.Admin, Region = region }.Refusal(strict);
        await strict.DisposeAsync();
        Assert.Equal(listed ? null : "Credential should be scoped to a valid region. ", refusal?.Message);
    }

    private static void Is(AwsError? refusal, string code, int status, string message) =>
        Assert.Equal((code, status, message), (refusal?.Code, refusal?.Status, refusal?.Message));

    private static void Starts(AwsError? refusal, string code, int status, string message)
    {
        Assert.Equal((code, status), (refusal?.Code, refusal?.Status));
        Assert.StartsWith(message, refusal!.Message, StringComparison.Ordinal);
    }

    private static RawCall Wrong(SigningCredentials key) => new() { Key = key with { SecretAccessKey = Protocol.Secret.NewAccessKey() } };

    private async Task<SigningCredentials> Session() => await _world.Assume((await _world.NewTrustingRole()).Arn, _world.Admin);
}
