using Daypass.Sessions.Tests.Support;

namespace Daypass.Sessions.Tests;

/// <summary>Twenty at once: one question, one session, everybody served.</summary>
public sealed class ParallelExecTests : IAsyncLifetime
{
    private const int Many = 20;
    private Office _office = null!;

    public async Task InitializeAsync() => _office = await Office.Open();

    public async Task DisposeAsync() => await _office.DisposeAsync();

    [Theory]
    [InlineData("off")]
    [InlineData("kernel")]
    public async Task Twenty_programs_under_one_MFA_role_cost_one_code_and_one_AssumeRole(string keyring)
    {
        using var machine = await NewMachine("ops");
        machine.Variables["DAYPASS_CACHE_KEYRING"] = keyring;
        var log = Path.Combine(machine.Home, "asked");
        File.AppendAllText(
            Path.Combine(machine.Home, ".aws", "config"),
            $"mfa_process = python3 {Path.Combine(Machine.Tools, "python", "mfa_code.py")} {_office.Device.Seed} {log}\n");

        var runs = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => machine.Run("exec", "ops", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID; exit 7")));

        Assert.All(runs, static run => Assert.Equal((7, ""), (run.ExitCode, run.Errors)));
        Assert.StartsWith("ASIA", Assert.Single(runs.Select(static run => run.Output).Distinct()), StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(log));
        Assert.Equal((1, 1), (_office.Relay.Count("GetSessionToken"), _office.Relay.Count("AssumeRole")));
    }

    [Fact]
    public async Task Twenty_programs_on_one_terminal_ask_the_person_once()
    {
        using var machine = await NewMachine("ops");
        string[] command = [Machine.Program, "exec", "ops", "--", "sh", "-c", "echo key $AWS_ACCESS_KEY_ID"];

        var sight = await Person.Runs(machine, [.. Enumerable.Repeat(command, Many)], ("Enter MFA code for", Code()));

        Assert.Equal(Enumerable.Repeat(0, Many), sight.Codes);
        Assert.Equal(2, sight.Seen.Split("Enter MFA code for " + _office.Device.Serial + ": ").Length);
        Assert.Equal(Many, sight.Seen.Split("key ASIA").Length - 1);
        Assert.Equal((1, 1), (_office.Relay.Count("GetSessionToken"), _office.Relay.Count("AssumeRole")));
    }

    [Fact]
    public async Task One_code_serves_every_role()
    {
        using var machine = await NewMachine("one");
        var two = await _office.NewRole("two", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        File.AppendAllText(
            Path.Combine(machine.Home, ".aws", "config"),
            $"\n[profile two]\nrole_arn = {two}\nsource_profile = base\nmfa_serial = {_office.Device.Serial}\n");

        var sight = await Person.Runs(machine, [["sh", "-c", $"{Machine.Program} whoami one && {Machine.Program} whoami two"]], ("Enter MFA code for", Code()));

        Assert.Equal([0], sight.Codes);
        Assert.Contains(":assumed-role/one/daypass-tester", sight.Seen, StringComparison.Ordinal);
        Assert.Contains(":assumed-role/two/daypass-tester", sight.Seen, StringComparison.Ordinal);
        Assert.Equal((1, 2), (_office.Relay.Count("GetSessionToken"), _office.Relay.Count("AssumeRole")));
    }

    [Fact]
    public async Task Without_a_terminal_the_sentence_says_what_to_do()
    {
        using var machine = await NewMachine("ops");
        var refused = await machine.Run("exec", "ops", "--", "true");
        Assert.Equal(255, refused.ExitCode);
        Assert.Equal(
            $"\ndaypass: [ERROR]: An MFA code for {_office.Device.Serial} is needed, and there is no terminal to ask on.\nGive it with --token-code, set "
            + "mfa_process in the profile to a program that prints it, or run daypass once in a terminal: the session is cached.\n",
            refused.Errors);
        Assert.Equal(0, _office.Relay.Count("AssumeRole"));
    }

    [Fact]
    public async Task A_code_can_be_given_on_the_command_line()
    {
        using var machine = await NewMachine("ops");
        var code = (await machine.RunProgram("python3", Code()[1..])).Succeeded().Trim();
        var run = await machine.Run("exec", "--token-code", code, "ops", "--", "sh", "-c", "echo $DAYPASS_PROFILE");
        Assert.Equal((0, "ops\n"), (run.ExitCode, run.Output));
    }

    private string[] Code() => ["python3", Path.Combine(Machine.Tools, "python", "mfa_code.py"), _office.Device.Seed];

    private async Task<Machine> NewMachine(string role)
    {
        var arn = await _office.NewRole(role, """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        await _office.Allow("sts:AssumeRole");
        var machine = _office.NewMachine();
        machine.Write(".aws/config", $"[profile {role}]\nrole_arn = {arn}\nsource_profile = base\nmfa_serial = {_office.Device.Serial}\n");
        return machine;
    }
}
