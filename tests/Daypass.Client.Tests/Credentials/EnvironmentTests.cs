using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Http;
using Daypass.Client.Profiles;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Credentials;

/// <summary>Each environment variable that the chain reads does what the AWS tools document for it.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private const string Keys = "[one]\naws_access_key_id = AKIAONE\naws_secret_access_key = s\n[two]\naws_access_key_id = AKIATWO\naws_secret_access_key "
        + "= s\n";

    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Keys_come_with_their_account_and_a_token_of_either_name()
    {
        _machine.Variables["AWS_ACCESS_KEY_ID"] = "ASIAENV";
        _machine.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _machine.Variables["AWS_ACCOUNT_ID"] = "111122223333";
        _machine.Variables["AWS_SECURITY_TOKEN"] = "old";
        var found = _machine.FindCredentials(new RecordingSender()).Value!;
        Assert.Equal(("111122223333", "old"), (found.AccountId, found.SessionToken!.Reveal()));
        _machine.Variables["AWS_SESSION_TOKEN"] = "new";
        Assert.Equal("new", _machine.FindCredentials(new RecordingSender()).Value!.SessionToken!.Reveal());
    }

    [Fact]
    public void The_default_profile_has_two_variables_and_the_newer_wins()
    {
        _machine.Home.Write(".aws/credentials", Keys);
        _machine.Variables["AWS_DEFAULT_PROFILE"] = "one";
        Assert.Equal("AKIAONE", _machine.FindCredentials(new RecordingSender()).Value!.AccessKeyId);
        _machine.Variables["AWS_PROFILE"] = "two";
        Assert.Equal("AKIATWO", _machine.FindCredentials(new RecordingSender()).Value!.AccessKeyId);
    }

    [Fact]
    public void A_relative_address_is_one_of_the_container_service()
    {
        _machine.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials/x";
        _machine.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1/";
        var sender = new RecordingSender(
            static _ => RecordingSender.Json("""{"AccessKeyId":"ASIACONT","SecretAccessKey":"s","Token":"t","Expiration":"2026-11-22T09:00:00Z"}"""));
        Assert.Equal("ASIACONT", _machine.FindCredentials(sender).Value!.AccessKeyId);
        Assert.Equal("http://169.254.170.2/v2/credentials/x", Assert.Single(sender.Sent).Request.Url.AbsoluteUri);
    }

    [Fact]
    public void A_role_session_takes_the_name_that_is_configured()
    {
        _machine.Variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/web";
        _machine.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = _machine.Home.Write("token", "abcd");
        _machine.Variables["AWS_ROLE_SESSION_NAME"] = "job-17";
        _machine.Variables["AWS_REGION"] = "eu-west-1";
        using var sts = new FakeService(CannedSts.Answer);
        Assert.True(_machine.FindCredentials(new SocketSender(), new ExplicitSettings { EndpointUrl = sts.Url }).Succeeded);
        Assert.Equal("job-17", Assert.Single(sts.Requests).Field("RoleSessionName"));
    }

    [Fact]
    public void Login_sessions_are_read_from_the_folder_that_is_configured()
    {
        const string Session = "arn:aws:sts::111122223333:assumed-role/dev/me";
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Session)));
        var file = _machine.Home.Write(
            $"elsewhere/{name}.json",
            """{"accessToken":"""
            + """{"accessKeyId":"ASIALOGIN","secretAccessKey":"s","sessionToken":"t","accountId":"111122223333","expiresAt":"2026-11-22T04:00:00Z"}}""");
        _machine.Home.Write(".aws/config", $"[profile dev]\nlogin_session = {Session}\n");
        _machine.Variables["AWS_PROFILE"] = "dev";
        Assert.StartsWith("Error loading login session token:", _machine.FindCredentials(new RecordingSender()).Error!.Message, StringComparison.Ordinal);
        _machine.Variables["AWS_LOGIN_CACHE_DIRECTORY"] = Path.GetDirectoryName(file)!;
        Assert.Equal("ASIALOGIN", _machine.FindCredentials(new RecordingSender()).Value!.AccessKeyId);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("7", 7)]
    public void The_metadata_service_is_waited_for_as_long_as_is_configured(string? seconds, int expected)
    {
        if (seconds is not null)
        {
            _machine.Variables["AWS_METADATA_SERVICE_TIMEOUT"] = seconds;
        }

        var sender = new RecordingSender();
        Assert.Equal("NoCredentials", _machine.FindCredentials(sender).Error!.Code);
        var (request, settings) = Assert.Single(sender.Sent);
        Assert.Equal("http://169.254.169.254/latest/api/token", request.Url.AbsoluteUri);
        Assert.Equal((TimeSpan.FromSeconds(expected), TimeSpan.FromSeconds(expected)), (settings.ConnectTimeout, settings.ReadTimeout));
    }

    [Fact]
    public void The_metadata_service_is_found_by_the_version_of_IP_that_is_configured()
    {
        _machine.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "IPv6";
        var sender = new RecordingSender();
        Assert.False(_machine.FindCredentials(sender).Succeeded);
        Assert.Equal("http://[fd00:ec2::254]/latest/api/token", Assert.Single(sender.Sent).Request.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("false", 3)]
    [InlineData("true", 1)]
    public void The_metadata_service_without_tokens_can_be_forbidden(string disabled, int requests)
    {
        _machine.Variables["AWS_EC2_METADATA_V1_DISABLED"] = disabled;
        var sender = new RecordingSender(static request => request.Method == "PUT" ? new HttpAnswer(404, [], [])
            : request.Url.AbsolutePath.EndsWith('/') ? new HttpAnswer(200, [], "machine"u8.ToArray())
            : RecordingSender.Json("""{"AccessKeyId":"ASIAMACHINE","SecretAccessKey":"s","Token":"t","Expiration":"2026-11-22T09:00:00Z"}"""));
        Assert.Equal(requests > 1, _machine.FindCredentials(sender).Succeeded);
        Assert.Equal(requests, sender.Sent.Count);
    }

    [Fact]
    public void Sessions_are_cached_in_the_folder_of_the_desktop_unless_another_is_configured()
    {
        Assert.Equal(Path.Combine(_machine.Home.Path, ".cache", "daypass"), Cache.SessionCache.FindFolder(_machine.Environment));
        _machine.Variables["XDG_CACHE_HOME"] = "/caches";
        Assert.Equal("/caches/daypass", Cache.SessionCache.FindFolder(_machine.Environment));
        _machine.Variables["DAYPASS_CACHE_DIR"] = "~/mine";
        Assert.Equal(Path.Combine(_machine.Home.Path, "mine"), Cache.SessionCache.FindFolder(_machine.Environment));
    }
}
