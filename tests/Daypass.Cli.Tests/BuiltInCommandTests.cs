using Daypass.Cli.Tests.Support;
using Daypass.Client.Tests.Support;

namespace Daypass.Cli.Tests;

public sealed class BuiltInCommandTests : IDisposable
{
    private readonly FakeService _sts = new(CannedSts.Answer);
    private readonly CliRun _run;

    public BuiltInCommandTests()
    {
        _run = new CliRun().WithKeys(_sts.Url);
        _run.Write(
            ".aws/config",
            "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\ncredential_source = Environment\nregion = eu-west-1\nsession_tags = team=core\n");
    }

    public void Dispose()
    {
        _run.Dispose();
        _sts.Dispose();
    }

    [Theory]
    [InlineData(
            "sh",
            "export AWS_ACCESS_KEY_ID=ASIAXXXXXXXXXXXXXXXX\nexport AWS_SECRET_ACCESS_KEY=SECRET\nexport AWS_SESSION_TOKEN=TOKEN\nexport "
            + "AWS_CREDENTIAL_EXPIRATION=2026-11-22T04:00:00+00:00\n")]
    [InlineData(
            "dotenv",
            "AWS_ACCESS_KEY_ID=ASIAXXXXXXXXXXXXXXXX\nAWS_SECRET_ACCESS_KEY=SECRET\nAWS_SESSION_TOKEN=TOKEN\n"
            + "AWS_CREDENTIAL_EXPIRATION=2026-11-22T04:00:00+00:00\n")]
    [InlineData(
            "fish",
            "set -gx AWS_ACCESS_KEY_ID \"ASIAXXXXXXXXXXXXXXXX\"\nset -gx AWS_SECRET_ACCESS_KEY \"SECRET\"\nset -gx AWS_SESSION_TOKEN \"TOKEN\"\nset -gx "
            + "AWS_CREDENTIAL_EXPIRATION \"2026-11-22T04:00:00+00:00\"\n")]
    [InlineData(
            "powershell",
            "$Env:AWS_ACCESS_KEY_ID=\"ASIAXXXXXXXXXXXXXXXX\"\n$Env:AWS_SECRET_ACCESS_KEY=\"SECRET\"\n$Env:AWS_SESSION_TOKEN=\"TOKEN\"\n"
            + "$Env:AWS_CREDENTIAL_EXPIRATION=\"2026-11-22T04:00:00+00:00\"\n")]
    [InlineData(
            "cmd",
            "set AWS_ACCESS_KEY_ID=ASIAXXXXXXXXXXXXXXXX\nset AWS_SECRET_ACCESS_KEY=SECRET\nset AWS_SESSION_TOKEN=TOKEN\nset "
            + "AWS_CREDENTIAL_EXPIRATION=2026-11-22T04:00:00+00:00\n")]
    [InlineData(
            "process",
            "{\n  \"Version\": 1,\n  \"AccessKeyId\": \"ASIAXXXXXXXXXXXXXXXX\",\n  \"SecretAccessKey\": \"SECRET\",\n  \"SessionToken\": \"TOKEN\",\n  "
            + "\"Expiration\": \"2026-11-22T04:00:00+00:00\"\n}\n")]
    public void Credentials_are_exported_in_the_form_each_shell_reads(string format, string expected)
    {
        var result = _run.Run("export", "dev", "--format", format);
        Assert.Equal((0, expected), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Whoami_tells_the_chain_the_tags_and_the_time_left()
    {
        var result = _run.Run("whoami", "dev");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Left          1 h 0 min\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("SessionTags   team=core\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Chain         AKIAXXXXXXXXXXXXXXXX from environment variables\n              -> role arn:aws:iam::111122223333:role/dev of profile dev\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AcAeTmVQ", "AcAeTmVQ")]
    [InlineData("An error occurred (UnauthorizedOperation): You are not authorized. Encoded authorization failure message: AbC-d_e9. Request id 1", "AbC-d_e9")]
    public void Decode_finds_the_message_in_a_whole_error_text(string text, string message)
    {
        _run.Input = text;
        Assert.Equal(0, _run.Run("decode").ExitCode);
        Assert.Equal(message, _sts.Requests[^1].Field("EncodedMessage"));
    }

    [Fact]
    public void A_profile_is_added_once_and_everything_else_stays()
    {
        _run.Write(".aws/config", "# mine\n[default]\nregion = eu-west-1\n");
        Assert.Equal(0, _run.Run("profile", "add", "ops", "--role-arn", "arn:aws:iam::111122223333:role/ops", "--source-profile", "default").ExitCode);
        Assert.Equal(252, _run.Run("profile", "add", "ops", "--region", "us-east-1").ExitCode);
        Assert.Equal(
            "# mine\n[default]\nregion = eu-west-1\n\n[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = default\n",
            File.ReadAllText(Path.Combine(_run.Home, ".aws", "config")));
    }

    [Fact]
    public void Temporary_credentials_are_saved_for_their_owner_alone()
    {
        Assert.Equal(0, _run.Run("profile", "save", "legacy", "--profile", "dev").ExitCode);
        var file = Path.Combine(_run.Home, ".aws", "credentials");
        Assert.Contains(
            "[legacy]\naws_access_key_id = ASIAXXXXXXXXXXXXXXXX\naws_secret_access_key = SECRET\naws_session_token = TOKEN\n",
            File.ReadAllText(file),
            StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Policy_cases_give_one_decision_a_line()
    {
        _run.Input =
            """{"id":"1","principal":"arn:aws:iam::111122223333:user/a","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resourceAccount":"""
            + """ "111122223333","identityPolicies":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}]}"""
            + "\n{}\n";
        var result = _run.Run("policy", "eval", "--cases", "-");
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, 2), (result.ExitCode, lines.Length));
        Assert.StartsWith("{\"id\":\"1\",\"decision\":\"allowed\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"error\"", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""", 0)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps","Action":"s3:*","Resource":"*"}]}""", 254)]
    public void A_policy_document_is_checked_by_its_exit_code(string document, int expected) =>
        Assert.Equal(expected, _run.Run("policy", "check", _run.Write("policy.json", document), "--kind", "identity").ExitCode);

    [Theory]
    [InlineData("identity", """{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEqualz":{"aws:username":"true"}}}""",
        "Syntax errors in policy.")]
    [InlineData("identity", """{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}""", "Policy document should not specify a principal.")]
    [InlineData("trust", """{"Effect":"Allow","Action":"s3:GetObject","Principal":{"AWS":"111122223333"}}""",
        "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData(
        "trust",
        """
        {"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
        "Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}}
        """,
        "token.actions.githubusercontent.com:sub")]
    public void What_saving_refuses_a_check_refuses_in_the_same_words(string kind, string statement, string words)
    {
        var file = _run.Write("policy.json", $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");
        var result = _run.Run("policy", "check", file, "--kind", kind);
        Assert.Equal(254, result.ExitCode);
        Assert.Contains("refused: MalformedPolicyDocument: ", result.Output, StringComparison.Ordinal);
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Trust_is_checked_by_the_options_of_the_server()
    {
        const string Document = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/gitlab.com"},
            "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"gitlab.com:sub":"project_path:*"} } },
            {"Effect":"Allow","Principal":{"Service":["backup.internal","a.svc.example.com"]},"Action":"sts:AssumeRole"}]}
            """;
        string[] check = ["policy", "check", _run.Write("trust.json", Document), "--kind", "trust"];
        Assert.Contains("refused: MalformedPolicyDocument: Invalid principal in policy", _run.Run(check).Output, StringComparison.Ordinal);

        string[] own = [.. check, "--service-principal", "backup.internal", "*.svc.example.com"];
        var taken = _run.Run(own);
        Assert.Equal(1, taken.ExitCode);
        Assert.Contains("dangerous: shared-issuer: gitlab.com serves many organizations", taken.Output, StringComparison.Ordinal);

        var strict = _run.Run([.. own, "--strict-trust"]);
        Assert.Equal(254, strict.ExitCode);
        Assert.Contains("refused: MalformedPolicyDocument: gitlab.com serves many organizations", strict.Output, StringComparison.Ordinal);

        // Without the kind they would change nothing, and the person would not know.
        Assert.Contains("need --kind trust.", _run.Run([.. check[..3], "--strict-trust"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_is_read_out_of_a_key_id_without_a_call()
    {
        Assert.Equal(
            "029608264753\n",
            _run.Run("sts", "get-access-key-info", "--offline", "--access-key-id", "ASIAQNZGKIQY56JQ7WML", "--query", "Account", "--output", "text").Output);
        Assert.Empty(_sts.Requests);
    }

    [Fact]
    public void Completion_knows_commands_options_and_profiles()
    {
        Assert.Equal("--role-arn\n--role-session-name\n", _run.Run("completion", "words", "--", "sts", "assume-role", "--role").Output);
        Assert.Equal("dev\n", _run.Run("completion", "words", "--", "exec", "d").Output);
        Assert.Contains("text\n", _run.Run("completion", "words", "--", "sts", "get-caller-identity", "--output", "").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_has_help_with_an_example()
    {
        foreach (var command in Commands.BuiltInCommands.All)
        {
            if (command.Word is null && command.TakesCommandLine)
            {
                continue;
            }

            var result = _run.Run([.. command.Words.Split(' '), "--help"]);
            Assert.Equal(0, result.ExitCode);
            Assert.Contains("\nExample:\n  " + command.Example, result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_console_is_not_promised_where_there_is_none()
    {
        var result = _run.Run("console-url", "dev");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("open no console: only AWS has one", result.Error, StringComparison.Ordinal);
    }
}
