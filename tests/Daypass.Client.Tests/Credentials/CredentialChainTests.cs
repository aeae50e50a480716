using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;
using Daypass.Testing;

namespace Daypass.Client.Tests.Credentials;

public sealed class CredentialChainTests : IDisposable
{
    private const string Keys = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n";

    private readonly TemporaryFolder _home = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeService _sts = new(CannedSts.Answer);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_REGION"] = "us-east-1", ["USER"] = "me" };
    private int _questions;

    public void Dispose()
    {
        _sts.Dispose();
        _home.Dispose();
    }

    [Fact]
    public void Keys_in_the_environment_win_unless_a_profile_is_asked_for()
    {
        _home.Write(".aws/credentials", Keys);
        _variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        _variables["AWS_SECRET_ACCESS_KEY"] = "s";
        Assert.Equal("AKIAENV", Find(null).Value!.AccessKeyId);
        Assert.Equal("AKIABASE", Find("base").Value!.AccessKeyId);
    }

    [Fact]
    public void Half_a_pair_of_keys_is_a_fault_and_not_no_credentials()
    {
        _variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        Assert.Equal("Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY", Find(null).Error!.Message);
    }

    [Fact]
    public void Nothing_anywhere_is_a_configuration_fault()
    {
        var error = Find(null).Error!;
        Assert.Equal(("NoCredentials", 253), (error.Code, error.ExitCode));
    }

    [Fact]
    public void A_role_is_assumed_once_with_everything_its_profile_says()
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(".aws/config", "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\nexternal_id = x1\nsession_tags = team=core,env=prod\ntransitive_tag_keys = team\nsource_identity = alice\npolicy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess\nduration_seconds = 900\n");
        Assert.Equal("ASIAXXXXXXXXXXXXXXXX", Find("dev").Value!.AccessKeyId);
        Assert.Equal("ASIAXXXXXXXXXXXXXXXX", Find("dev").Value!.AccessKeyId);
        var request = Assert.Single(_sts.Requests);
        Assert.Equal("AssumeRole", request.Field("Action"));
        Assert.Equal("daypass-me", request.Field("RoleSessionName"));
        Assert.Equal("x1", request.Field("ExternalId"));
        Assert.Equal("core", request.Field("Tags.member.1.Value"));
        Assert.Equal("team", request.Field("TransitiveTagKeys.member.1"));
        Assert.Equal("alice", request.Field("SourceIdentity"));
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", request.Field("PolicyArns.member.1.arn"));
        Assert.Equal("900", request.Field("DurationSeconds"));
    }

    [Fact]
    public void One_MFA_session_serves_every_role()
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(".aws/config", "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile two]\nrole_arn = arn:aws:iam::111122223333:role/two\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n");
        Assert.True(Find("one").Succeeded);
        Assert.True(Find("two").Succeeded);
        Assert.Equal(1, _questions);
        Assert.Equal(["GetSessionToken", "AssumeRole", "AssumeRole"], _sts.Requests.Select(static request => request.Field("Action")!));
        Assert.Equal("123456", _sts.Requests[0].Field("TokenCode"));
    }

    [Fact]
    public async Task Twenty_at_once_ask_once_and_call_once()
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(".aws/config", "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\nmfa_session = false\n");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Find("one"))));
        Assert.All(outcomes, static outcome => Assert.Equal("ASIAXXXXXXXXXXXXXXXX", outcome.Value!.AccessKeyId));
        Assert.Equal(1, _questions);
        Assert.Single(_sts.Requests);
    }

    [Fact]
    public void A_session_is_asked_for_again_when_little_of_it_is_left()
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(".aws/config", "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\n");
        Assert.True(Find("dev").Succeeded);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 22, 3, 51, 0, TimeSpan.Zero));
        Assert.True(Find("dev").Succeeded);
        Assert.Equal(2, _sts.Requests.Count);
    }

    [Fact]
    public void A_profile_that_leads_back_to_itself_is_refused()
    {
        _home.Write(".aws/config", "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = a\n");
        Assert.StartsWith("Infinite loop in credential configuration detected.", Find("a").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_web_identity_token_loses_the_line_break_of_its_file()
    {
        _variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = _home.Write("token", "abcd\n");
        _variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/web";
        Assert.True(Find(null).Succeeded);
        Assert.Equal("abcd", _sts.Requests[0].Field("WebIdentityToken"));
        Assert.False(_sts.Requests[0].Headers.ContainsKey("authorization"));
    }

    [Fact]
    public void A_session_is_kept_for_the_tokens_subject()
    {
        static string Token(string subject, int number) => $"e30.{Tokens.Base64Url.Encode(System.Text.Encoding.UTF8.GetBytes($$"""{"iss":"https://i","sub":"{{subject}}","aud":"a","iat":{{number}} }"""))}.c2ln";
        _variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/web";
        foreach (var (token, calls) in new[] { (Token("jane", 1), 1), (Token("jane", 2), 1), (Token("john", 3), 2), ("no-token", 3), ("another", 4) })
        {
            _variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = _home.Write("token", token);
            Assert.True(Find(null).Succeeded);
            Assert.Equal(calls, _sts.Requests.Count);
        }
    }

    [Fact]
    public void A_container_endpoint_is_asked_with_its_token()
    {
        using var container = new FakeService(static request => request.Headers.GetValueOrDefault("authorization") == "t1"
            ? new FakeAnswer("""{"AccessKeyId":"ASIACONT","SecretAccessKey":"s","Token":"t","Expiration":"2026-11-22T09:00:00Z"}""", 200, "application/json")
            : new FakeAnswer("{}", 401));
        _variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.Url + "/x";
        _variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "t1";
        Assert.Equal("ASIACONT", Find(null).Value!.AccessKeyId);
    }

    [Fact]
    public void A_credential_process_is_read_and_its_version_checked()
    {
        _home.Write(".aws/config", "[profile p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIAPROC\",\"SecretAccessKey\":\"s\"}'\n[profile q]\ncredential_process = echo '{\"Version\":2}'\n");
        Assert.Equal("AKIAPROC", Find("p").Value!.AccessKeyId);
        Assert.Contains("Version '2' not supported", Find("q").Error!.Message, StringComparison.Ordinal);
    }

    private ClientResult<AwsCredentials> Find(string? profile)
    {
        var environment = new ClientEnvironment(_variables.GetValueOrDefault, _home.Path, _clock);
        var settings = ClientSettings.Load(environment, new ExplicitSettings { Profile = profile, EndpointUrl = _sts.Url });
        Assert.True(settings.Succeeded, settings.Error?.Message);
        return new CredentialChain(settings.Value, new CredentialTools
        {
            Http = new SocketSender(),
            Cache = new SessionCache(Path.Combine(_home.Path, "cache"), environment, null),
            Mfa = _ =>
            {
                Interlocked.Increment(ref _questions);
                return "123456";
            },
            Run = ExternalProgram.Run,
        }).Find();
    }
}
