using Daypass.Cli.Tests.Support;
using Daypass.Client.Tests.Support;
using Daypass.JmesPath.Values;

namespace Daypass.Cli.Tests;

/// <summary>What no other command line has: keys and sessions of this machine, and what is said of mistakes.</summary>
public sealed class OwnCommandTests : IDisposable
{
    private const string Role = "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = base\nregion = eu-west-1\n";
    private const string Keys = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s3cret\n";

    private readonly FakeService _sts = new(CannedSts.Answer);
    private readonly CliRun _run = new();

    public OwnCommandTests() => _run.Variables["AWS_ENDPOINT_URL"] = _sts.Url;

    private string Config => File.ReadAllText(Path.Combine(_run.Home, ".aws", "config"));

    private string Credentials => File.ReadAllText(Path.Combine(_run.Home, ".aws", "credentials"));

    public void Dispose()
    {
        _run.Dispose();
        _sts.Dispose();
    }

    [Theory]
    [InlineData("policy chek trust.json", "check")]
    [InlineData("profile lst", "list")]
    [InlineData("token inspct x", "inspect")]
    [InlineData("cache lits", "list")]
    [InlineData("profile foo", null)]
    [InlineData("completion bsh", "bash")]
    public void A_wrong_word_behind_a_group_is_an_error_for_scripts(string line, string? meant)
    {
        var result = _run.Run(line.Split(' '));
        Assert.Equal((252, ""), (result.ExitCode, result.Output));
        Assert.Contains(meant is null ? "There are: list, add, save." : $"Maybe you meant:\n\n  * {meant}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_said_with_the_words_that_there_are()
    {
        var nothing = _run.Run();
        Assert.Equal(252, nothing.ExitCode);
        Assert.Contains("\nCommands: sts, iam, exec,", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("required: SHELL (bash, zsh, fish, pwsh)", _run.Run("completion").Error, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8017", _run.Run("--help").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prd", "Did you mean prod?")]
    [InlineData("nothing-like-it", "There are: base, prod.")]
    public void A_profile_that_is_not_there_is_answered_with_those_that_are(string name, string advice)
    {
        _run.Write(".aws/credentials", Keys);
        _run.Write(".aws/config", "[profile prod]\nregion = eu-west-1\n");
        var result = _run.Run("exec", name, "--", "true");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains($"The config profile ({name}) could not be found\n{advice}\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("export")]
    [InlineData("credential-process")]
    [InlineData("exec -- true")]
    public void Own_commands_send_nobody_to_commands_of_aws(string line)
    {
        var result = _run.Run(line.Split(' '));
        Assert.Equal(253, result.ExitCode);
        Assert.Contains("Enter keys with \"daypass configure\"", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("aws login", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_whose_variable_is_not_set_is_none()
    {
        _run.Write(".aws/credentials", Keys.Replace("[base]", "[default]", StringComparison.Ordinal));
        _run.Write(".aws/config", "[default]\nregion = eu-west-1\n");
        string[] empty = ["--profile", "", "--region", "", "--endpoint-url", "", "--ca-bundle", ""];
        Assert.Equal(0, _run.Run(["sts", "get-caller-identity", .. empty]).ExitCode);
        Assert.Equal(0, _run.Run(["whoami", "", .. empty]).ExitCode);

        // An empty handle is a handle that is missing: the profile's credentials are more than it would have had.
        Assert.Equal(253, _run.Run("exec", "--session", "", "--", "true").ExitCode);
    }

    [Fact]
    public void Keys_are_entered_into_the_credentials_file_where_that_is_asked_for()
    {
        _run.Write(".aws/credentials", "# mine\n[other]\naws_access_key_id = AKIAOTHER\n");
        _run.Input = "AKIAABCDEFGHIJKLMNOP\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
        var result = _run.Run("configure", "dev", "--plain", "--region", "eu-west-1");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.DoesNotContain("wJalr", result.Error, StringComparison.Ordinal);
        Assert.Equal(
            "# mine\n[other]\naws_access_key_id = AKIAOTHER\n\n[dev]\naws_access_key_id = AKIAABCDEFGHIJKLMNOP\naws_secret_access_key = "
            + "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
            Credentials);
        Assert.Equal("[profile dev]\nregion = eu-west-1\n", Config);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_run.Home, ".aws", "credentials")));
        Assert.Contains("AKIAABCDEFGHIJKLMNOP", _run.Run("whoami", "dev").Output, StringComparison.Ordinal);

        // Again, with other keys; a token of a session that stood there would spoil them.
        _run.Write(".aws/credentials", "[dev]\naws_access_key_id = ASIAOLD\naws_secret_access_key = x\naws_session_token = t\n");
        _run.Input = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
        Assert.Equal(0, _run.Run("configure", "dev", "--plain", "--access-key-id", "AKIAABCDEFGHIJKLMNOP").ExitCode);
        Assert.DoesNotContain("aws_session_token", Credentials, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ASIAABCDEFGHIJKLMNOP", "secret", "is the key of a session")]
    [InlineData("x", "secret", "That is no access key id")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "", "That is no secret access key")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "two words", "That is no secret access key")]
    public void What_is_no_long_term_key_is_not_kept(string id, string secret, string words)
    {
        _run.Input = $"{id}\n{secret}\n";
        var result = _run.Run("configure", "--plain");
        Assert.Equal(252, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_run.Home, ".aws", "credentials")));
    }

    [Fact]
    public void Without_a_keyring_no_key_is_kept_unasked()
    {
        _run.Input = "AKIAABCDEFGHIJKLMNOP\nsecret\n";
        var result = _run.Run("configure");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains("With --plain the key is kept in", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cached_sessions_are_listed_and_forgotten_by_profile()
    {
        _run.Write(".aws/credentials", Keys);
        _run.Write(
            ".aws/config",
            Role + Role.Replace("profile dev", "profile ops", StringComparison.Ordinal).Replace("role/dev", "role/ops", StringComparison.Ordinal));
        Assert.Contains("There are no cached sessions.", _run.Run("cache", "list").Error, StringComparison.Ordinal);
        Assert.Equal(0, _run.Run("export", "dev").ExitCode);
        Assert.Equal(0, _run.Run("export", "ops").ExitCode);
        var list = _run.Run("cache", "list");
        Assert.Contains("PROFILE  ACCESS KEY            LEFT       SOURCE\n", list.Output, StringComparison.Ordinal);
        Assert.Contains(
            "dev      ASIAXXXXXXXXXXXXXXXX  1 h 0 min  role arn:aws:iam::111122223333:role/dev of profile dev (cached)\n",
            list.Output, StringComparison.Ordinal);
        var json = (ListValue)JsonText.Parse(_run.Run("cache", "list", "--output", "json").Output, out _)!;
        Assert.Equal(2, json.Items.Count);
        Assert.DoesNotContain("SECRET", list.Output, StringComparison.Ordinal);

        Assert.Equal("1 cached session of profile dev forgotten.\n", _run.Run("cache", "clear", "dev").Error);
        Assert.Equal("1 cached session forgotten.\n", _run.Run("cache", "clear").Error);
        Assert.Equal("0 cached sessions forgotten.\n", _run.Run("cache", "clear").Error);
    }

    [Fact]
    public void A_logout_forgets_what_was_made_for_the_profile_and_says_whose_the_rest_is()
    {
        _run.Write(".aws/credentials", Keys);
        _run.Write(
            ".aws/config",
            Role + "[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = r\n[sso-session corp]\nsso_region = eu-west-1\n");
        Assert.Equal(0, _run.Run("export", "dev").ExitCode);
        Assert.Equal("1 session of profile dev forgotten on this machine.\n", _run.Run("logout", "dev").Error);
        Assert.Equal("0 sessions of profile dev forgotten on this machine.\n", _run.Run("logout", "dev").Error);
        Assert.Contains("\"aws sso logout\" ends it.", _run.Run("logout", "sso").Error, StringComparison.Ordinal);
        Assert.Equal(255, _run.Run("logout", "nobody").ExitCode);
    }

    [Theory]
    [InlineData("--role-arn notanarn --source-profile base", "notanarn is no ARN of a role")]
    [InlineData("--role-arn arn:aws:iam::11112222333:role/x --source-profile base", "is no ARN of a role")]
    [InlineData("--role-arn arn:aws:iam::111122223333:role/x --source-profile nosuch", "source_profile nosuch does not exist.")]
    [InlineData("--role-arn arn:aws:iam::111122223333:role/x", "who assumes the role?")]
    [InlineData("--role-arn arn:aws:iam::111122223333:role/x --source-profile base --credential-source Environment", "exclude each other")]
    [InlineData("--role-arn arn:aws:iam::111122223333:role/x --credential-source Enviroment", "is none of Environment, Ec2InstanceMetadata, EcsContainer.")]
    [InlineData("--role-arn arn:aws:iam::111122223333:role/x --source-profile base --duration-seconds 1h", "duration_seconds 1h is no number of seconds.")]
    [InlineData("--endpoint-url localhost:8017", "is no address that begins with http:// or https://.")]
    public void A_profile_that_cannot_work_is_not_added(string options, string words)
    {
        _run.Write(".aws/credentials", Keys);
        var result = _run.Run(["profile", "add", "new1", .. options.Split(' ')]);
        Assert.Equal(252, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_run.Home, ".aws", "config")));
    }

    [Fact]
    public void Profiles_are_listed_with_what_they_are_and_no_secret()
    {
        Assert.Contains("There are no profiles in", _run.Run("profile", "list").Error, StringComparison.Ordinal);
        _run.Write(".aws/credentials", Keys);
        _run.Write(".aws/config", Role + "[profile p]\ncredential_process = tool --password hidden\n");
        Assert.Equal("base\ndev\np\n", _run.Run("profile", "list").Output);
        Assert.Equal(
            "PROFILE  KIND     REGION     WHAT\nbase     keys     -          AKIABASE\n"
            + "dev      role     eu-west-1  arn:aws:iam::111122223333:role/dev by base\n"
            + "p        process  -          tool\n",
            _run.Run("profile", "list", "--details").Output);
    }

    [Fact]
    public void Below_exec_the_profile_is_known()
    {
        _run.Write(".aws/credentials", Keys);
        _run.Write(".aws/config", Role);
        _run.Variables["AWS_ACCESS_KEY_ID"] = "ASIAX";
        _run.Variables["AWS_SECRET_ACCESS_KEY"] = "s";
        _run.Variables["AWS_SESSION_TOKEN"] = "t";
        _run.Variables["AWS_REGION"] = "eu-west-1";
        _run.Variables["DAYPASS_PROFILE"] = "dev";
        var result = _run.Run("whoami");
        Assert.Contains("Profile       dev\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Chain         profile dev, by daypass exec\n              -> ASIAX from environment variables\n", result.Output, StringComparison.Ordinal);

        // Another profile that is asked for is not the outer one.
        Assert.Contains("Profile       base\n", _run.Run("whoami", "base").Output, StringComparison.Ordinal);
        _run.Variables["AWS_CREDENTIAL_EXPIRATION"] = "2026-11-22T02:59:59Z";
        Assert.Contains("They came from \"daypass exec dev\": leave that program and start it again", _run.Run("whoami").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void How_long_a_session_lasts_is_asked_for_where_there_is_a_role()
    {
        _run.Write(".aws/credentials", Keys);
        _run.Write(".aws/config", Role);
        var keys = _run.Run("exec", "--duration-seconds", "900", "base", "--", "true");
        Assert.Contains("these credentials are none of a role", keys.Error, StringComparison.Ordinal);
        Assert.Contains("is no number of seconds", _run.Run("exec", "--duration-seconds", "1h", "dev", "--", "true").Error, StringComparison.Ordinal);
        Assert.Empty(_sts.Requests);
        Assert.Equal(127, _run.Run("exec", "--duration-seconds", "1800", "dev", "--", "no-such-program-anywhere").ExitCode);
        Assert.Equal("1800", Assert.Single(_sts.Requests).Field("DurationSeconds"));
    }

    [Theory]
    [InlineData("max_attempts = abc", "'abc' is no whole number of 1 or more.")]
    [InlineData("max_attempts = 0", "'0' is no whole number of 1 or more.")]
    [InlineData("retry_mode = sometimes", "Invalid value provided to \"mode\": \"sometimes\" must be one of: ('legacy', 'standard', 'adaptive')")]
    [InlineData("sts_regional_endpoints = bogus", "STS regional endpoints option bogus is invalid.")]
    [InlineData("use_fips_endpoint = ja", "'ja' is neither true nor false.")]
    public void A_setting_that_says_nothing_is_refused_before_anything_is_sent(string setting, string words)
    {
        _run.Write(".aws/credentials", Keys.Replace("[base]", "[default]", StringComparison.Ordinal));
        _run.Write(".aws/config", $"[default]\nregion = eu-west-1\n{setting}\n");
        var result = _run.Run("sts", "get-caller-identity");
        Assert.Equal(255, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Contains(", line 3).", result.Error, StringComparison.Ordinal);
        Assert.Empty(_sts.Requests);
    }

    [Fact]
    public void A_proxy_is_named_with_its_setting_and_without_its_password()
    {
        _run.Write(".aws/credentials", Keys.Replace("[base]", "[default]", StringComparison.Ordinal));
        _run.Variables["AWS_ENDPOINT_URL"] = "http://sts.example/";
        _run.Variables["AWS_REGION"] = "eu-west-1";
        _run.Variables["AWS_MAX_ATTEMPTS"] = "1";
        _run.Variables["http_proxy"] = "http://user:word@127.0.0.1:9";
        var result = _run.Run("sts", "get-caller-identity");
        Assert.Contains("Failed to connect to proxy URL: \"http://127.0.0.1:9\"", result.Error, StringComparison.Ordinal);
        Assert.Contains("The proxy came from the environment variable http_proxy", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("word", result.Error, StringComparison.Ordinal);
        _run.Variables["http_proxy"] = "http://:bad";
        Assert.Contains(
            "The proxy setting is no address that can be used: the environment variable http_proxy.",
            _run.Run("sts", "get-caller-identity").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_that_are_not_there_are_named_with_file_and_line()
    {
        _run.Write(".aws/credentials", Keys.Replace("[base]", "[default]", StringComparison.Ordinal));
        var file = _run.Write(".aws/config", "[default]\nregion = eu-west-1\nca_bundle = /nowhere/ca.pem\nendpoint_url = https://127.0.0.1:1\n");
        _run.Variables.Remove("AWS_ENDPOINT_URL");
        _run.Variables["AWS_MAX_ATTEMPTS"] = "1";
        var result = _run.Run("sts", "get-caller-identity");
        Assert.Contains(
            "Could not find a suitable TLS CA certificate bundle, invalid path: /nowhere/ca.pem\nThe path came from ca_bundle in profile default "
            + $"({file}, line 3).\n",
            result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_check_says_what_is_missing_and_how_to_mend_it()
    {
        _run.Write(".aws/credentials", Keys);
        File.SetUnixFileMode(Path.Combine(_run.Home, ".aws", "credentials"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        _run.Write(".aws/config", "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = gone\n[profile b]\nservices = typo\n");
        var result = _run.Run("self-check");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("missing  daypass is not along PATH", result.Output, StringComparison.Ordinal);
        Assert.Contains("can be read by others than you: chmod 600", result.Output, StringComparison.Ordinal);
        Assert.Contains("missing  profile a: source_profile gone does not exist.\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("note     no desktop keyring here", result.Output, StringComparison.Ordinal);
        Assert.Empty(_sts.Requests);
        _run.Variables.Remove("AWS_ENDPOINT_URL");
        Assert.Contains("missing  profile b: The profile is configured to use the services section", _run.Run("self-check").Output, StringComparison.Ordinal);
    }
}
