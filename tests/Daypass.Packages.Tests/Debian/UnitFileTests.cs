using System.Globalization;
using System.Text.RegularExpressions;
using Daypass.Testing.Server;

namespace Daypass.Packages.Tests.Debian;

/// <summary>The unit of systemd, as far as it can be judged without systemd running.</summary>
public sealed partial class UnitFileTests
{
    private static readonly string Unit = Shell.InRepository("deploy", "debian", "daypass.service");

    [Theory]
    [Trait("Category", "foreign")]
    [InlineData("daypass.service")]
    [InlineData("daypass-gateway@.service")]
    public async Task Systemd_finds_it_exposed_less_than_two_of_ten(string unit)
    {
        // Of a template it judges an instance.
        using var folder = new TemporaryFolder();
        var instance = Path.Combine(folder.Path, unit.Replace("@.", "@auth.", StringComparison.Ordinal));
        File.Copy(Shell.InRepository("deploy", "debian", unit), instance);
        var judged = await Shell.Run("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", instance);
        Assert.True(judged.ExitCode == 0, judged.Output + judged.Errors);
    }

    [Fact]
    public async Task A_stop_has_the_time_that_the_server_takes_and_the_watchdog_and_reload_are_there()
    {
        var unit = await UnitFile.Read(Unit);
        var options = await File.ReadAllTextAsync(Shell.InRepository("docs", "configuration.md"));
        var draining = Draining().Matches(options).Sum(static row => int.Parse(row.Groups["seconds"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(13, draining);
        Assert.True(int.Parse(unit["TimeoutStopSec"], CultureInfo.InvariantCulture) >= draining + 5);
        Assert.Equal("notify", unit["Type"]);
        Assert.Equal("60", unit["WatchdogSec"]);
        Assert.Equal("/bin/kill -HUP $MAINPID", unit["ExecReload"]);
        Assert.Equal("master-key:/etc/daypass/master.key", unit["LoadCredential"]);
    }

    [Fact]
    public async Task The_words_of_the_command_are_those_that_systemd_makes()
    {
        var unit = await UnitFile.Read(Unit);
        Assert.Equal(
            [
                "/usr/bin/daypass-server", "--data", "/var/lib/daypass", "--master-key-credential", "master-key", "--urls", "http://127.0.0.1:1",
                "--log-level", "Microsoft = debug",
            ],
            unit.Command(new Dictionary<string, string> { ["DAYPASS_OPTIONS"] = "--urls http://127.0.0.1:1  --log-level 'Microsoft = debug'" }));
    }

    [Fact]
    public async Task The_gateways_unit_runs_the_command_that_it_is_named_after()
    {
        var unit = await UnitFile.Read(Shell.InRepository("deploy", "debian", "daypass-gateway@.service"));
        Assert.Equal(
            ["/usr/bin/daypass-gateway", "%i", "--routes", "/etc/daypass/routes.yaml"],
            unit.Command(new Dictionary<string, string> { ["GATEWAY_OPTIONS"] = "--routes /etc/daypass/routes.yaml" }));
        Assert.Equal("notify", unit["Type"]);
        Assert.Equal("yes", unit["DynamicUser"]);
        Assert.Equal("/bin/kill -HUP $MAINPID", unit["ExecReload"]);
    }

    [GeneratedRegex(@"^\| `--drain(?:-notice)?` \| `(?<seconds>\d+)s` \|", RegexOptions.Multiline)]
    private static partial Regex Draining();
}
