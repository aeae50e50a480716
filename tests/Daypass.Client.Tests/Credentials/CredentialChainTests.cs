using System.Text;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;
using Daypass.Client.Tokens;
using Daypass.Testing;

namespace Daypass.Client.Tests.Credentials;

public sealed class CredentialChainTests : IDisposable
{
    private const string Keys = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n";

    private readonly TemporaryFolder _home = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeService _sts = new(CannedSts.Answer);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_REGION"] = "us-east-1",
        ["USER"] = "me",
    };
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
        _home.Write(
            ".aws/config",
            "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\nexternal_id = x1\nsession_tags = "
            + "team=core,env=prod\ntransitive_tag_keys = team\nsource_identity = alice\npolicy_arns = "
            + "arn:aws:iam::aws:policy/ReadOnlyAccess\nduration_seconds = 900\n");
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
        _home.Write(
            ".aws/config",
            "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile "
            + "two]\nrole_arn = arn:aws:iam::111122223333:role/two\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n");
        Assert.True(Find("one").Succeeded);
        Assert.True(Find("two").Succeeded);
        Assert.Equal(1, _questions);
        Assert.Equal(["GetSessionToken", "AssumeRole", "AssumeRole"], _sts.Requests.Select(static request => request.Field("Action")!));
        Assert.Equal("123456", _sts.Requests[0].Field("TokenCode"));
    }

    [Theory]
    [InlineData("3600", "GetSessionToken,AssumeRole")]
    [InlineData("3601", "AssumeRole")]
    [InlineData("43200", "AssumeRole")]
    public void A_role_of_more_than_an_hour_is_assumed_with_the_code_itself_because_an_MFA_session_would_be_chained(string seconds, string calls)
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(
            ".aws/config",
            "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n"
            + $"duration_seconds = {seconds}\n");
        Assert.True(Find("one").Succeeded);
        Assert.Equal(calls, string.Join(',', _sts.Requests.Select(static request => request.Field("Action"))));
        Assert.Equal(calls == "AssumeRole" ? "123456" : null, _sts.Requests[^1].Field("TokenCode"));
        Assert.Equal(seconds, _sts.Requests[^1].Field("DurationSeconds"));
    }

    [Theory]
    [InlineData(true, "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 3)]
    [InlineData(false, "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 1)]
    [InlineData(true, "User: x is not authorized to perform: sts:AssumeRole", 1)]
    public void A_wrong_code_is_asked_for_again_where_a_person_is(bool person, string refusal, int questions)
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(
            ".aws/config",
            "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n"
            + "mfa_session = false\n");
        using var sts = new FakeService(_ => CannedSts.Refusal("AccessDenied", refusal, 403));
        Assert.Equal(254, Find("one", sts.Url, person).Error!.ExitCode);
        Assert.Equal(questions, _questions);
        using var patient = new FakeService(
            request => _questions == questions + 1 ? CannedSts.Refusal("AccessDenied", refusal, 403) : CannedSts.Answer(request));
        Assert.Equal(person && questions > 1, Find("one", patient.Url, person).Succeeded);
    }

    [Theory]
    [InlineData("1h")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("3600.5")]
    public void A_duration_that_is_none_is_refused_for_every_kind_of_role(string seconds)
    {
        _home.Write(".aws/credentials", Keys);
        var token = _home.Write("token", "abcd");
        const string Role = "role_arn = arn:aws:iam::111122223333:role/x\n";
        var file = _home.Write(
            ".aws/config",
            $"[profile one]\nduration_seconds = {seconds}\n{Role}source_profile = base\n[profile web]\nduration_seconds = {seconds}\n{Role}"
            + $"web_identity_token_file = {token}\n");
        foreach (var (profile, line) in new[] { ("one", 2), ("web", 6) })
        {
            var error = Find(profile).Error!;
            Assert.Equal($"'{seconds}' is no whole number of 1 or more.", error.Message);
            Assert.Equal($"The value came from duration_seconds in profile {profile} ({file}, line {line}).", error.Advice);
        }

        Assert.Empty(_sts.Requests);
    }

    [Theory]
    [InlineData("sso_region", "eu-west-1")]
    [InlineData("sso_start_url", "https://other.example/start")]
    public void A_profile_that_contradicts_its_sign_in_session_is_refused(string key, string value)
    {
        const string Section = "[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start\n";
        var file = _home.Write(
            ".aws/config", $"{Section}[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\n{key} = {value}\n");
        var error = Find("sso").Error!;
        var inSession = key == "sso_region" ? "us-east-1" : "https://corp.example/start";
        Assert.Equal($"The value for {key} is inconsistent between profile ({value}) and sso-session ({inSession}).", error.Message);
        Assert.Contains($"({file}, line 8)", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_section_for_all_are_those_of_every_profile_and_a_name_may_hold_a_bracket()
    {
        _home.Write(".aws/credentials", "[DEFAULT]\naws_access_key_id = AKIAALL\naws_secret_access_key = s\n[x]\n[a]b]\naws_access_key_id = AKIAOWN\n");
        Assert.Equal("AKIAALL", Find("x").Value!.AccessKeyId);
        Assert.Equal("AKIAOWN", Find("a]b").Value!.AccessKeyId);
    }

    [Fact]
    public void A_folder_as_token_file_is_said_to_be_one()
    {
        _variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = _home.Path;
        _variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/web";
        Assert.EndsWith("is a folder; the token stands in a file.", Find(null).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_at_once_ask_once_and_call_once()
    {
        _home.Write(".aws/credentials", Keys);
        _home.Write(
            ".aws/config",
            "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = "
            + "arn:aws:iam::111122223333:mfa/me\nmfa_session = false\n");
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
        _home.Write(
            ".aws/config",
            "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n[profile b]\nrole_arn = "
            + "arn:aws:iam::111122223333:role/b\nsource_profile = a\n");
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
        static string Token(string subject, int number) =>
            $"e30.{Base64Url.Encode(Encoding.UTF8.GetBytes($$"""{"iss":"https://i","sub":"{{subject}}","aud":"a","iat":{{number}} }"""))}.c2ln";
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
        _home.Write(
            ".aws/config",
            "[profile p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIAPROC\",\"SecretAccessKey\":\"s\"}'\n[profile "
            + "q]\ncredential_process = echo '{\"Version\":2}'\n");
        Assert.Equal("AKIAPROC", Find("p").Value!.AccessKeyId);
        Assert.Contains("Version '2' not supported", Find("q").Error!.Message, StringComparison.Ordinal);
    }

    private ClientResult<AwsCredentials> Find(string? profile, string? endpoint = null, bool person = false)
    {
        var environment = new ClientEnvironment(_variables.GetValueOrDefault, _home.Path, _clock);
        var settings = ClientSettings.Load(environment, new ExplicitSettings { Profile = profile, EndpointUrl = endpoint ?? _sts.Url });
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
            MfaAsksAPerson = person,
            Run = ExternalProgram.Run,
        }).Find();
    }
}
