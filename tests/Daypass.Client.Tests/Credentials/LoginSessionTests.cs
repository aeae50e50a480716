using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Http;
using Daypass.Client.Tests.Support;
using Daypass.Client.Tokens;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Tests.Credentials;

/// <summary>Profiles of <c>aws login</c>: credentials of fifteen minutes that are renewed with a key and a refresh token.</summary>
public sealed class LoginSessionTests : IDisposable
{
    private const string Session = "arn:aws:sts::111122223333:assumed-role/dev/me";

    private readonly TestMachine _machine = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static string Name => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Session)));

    private string File => Path.Combine(_machine.Home.Path, ".aws", "login", "cache", Name + ".json");

    public LoginSessionTests()
    {
        _machine.Home.Write(".aws/config", $"[default]\nlogin_session = {Session}\nregion = eu-west-1\n");
        _machine.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    public void Dispose()
    {
        _key.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public void Credentials_that_last_are_used_without_asking_anybody()
    {
        Store("2026-11-22T03:06:00Z");
        var sender = new RecordingSender();
        Assert.Equal("ASIAOLD", _machine.FindCredentials(sender).Value!.AccessKeyId);
        Assert.Empty(sender.Sent);
    }

    [Fact]
    public void Credentials_that_end_are_renewed_with_a_proof_of_the_key_and_kept()
    {
        Store("2020-01-01T00:00:00Z");
        var sender = new RecordingSender(static _ => Fresh());
        var found = _machine.FindCredentials(sender).Value!;
        Assert.Equal(("ASIANEW", "111122223333"), (found.AccessKeyId, found.AccountId));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 3, 15, 0, TimeSpan.Zero), found.Expiration);

        var request = Assert.Single(sender.Sent).Request;
        Assert.Equal("https://eu-west-1.signin.aws.amazon.com/v1/token", request.Url.AbsoluteUri);
        var body = JsonText.Parse(request.Body!, out _)!;
        Assert.Equal(("refresh_token", "r1", "client"), (body.FindText("grantType"), body.FindText("refreshToken"), body.FindText("clientId")));
        Assert.DoesNotContain(request.Headers, static header => header.Name == "Authorization");
        var proof = request.Headers.Single(static header => header.Name == "DPoP").Value.Split('.');
        var header = JsonWebToken.ReadPart(proof[0])!;
        var claims = JsonWebToken.ReadPart(proof[1])!;
        Assert.Equal(("dpop+jwt", "ES256", "P-256"), (header.FindText("typ"), header.FindText("alg"), header.Find("jwk")!.FindText("crv")));
        Assert.Null(header.Find("jwk")!.Find("d"));
        Assert.Equal(("POST", request.Url.AbsoluteUri), (claims.FindText("htm"), claims.FindText("htu")));
        Assert.True(_key.VerifyData(Encoding.ASCII.GetBytes(proof[0] + "." + proof[1]), Base64Url.Decode(proof[2])!, HashAlgorithmName.SHA256));

        var kept = JsonText.Parse(System.IO.File.ReadAllBytes(File), out _)!;
        Assert.Equal(("r2", "kept"), (kept.FindText("refreshToken"), kept.FindText("other")));
        Assert.Equal("2026-11-22T03:15:00Z", kept.Find("accessToken")!.FindText("expiresAt"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal("ASIANEW", _machine.FindCredentials(new RecordingSender()).Value!.AccessKeyId);
    }

    [Theory]
    [InlineData("TOKEN_EXPIRED", "Your session has expired. Please reauthenticate using 'aws login'.")]
    [InlineData("USER_CREDENTIALS_CHANGED", "Your session has expired. Please reauthenticate using 'aws login'.")]
    [InlineData(
        "INSUFFICIENT_PERMISSIONS",
        "Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'CreateOAuth2Token' action.")]
    [InlineData("INVALID_REQUEST", "Error when retrieving credentials from login: because")]
    public void A_refused_renewal_is_said_when_nothing_lasts_and_waits_when_something_does(string code, string message)
    {
        var refusal = new RecordingSender(_ => new HttpAnswer(400, [], Encoding.UTF8.GetBytes($$"""{"error":"{{code}}","message":"because"}""")));
        Store("2020-01-01T00:00:00Z");
        Assert.Equal(message, _machine.FindCredentials(refusal).Error!.Message);
        Store("2026-11-22T03:04:00Z");
        Assert.Equal("ASIAOLD", _machine.FindCredentials(refusal).Value!.AccessKeyId);
        Assert.Equal(2, refusal.Sent.Count);
    }

    [Fact]
    public void The_address_can_be_configured_and_a_key_that_is_none_is_named()
    {
        Store("2020-01-01T00:00:00Z");
        _machine.Variables["AWS_ENDPOINT_URL_SIGNIN"] = "http://signin.example:1/";
        var sender = new RecordingSender();
        Assert.Equal(
            ("Error when retrieving credentials from login: http://signin.example:1/v1/token cannot be reached: nothing listens",
                "The address came from the environment variable AWS_ENDPOINT_URL_SIGNIN."),
            (_machine.FindCredentials(sender).Error!.Message, _machine.FindCredentials(sender).Error!.Advice));
        Store("2020-01-01T00:00:00Z", "no key");
        Assert.EndsWith("Unable to load private key from cached token.", _machine.FindCredentials(sender).Error!.Message, StringComparison.Ordinal);
    }

    private static HttpAnswer Fresh() => RecordingSender.Json(
        """{"accessToken":{"accessKeyId":"ASIANEW","secretAccessKey":"s","sessionToken":"t"},"tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"r2"}""");

    private void Store(string end, string? key = null)
    {
        var token = new MapValue()
            .Set("accessKeyId", "ASIAOLD").Set("secretAccessKey", "s").Set("sessionToken", "t").Set("accountId", "111122223333").Set("expiresAt", end);
        var stored = new MapValue().Set("accessToken", token).Set("refreshToken", "r1").Set("clientId", "client").Set("other", "kept")
            .Set("dpopKey", key ?? _key.ExportECPrivateKeyPem());
        _machine.Home.Write($".aws/login/cache/{Name}.json", JsonText.Write(stored));
    }
}
