using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Credentials;

public sealed class CredentialChainTests : IDisposable
{
    private const string Keys = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n";

    private readonly TemporaryFolder home = new();
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
    private readonly FakeService sts = new(CannedSts.Answer);
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_REGION"] = "us-east-1", ["USER"] = "me" };
    private int questions;

    public void Dispose()
    {
        sts.Dispose();
        home.Dispose();
    }

    [Fact]
    public void Keys_in_the_environment_win_unless_a_profile_is_asked_for()
    {
        home.Write(".aws/credentials", Keys);
        variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        variables["AWS_SECRET_ACCESS_KEY"] = "s";
        Assert.Equal("AKIAENV", Find(null).Value!.AccessKeyId);
        Assert.Equal("AKIABASE", Find("base").Value!.AccessKeyId);
    }

    [Fact]
    public void Half_a_pair_of_keys_is_a_fault_and_not_no_credentials()
    {
        variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        Assert.Equal("Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY", Find(null).Fault!.Message);
    }

    [Fact]
    public void Nothing_anywhere_is_a_configuration_fault()
    {
        var fault = Find(null).Fault!;
        Assert.Equal(("NoCredentials", 253), (fault.Code, fault.ExitCode));
    }

    [Fact]
    public void A_role_is_assumed_once_with_everything_its_profile_says()
    {
        home.Write(".aws/credentials", Keys);
        home.Write(".aws/config", "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\nexternal_id = x1\nsession_tags = team=core,env=prod\ntransitive_tag_keys = team\nsource_identity = alice\npolicy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess\nduration_seconds = 900\n");
        Assert.Equal("ASIAXXXXXXXXXXXXXXXX", Find("dev").Value!.AccessKeyId);
        Assert.Equal("ASIAXXXXXXXXXXXXXXXX", Find("dev").Value!.AccessKeyId);
        var request = Assert.Single(sts.Requests);
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
        home.Write(".aws/credentials", Keys);
        home.Write(".aws/config", "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile two]\nrole_arn = arn:aws:iam::111122223333:role/two\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n");
        Assert.True(Find("one").Succeeded);
        Assert.True(Find("two").Succeeded);
        Assert.Equal(1, questions);
        Assert.Equal(["GetSessionToken", "AssumeRole", "AssumeRole"], sts.Requests.Select(static request => request.Field("Action")!));
        Assert.Equal("123456", sts.Requests[0].Field("TokenCode"));
    }

    [Fact]
    public async Task Twenty_at_once_ask_once_and_call_once()
    {
        home.Write(".aws/credentials", Keys);
        home.Write(".aws/config", "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/one\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/me\nmfa_session = false\n");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Find("one"))));
        Assert.All(outcomes, static outcome => Assert.Equal("ASIAXXXXXXXXXXXXXXXX", outcome.Value!.AccessKeyId));
        Assert.Equal(1, questions);
        Assert.Single(sts.Requests);
    }

    [Fact]
    public void A_session_is_asked_for_again_when_little_of_it_is_left()
    {
        home.Write(".aws/credentials", Keys);
        home.Write(".aws/config", "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\n");
        Assert.True(Find("dev").Succeeded);
        clock.Now = new DateTimeOffset(2026, 11, 22, 3, 51, 0, TimeSpan.Zero);
        Assert.True(Find("dev").Succeeded);
        Assert.Equal(2, sts.Requests.Count);
    }

    [Fact]
    public void A_profile_that_leads_back_to_itself_is_refused()
    {
        home.Write(".aws/config", "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = a\n");
        Assert.StartsWith("Infinite loop in credential configuration detected.", Find("a").Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_web_identity_token_loses_the_line_break_of_its_file()
    {
        variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = home.Write("token", "abcd\n");
        variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/web";
        Assert.True(Find(null).Succeeded);
        Assert.Equal("abcd", sts.Requests[0].Field("WebIdentityToken"));
        Assert.False(sts.Requests[0].Headers.ContainsKey("authorization"));
    }

    [Fact]
    public void A_session_is_kept_for_the_tokens_subject()
    {
        static string Token(string subject, int number) => $"e30.{Login.Base64Url.Encode(System.Text.Encoding.UTF8.GetBytes($$"""{"iss":"https://i","sub":"{{subject}}","aud":"a","iat":{{number}} }"""))}.c2ln";
        variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/web";
        foreach (var (token, calls) in new[] { (Token("jane", 1), 1), (Token("jane", 2), 1), (Token("john", 3), 2), ("no-token", 3), ("another", 4) })
        {
            variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = home.Write("token", token);
            Assert.True(Find(null).Succeeded);
            Assert.Equal(calls, sts.Requests.Count);
        }
    }

    [Fact]
    public void A_container_endpoint_is_asked_with_its_token()
    {
        using var container = new FakeService(static request => request.Headers.GetValueOrDefault("authorization") == "t1"
            ? new FakeAnswer("""{"AccessKeyId":"ASIACONT","SecretAccessKey":"s","Token":"t","Expiration":"2026-11-22T09:00:00Z"}""", 200, "application/json")
            : new FakeAnswer("{}", 401));
        variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.Url + "/x";
        variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "t1";
        Assert.Equal("ASIACONT", Find(null).Value!.AccessKeyId);
    }

    [Fact]
    public void A_credential_process_is_read_and_its_version_checked()
    {
        home.Write(".aws/config", "[profile p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"AKIAPROC\",\"SecretAccessKey\":\"s\"}'\n[profile q]\ncredential_process = echo '{\"Version\":2}'\n");
        Assert.Equal("AKIAPROC", Find("p").Value!.AccessKeyId);
        Assert.Contains("Version '2' not supported", Find("q").Fault!.Message, StringComparison.Ordinal);
    }

    private Outcome<AwsCredentials> Find(string? profile)
    {
        var surroundings = new Surroundings(variables.GetValueOrDefault, home.Path, clock);
        var settings = ClientSettings.Load(surroundings, new ExplicitSettings { Profile = profile, EndpointUrl = sts.Url });
        Assert.True(settings.Succeeded, settings.Fault?.Message);
        return new CredentialChain(settings.Value, new CredentialTools
        {
            Http = new SocketSender(),
            Cache = new SessionCache(Path.Combine(home.Path, "cache"), surroundings, null),
            Mfa = _ =>
            {
                Interlocked.Increment(ref questions);
                return "123456";
            },
            Run = ProgramStart.Run,
        }).Find();
    }
}
