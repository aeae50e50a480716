using System.Text.Json.Nodes;
using Daypass.Sessions.Tests.Support;

namespace Daypass.Sessions.Tests;

/// <summary><c>daypass exec --scope</c>: what a program gets is less than what the profile has.</summary>
public sealed class ScopedExecTests : IAsyncLifetime
{
    private Office _office = null!;
    private Machine _machine = null!;

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:*");
        await _office.Allow("iam:List*");
        _machine = _office.NewMachine();
        _machine.Write(".aws/config", $"[profile dev]\nrole_arn = {await _office.NewRole("dev", allow: "*")}\nsource_profile = base\nregion = eu-west-1\n");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task A_program_may_what_the_policy_of_a_file_says_and_is_who_it_was()
    {
        _machine.Write("scope.json", """
            {
              "Version": "2012-10-17",
              "Statement": [{ "Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*" }]
            }

            """);
        string[] scope = ["--scope", Path.Combine(_machine.Home, "scope.json")];
        Assert.Contains(":assumed-role/dev/daypass-tester", (await Exec(scope, "sts", "get-caller-identity")).Succeeded(), StringComparison.Ordinal);
        (await Exec(scope, "iam", "list-users")).Succeeded();
        var denied = await Exec(scope, "iam", "list-roles");
        Assert.Equal(254, denied.ExitCode);
        Assert.Contains("because no session policy allows the iam:ListRoles action", denied.Errors, StringComparison.Ordinal);
        (await Exec([], "iam", "list-roles")).Succeeded();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Actions_and_resources_may_be_named_again_and_again(bool server)
    {
        string[] options = server ? ["--server"] : [];
        string[] scope =
        [
            .. options, "--scope-action", "iam:GetRole", "--scope-action=iam:ListUsers", "--scope-resource", $"arn:aws:iam::{_office.Account}:role/dev",
            "--scope-resource", $"arn:aws:iam::{_office.Account}:user/*",
        ];
        (await Exec(scope, "iam", "get-role", "--role-name", "dev")).Succeeded();
        (await Exec(scope, "iam", "list-users")).Succeeded();
        await _office.NewRole("other");
        Assert.Equal(254, (await Exec(scope, "iam", "get-role", "--role-name", "other")).ExitCode);
        Assert.Equal(254, (await Exec(scope, "iam", "list-roles")).ExitCode);
    }

    [Fact]
    public async Task Keys_of_a_user_are_made_a_session_first_and_both_are_kept()
    {
        var seen = await _machine.Run("exec", "--scope-action", "sts:AssumeRole", "base", "--", "env");
        var variables = seen.Succeeded().Split('\n');
        Assert.Contains(variables, static line => line.StartsWith("AWS_ACCESS_KEY_ID=ASIA", StringComparison.Ordinal));
        Assert.Contains(variables, static line => line.StartsWith("AWS_SESSION_TOKEN=", StringComparison.Ordinal));

        var again = (await _machine.Run("exec", "--scope-action", "sts:AssumeRole", "base", "--", "env")).Succeeded().Split('\n');
        Assert.Equal(KeyOf(variables), KeyOf(again));
        var other = (await _machine.Run("exec", "--scope-action", "sts:TagSession", "base", "--", "env")).Succeeded().Split('\n');
        Assert.NotEqual(KeyOf(variables), KeyOf(other));
    }

    [Fact]
    public async Task The_service_records_which_program_the_credentials_are_for()
    {
        (await Exec(["--scope-action", "iam:ListUsers"], "iam", "list-users")).Succeeded();
        var path = Path.Combine(_office.Server.DataFolder, "audit.jsonl");
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var made = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!)
            .Single(static record => (string?)record["eventName"] == "GetScopedCredentials");
        Assert.Equal("daypass exec " + Path.GetFileName(Machine.Program), (string?)made["requestParameters"]!["scopedSessionDescription"]);
    }

    [Fact]
    public async Task A_scope_that_is_none_starts_no_program()
    {
        _machine.Write("broken.json", "{");
        var broken = Path.Combine(_machine.Home, "broken.json");
        foreach (var (options, says) in new (string[] Options, string Says)[]
        {
            (["--scope", broken], "MalformedPolicyDocument"),
            (["--scope", broken + "x"], "The policy cannot be read"),
            (["--scope", broken, "--scope-action", "s3:*"], "Give one or the other"),
            (["--scope-resource", "*"], "--scope-resource needs --scope-action"),
            (["--scope-action"], "expected one argument"),
        })
        {
            var refused = await _machine.Run(["exec", .. options, "--profile", "dev", "--", "echo", "started"]);
            Assert.NotEqual(0, refused.ExitCode);
            Assert.DoesNotContain("started", refused.Output, StringComparison.Ordinal);
            Assert.Contains(says, refused.Errors, StringComparison.Ordinal);
        }
    }

    private static string? KeyOf(string[] variables) => variables.Single(static line => line.StartsWith("AWS_ACCESS_KEY_ID=", StringComparison.Ordinal));

    private Task<Testing.Server.ForeignProgram.Outcome> Exec(string[] options, params string[] command) =>
        _machine.Run(["exec", .. options, "dev", "--", Machine.Program, .. command]);
}
