using System.Text;
using Daypass.Client.Tests.Support;
using Daypass.Protocol.Sts;
using Daypass.Sessions.Tests.Support;

namespace Daypass.Sessions.Tests;

/// <summary>Every place credentials can come from, by the built program against a running server that believes only real signatures.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private Office _office = null!;
    private Machine _machine = null!;

    private string Key => _office.Alice.AccessKeyId;

    private string Secret => _office.Alice.SecretAccessKey.Reveal();

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:AssumeRole");
        await _office.Allow("sts:TagSession");
        await _office.Allow("sts:SetSourceIdentity");
        _machine = _office.NewMachine();
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task Keys_stand_in_the_environment_the_credentials_file_or_the_config_file()
    {
        await Is("user/alice", "--profile", "base");
        _machine.Write(".aws/config", $"[profile inconfig]\naws_access_key_id = {Key}\naws_secret_access_key = {Secret}\n");
        await Is("user/alice", "--profile", "inconfig");
        _machine.Variables["AWS_ACCESS_KEY_ID"] = Key;
        _machine.Variables["AWS_SECRET_ACCESS_KEY"] = Secret;
        await Is("user/alice");
    }

    [Fact]
    public async Task Roles_are_assumed_from_a_profile_from_a_role_and_from_the_environment()
    {
        var one = await _office.NewRole("one", allow: "sts:AssumeRole");
        var two = await _office.NewRole("two");
        _machine.Write(
            ".aws/config",
            $"[profile one]\nrole_arn = {one}\nsource_profile = base\n[profile two]\nrole_arn = {two}\nsource_profile = one\n[profile env]\nrole_arn = "
            + $"{two}\ncredential_source = Environment\nrole_session_name = named\n");
        await Is("assumed-role/one/daypass-tester", "--profile", "one");
        await Is("assumed-role/two/daypass-tester", "--profile", "two");
        _machine.Variables["AWS_ACCESS_KEY_ID"] = Key;
        _machine.Variables["AWS_SECRET_ACCESS_KEY"] = Secret;
        await Is("assumed-role/two/named", "--profile", "env");
        Assert.Equal(3, _office.Relay.Count("AssumeRole"));

        var chain = (await _machine.Run("whoami", "two")).Succeeded();
        Assert.Contains(
            $"Chain         {Key} from profile base in {_machine.Home}/.aws/credentials\n              -> role {one} of profile one\n              -> "
            + $"role {two} of profile two\n",
            chain,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_a_profile_says_of_a_session_takes_effect()
    {
        var role = await _office.NewRole(
            "shaped",
            """{"StringEquals":"""
            + """{"sts:ExternalId":"x1","sts:SourceIdentity":"alice","aws:RequestTag/team":"core","sts:RoleSessionName":"""
            + """ "job"},"ForAllValues:StringEquals":{"sts:TransitiveTagKeys":"team"}}""",
            "iam:*");
        var profile = $"[profile shaped]\nrole_arn = {role}\nsource_profile = base\nexternal_id = x1\nsource_identity = alice\nrole_session_name = "
            + "job\nduration_seconds = 900\nsession_tags =\n  team = core\n  cost = 12\ntransitive_tag_keys = team\n";
        _machine.Write(".aws/config", profile);
        (await _machine.Run("iam", "list-users", "--profile", "shaped", "--output", "off")).Succeeded();
        Assert.Matches("Left +1[45] min", (await _machine.Run("whoami", "shaped")).Succeeded());
        Assert.Contains("SessionTags   team=core,cost=12\n", (await _machine.Run("whoami", "shaped")).Succeeded(), StringComparison.Ordinal);

        _machine.Write(
            ".aws/config",
            profile + "policy = {\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:ListRoles\",\"Resource\":\"*\"}}\n");
        var narrowed = await _machine.Run("iam", "list-users", "--profile", "shaped");
        Assert.Contains("no session policy allows the iam:ListUsers action", narrowed.Errors, StringComparison.Ordinal);
        _machine.Write(".aws/config", profile + "policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess\n");
        (await _machine.Run("iam", "list-users", "--profile", "shaped", "--output", "off")).Succeeded();
        Assert.Contains(
            "no session policy allows",
            (await _machine.Run("iam", "create-user", "--user-name", "x", "--profile", "shaped")).Errors,
            StringComparison.Ordinal);

        // Each shape is a session of its own: none of them was served from another's.
        Assert.Equal(3, _office.Relay.Count("AssumeRole"));
        _machine.Write(".aws/config", profile.Replace("= 900", "= soon", StringComparison.Ordinal));
        Assert.Contains(
            "'soon' is no whole number of 1 or more.\nThe value came from duration_seconds in profile shaped "
            + $"({_machine.Home}/.aws/config, line 7).\n",
            (await _machine.Run("whoami", "shaped")).Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_and_an_instance_give_theirs()
    {
        var credentials = $$"""{"Code":"Success","AccessKeyId":"{{Key}}","SecretAccessKey":"{{Secret}}","Token":"","Expiration":"2126-01-01T00:00:00Z"}""";
        using var container = new FakeService(
            request => request.Headers.GetValueOrDefault("authorization") == "t1" ? new FakeAnswer(credentials) : new FakeAnswer("{}", 401));
        using var instance = new FakeService(request => (request.Method, request.Target, request.Headers.GetValueOrDefault("x-aws-ec2-metadata-token")) switch
        {
            ("PUT", "/latest/api/token", _) => new FakeAnswer("imds-token"),
            ("GET", "/latest/meta-data/iam/security-credentials/", "imds-token") => new FakeAnswer("machine-role"),
            ("GET", "/latest/meta-data/iam/security-credentials/machine-role", "imds-token") => new FakeAnswer(credentials),
            _ => new FakeAnswer("", 401),
        });
        var role = await _office.NewRole("two");
        _machine.Write(
            ".aws/config",
            $"[profile task]\nrole_arn = {role}\ncredential_source = EcsContainer\nrole_session_name = task\n[profile host]\nrole_arn = "
            + $"{role}\ncredential_source = Ec2InstanceMetadata\nrole_session_name = host\n");

        _machine.Variables["AWS_EC2_METADATA_DISABLED"] = "false";
        _machine.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = instance.Url;
        await Is("user/alice");
        await Is("assumed-role/two/host", "--profile", "host");
        _machine.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = container.Url + "/x";
        _machine.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _machine.Write("token", "t1\n");
        await Is("assumed-role/two/task", "--profile", "task");
        _machine.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://example.com/x";
        Assert.Contains("Unsupported host 'example.com'", (await _machine.Run("whoami")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_centre_gives_a_roles_credentials_for_its_kept_sign_in()
    {
        var made = (await _office.Server.Api.Get(new GetSessionTokenRequest(), _office.Alice)).Credentials!;
        using var portal = new FakeService(request =>
                request.Target.StartsWith("/federation/credentials?role_name=reader&account_id=111122223333", StringComparison.Ordinal)
                    && request.Headers.GetValueOrDefault("x-amz-sso_bearer_token") == "fresh"
            ? new FakeAnswer($$"""{"roleCredentials":"""
                    + $$"""{"accessKeyId":"{{made.AccessKeyId}}","secretAccessKey":"{{made.SecretAccessKey}}","sessionToken":"""
                    + $$""" "{{made.SessionToken}}","expiration":4922640000000} }""")
            : new FakeAnswer("""{"message":"no"}""", 401));
        using var oidc = new FakeService(request => request.Body.Contains("\"refreshToken\":\"r1\"", StringComparison.Ordinal)
            ? new FakeAnswer("""{"accessToken":"fresh","expiresIn":28800,"refreshToken":"r2"}""")
            : new FakeAnswer("{}", 400));
        _machine.Variables["AWS_ENDPOINT_URL_SSO"] = portal.Url;
        _machine.Variables["AWS_ENDPOINT_URL_SSO_OIDC"] = oidc.Url;
        _machine.Write(
            ".aws/config",
            "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n[profile sso]\nsso_session = corp\nsso_account_id = "
            + "111122223333\nsso_role_name = reader\n");
        Assert.Contains("Token for corp does not exist", (await _machine.Run("whoami", "sso")).Errors, StringComparison.Ordinal);

        // The AWS tools name the file by the SHA-1 of the session's name.
        var file = _machine.Write(
            ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
            """{"accessToken":"old","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"r1","clientId":"c","clientSecret":"s"}""");
        var found = await _machine.Run("sts", "get-caller-identity", "--profile", "sso");
        Assert.Contains("fresh", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("user/alice", found.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_file_is_exchanged_without_a_signature()
    {
        _machine.Variables["AWS_ROLE_ARN"] = await _office.NewRole("web");
        _machine.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = _machine.Write("token", Token("jane") + "\n");
        var refused = await _machine.Run("sts", "get-caller-identity");
        Assert.Contains("when calling the AssumeRoleWithWebIdentity operation", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(Token("jane"), _office.Relay.Requests("AssumeRoleWithWebIdentity")[0].Field("WebIdentityToken"));
        Assert.DoesNotContain("authorization", _office.Relay.Requests("AssumeRoleWithWebIdentity")[0].Headers.Keys);
        Assert.Equal("daypass-tester", _office.Relay.Requests("AssumeRoleWithWebIdentity")[0].Field("RoleSessionName"));
    }

    [Fact]
    public async Task The_address_of_STS_comes_from_where_the_AWS_tools_take_it()
    {
        var url = _machine.Variables["AWS_ENDPOINT_URL"];
        var role = await _office.NewRole("dev");
        _machine.Variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1";
        _machine.Variables["AWS_ENDPOINT_URL_STS"] = url;
        _machine.Write(
            ".aws/config",
            $"[profile dev]\nrole_arn = {role}\nsource_profile = base\nservices = local\n[profile direct]\nrole_arn = {role}\nsource_profile = "
            + $"base\nrole_session_name = direct\nendpoint_url = {url}\n[services local]\nsts =\n  endpoint_url = {url}\niam =\n  endpoint_url = {url}\n");
        await Is("assumed-role/dev/daypass-tester", "--profile", "dev");

        _machine.Variables["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1";
        _machine.Variables["AWS_MAX_ATTEMPTS"] = "1";
        Assert.Contains(
            "The address came from the environment variable AWS_ENDPOINT_URL_STS.",
            (await _machine.Run("whoami", "dev")).Errors,
            StringComparison.Ordinal);
        _machine.Variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
        await Is("user/alice", "--profile", "base", "--endpoint-url", url);

        // Through a proxy that is not there, so that AWS itself is not reached.
        _machine.Variables["HTTPS_PROXY"] = "http://127.0.0.1:1";
        var ignored = await _machine.Run("whoami", "base");
        Assert.Contains("Failed to connect to proxy URL: \"http://127.0.0.1:1\"", ignored.Errors, StringComparison.Ordinal);
        Assert.Contains("The proxy came from the environment variable HTTPS_PROXY", ignored.Errors, StringComparison.Ordinal);
        _machine.Variables.Remove("HTTPS_PROXY");
        _machine.Variables.Remove("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");

        _machine.Variables.Remove("AWS_ENDPOINT_URL_STS");
        _machine.Variables.Remove("AWS_ENDPOINT_URL");
        await Is("assumed-role/dev/daypass-tester", "--profile", "dev");
        (await _machine.Run("iam", "list-users", "--profile", "dev", "--output", "off")).Succeeded();
        await Is("assumed-role/dev/direct", "--profile", "direct");
    }

    [Fact]
    public async Task A_loop_of_credential_processes_ends()
    {
        _machine.Write(".aws/config", $"[profile loop]\ncredential_process = {Machine.Program} credential-process loop\n");
        var run = await _machine.Run("exec", "loop", "--", "true");
        Assert.Equal(255, run.ExitCode);
        Assert.Contains("The credential_process of profile loop leads back to itself.", run.Errors, StringComparison.Ordinal);
    }

    private static string Token(string subject) =>
        "e30." + Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"iss":"https://issuer.example","sub":"{{subject}}","aud":"a"}""")).TrimEnd('=') + ".c2ln";

    private async Task Is(string who, params string[] options) =>
        Assert.EndsWith(
            ":" + who,
            (await _machine.Run(["sts", "get-caller-identity", "--query", "Arn", "--output", "text", .. options])).Succeeded().Trim(),
            StringComparison.Ordinal);
}
