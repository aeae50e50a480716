using System.Text.Json.Nodes;
using Daypass.Client.Tests.Support;
using Daypass.Sessions.Tests.Support;
using Daypass.Testing.Server;

namespace Daypass.Sessions.Tests;

public sealed class CommandTests : IAsyncLifetime
{
    private Office _office = null!;
    private Machine _machine = null!;

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:AssumeRole");
        _machine = _office.NewMachine();
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task A_profile_that_is_added_works_and_its_session_can_be_saved()
    {
        var role = await _office.NewRole("dev");
        (await _machine.Run("profile", "add", "dev", "--role-arn", role, "--source-profile", "base", "--session-tags", "team=core")).Succeeded();
        Assert.Equal("base\ndev\n", (await _machine.Run("profile", "list")).Succeeded());
        await _office.Allow("sts:TagSession");
        (await _machine.Run("profile", "save", "legacy", "--profile", "dev")).Succeeded();
        var who = JsonNode.Parse((await _machine.Run("whoami", "legacy", "--output", "json")).Succeeded())!;
        Assert.Equal($"arn:aws:sts::{_office.Account}:assumed-role/dev/daypass-tester", (string?)who["Arn"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_machine.Home, ".aws", "credentials")));
    }

    [Fact]
    public async Task A_real_denial_is_explained_from_its_whole_text()
    {
        var denied = await _machine.Run("iam", "create-user", "--user-name", "bob", "--profile", "base");
        Assert.Equal(254, denied.ExitCode);
        Assert.Contains("ncoded authorization failure message:", denied.Errors, StringComparison.Ordinal);
        await _office.Allow("sts:DecodeAuthorizationMessage");

        var run = await _machine.RunProgram(Machine.Program, ["decode", "--profile", "base"], denied.Errors);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith(
            $"arn:aws:iam::{_office.Account}:user/alice\n  may not iam:CreateUser\n  on arn:aws:iam::{_office.Account}:user/bob\nbecause no policy allows "
            + "it.\n",
            run.Output,
            StringComparison.Ordinal);
        var nothing = await _machine.RunProgram(Machine.Program, ["decode", "--profile", "base"], "it does not work");
        Assert.Contains("There is no encoded authorization message and no authorization id in this text.", nothing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denial_is_explained_by_its_authorization_id_and_by_a_text_that_has_one()
    {
        var denied = await _machine.Run("iam", "get-user", "--user-name", "bob", "--profile", "base");
        var text = denied.Errors.Split(". Encoded")[0];
        var id = text[^25..];
        var refused = await _machine.RunProgram(Machine.Program, ["decode", id, "--profile", "base"], "");
        Assert.Contains("(AccessDeniedException) when calling the GetRequestAuthorizationDetails operation", refused.Errors, StringComparison.Ordinal);
        await _office.Allow("iam:GetRequestAuthorizationDetails");

        var byId = await _machine.RunProgram(Machine.Program, ["decode", id, "--profile", "base"], "");
        Assert.Equal((0, ""), (byId.ExitCode, byId.Errors));
        Assert.StartsWith(
            $"arn:aws:iam::{_office.Account}:user/alice\n  may not iam:GetUser\n  on arn:aws:iam::{_office.Account}:user/bob\nbecause no policy allows it.\n",
            byId.Output, StringComparison.Ordinal);
        Assert.Contains("\nPolicies that were looked at:\n  IDENTITY_BASED_POLICY ", byId.Output, StringComparison.Ordinal);
        Assert.Contains("  aws:username                     alice\n", byId.Output, StringComparison.Ordinal);
        Assert.Equal(byId.Output, (await _machine.RunProgram(Machine.Program, ["decode", "--profile", "base"], text)).Output);
        var json = await _machine.RunProgram(Machine.Program, ["decode", id, "--profile", "base", "--output", "json"], "");
        Assert.Equal("alice", (string?)System.Text.Json.Nodes.JsonNode.Parse(json.Output)!["requestContext"]!["aws:username"]);

        var unknown = await _machine.RunProgram(Machine.Program, ["decode", new string('a', 25), "--profile", "base"], "");
        Assert.Contains("(ResourceNotFoundException) when calling the GetRequestAuthorizationDetails operation: No authorization details", unknown.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_opens_with_a_session_and_not_with_keys()
    {
        var role = await _office.NewRole("dev");
        _machine.Write(".aws/config", $"[profile dev]\nrole_arn = {role}\nsource_profile = base\n");
        string? session = null;
        using var federation = new FakeService(request =>
        {
            session = Uri.UnescapeDataString(request.Target.Split("Session=")[^1]);
            return request.Target.StartsWith("/federation?Action=getSigninToken&", StringComparison.Ordinal)
                ? new FakeAnswer("""{"SigninToken":"s+1"}""", 200, "application/json")
                : new FakeAnswer("", 404);
        });
        var url = (await _machine.Run("console-url", "dev", "--federation-url", federation.Url + "/federation", "--service", "iam/home")).Succeeded();
        Assert.Equal(
            $"{federation.Url}/federation?Action=login&Issuer=daypass&Destination=https%3A%2F%2Fus-east-1.console.aws.amazon.com%2Fiam%2Fhome"
            + "&SigninToken=s%2B1\n",
            url);
        Assert.StartsWith("ASIA", (string)JsonNode.Parse(session!)!["sessionId"]!, StringComparison.Ordinal);
        Assert.Contains(
            "Long-term keys open no console",
            (await _machine.Run("console-url", "base", "--federation-url", federation.Url + "/federation")).Errors,
            StringComparison.Ordinal);
        Assert.Contains("only AWS has one", (await _machine.Run("console-url", "dev")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_becomes_the_server_that_is_installed_along_PATH()
    {
        _machine.Variables["PATH"] = Path.GetDirectoryName(ServerProcess.Program) + ":" + _machine.Variables["PATH"];
        var data = Path.Combine(_machine.Home, "data");
        using var process = _machine.Start(Machine.Program, ["serve", "--data", data, "--urls", "http://127.0.0.1:0"]);
        string? url = null;
        while (url is null && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            url = line.Contains("listens on http://", StringComparison.Ordinal) ? line.Split("listens on ")[1].Split(' ')[0].TrimEnd('.') : null;
        }

        _machine.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(data, "credentials");
        _machine.Variables["AWS_ENDPOINT_URL"] = url!;
        var who = (await _machine.Run("whoami", "admin")).Succeeded();
        process.Kill();
        Assert.Contains(":user/admin", who, StringComparison.Ordinal);
        _machine.Variables["PATH"] = "/usr/bin:/bin";
        Assert.Equal(127, (await _machine.Run("mcp")).ExitCode);
    }

    [Fact]
    public async Task No_secret_is_said_under_debug_or_stands_in_arguments()
    {
        await _office.Allow("sts:TagSession");
        var role = await _office.NewRole("dev", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        _machine.Write(
            ".aws/config",
            $"[profile dev]\nrole_arn = {role}\nsource_profile = base\nmfa_serial = {_office.Device.Serial}\nmfa_process = python3 "
            + $"{Path.Combine(Machine.Tools, "python", "mfa_code.py")} {_office.Device.Seed}\n");
        List<string> said = [];
        var made = JsonNode.Parse(
            (await _machine.Run("export", "dev", "--format", "json", "--debug") is var export && Keep(said, export.Errors) ? export.Succeeded() : ""))!;
        foreach (var arguments in new string[][]
        {
            ["whoami", "dev", "--debug"],
            ["exec", "--debug", "dev", "--", "true"],
            ["exec", "--debug", "--server", "dev", "--", Machine.Program, "sts", "get-caller-identity", "--debug"],
            ["profile", "save", "legacy", "--profile", "dev", "--debug"],
            ["sts", "get-session-token", "--profile", "base", "--debug", "--output", "off"],
        })
        {
            var run = await _machine.Run(arguments);
            Assert.Equal((0, arguments[0]), (run.ExitCode, arguments[0]));
            said.Add(run.Errors);
        }

        var code = _office.Relay.Requests("GetSessionToken")[0].Field("TokenCode")!;
        Assert.Matches("^[0-9]{6}$", code);
        string[] secrets = [_office.Alice.SecretAccessKey.Reveal(), (string)made["SecretAccessKey"]!, (string)made["SessionToken"]!, _office.Device.Seed];
        Assert.All(said, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
        Assert.Contains("Sending AssumeRole", said[0], StringComparison.Ordinal);
    }

    private static bool Keep(List<string> said, string text)
    {
        said.Add(text);
        return true;
    }
}
