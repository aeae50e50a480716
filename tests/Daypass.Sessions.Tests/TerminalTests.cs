using Daypass.Sessions.Tests.Support;

namespace Daypass.Sessions.Tests;

/// <summary>A person at a terminal: what is asked, what is shown, and how the terminal is left.</summary>
public sealed class TerminalTests : IAsyncLifetime
{
    private Office _office = null!;
    private Machine _machine = null!;

    private object Code => new[] { "python3", Path.Combine(Machine.Tools, "python", "mfa_code.py"), _office.Device.Seed };

    public async Task InitializeAsync()
    {
        _office = await Office.Open();
        await _office.Allow("sts:AssumeRole");
        _machine = _office.NewMachine();
        var mfa = await _office.NewRole("ops", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""");
        _machine.Write(
            ".aws/config",
            $"[profile dev]\nrole_arn = {await _office.NewRole("dev")}\nsource_profile = base\n"
            + $"[profile ops]\nrole_arn = {mfa}\nsource_profile = base\nmfa_serial = {_office.Device.Serial}\n");
    }

    public async Task DisposeAsync()
    {
        _machine.Dispose();
        await _office.DisposeAsync();
    }

    [Theory]
    [InlineData("sts get-caller-identity --profile base")]
    [InlineData("whoami dev")]
    [InlineData("exec dev -- printf done")]
    [InlineData("exec --server dev -- printf done")]
    [InlineData("profile list --details")]
    [InlineData("--help")]
    public async Task The_terminal_is_left_as_it_was_found(string line)
    {
        _machine.Variables["AWS_PAGER"] = "cat";
        _machine.Variables["TERM"] = "xterm";
        var sight = await Person.Runs(_machine, [["sh", "-c", $"stty -g; {Machine.Program} {line}; stty -g"]]);
        Assert.Equal([0], sight.Codes);
        Assert.DoesNotContain("\e", sight.Seen, StringComparison.Ordinal);
        var lines = sight.Seen.Split("\r\n");
        Assert.Contains(lines.Skip(1), settings => settings.EndsWith(lines[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_code_is_asked_for_again()
    {
        var sight = await Person.Runs(
            _machine,
            [[Machine.Program, "exec", "ops", "--", "echo", "inside"]],
            ("Enter MFA code for", "abc"),
            ("A code has six digits.\r\nEnter MFA code for", "000000"),
            ("That code was refused. Each code is good once: wait for the next one.\r\nEnter MFA code for", Code));
        Assert.True(sight.Codes is [0], sight.Seen);
        Assert.Contains("inside", sight.Seen, StringComparison.Ordinal);
        Assert.Equal((2, 1), (_office.Relay.Count("GetSessionToken"), _office.Relay.Count("AssumeRole")));
    }

    [Fact]
    public async Task A_change_of_the_windows_size_reaches_the_program()
    {
        using var process = _machine.Start(
            Machine.Program, ["exec", "--server", "dev", "--", "sh", "-c", "trap 'exit 42' WINCH; echo ready $$; while :; do sleep 0.05; done"]);
        var program = (await process.StandardOutput.ReadLineAsync())!.Split(' ')[1];
        Assert.NotEqual(program, $"{process.Id}");
        (await _machine.RunProgram("kill", ["-WINCH", $"{process.Id}"])).Succeeded();
        await process.WaitForExitAsync();
        Assert.Equal(42, process.ExitCode);
    }

    [Fact]
    [Trait("Category", "foreign")]
    public async Task A_key_that_is_entered_is_shown_on_no_screen_and_stands_in_no_file()
    {
        _machine.Variables["DAYPASS_CACHE_KEYRING"] = "desktop";
        _machine.Variables["XDG_RUNTIME_DIR"] = _machine.Home;
        var (id, secret) = (_office.Alice.AccessKeyId, _office.Alice.SecretAccessKey.Reveal());
        const string Unlock = "printf pw | setsid gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ";
        var commands = $"{Machine.Program} configure own --region us-east-1 && {Machine.Program} whoami own && "
            + $"{Machine.Program} exec own -- sh -c 'test -n \"$AWS_SECRET_ACCESS_KEY\" && echo there' && "
            + $"{Machine.Program} credential-process own | grep -c SecretAccessKey";
        var sight = await Person.Runs(
            _machine,
            [["dbus-run-session", "--", "sh", "-c", Unlock + commands]],
            ("AWS Access Key ID: ", id),
            ("AWS Secret Access Key (not shown): ", secret));
        Assert.True(sight.Codes is [0], sight.Seen);
        Assert.DoesNotContain(secret, sight.Seen, StringComparison.Ordinal);
        Assert.Contains(":user/alice", sight.Seen, StringComparison.Ordinal);
        Assert.Contains($"{id} from the keyring", sight.Seen, StringComparison.Ordinal);
        Assert.Contains("there", sight.Seen, StringComparison.Ordinal);
        var config = await File.ReadAllTextAsync(Path.Combine(_machine.Home, ".aws", "config"));
        Assert.Contains(
            $"[profile own]\ndaypass_keyring = {id}\ncredential_process = {Machine.Program} credential-process --keyring {id}\nregion = us-east-1\n", config,
            StringComparison.Ordinal);
        foreach (var folder in new[] { ".aws", ".cache", ".local" }.Select(folder => Path.Combine(_machine.Home, folder)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                // The tests' own profile "base" has it in the credentials file.
                Assert.Equal(Path.GetFileName(file) == "credentials", (await File.ReadAllTextAsync(file)).Contains(secret, StringComparison.Ordinal));
            }
        }
    }
}
