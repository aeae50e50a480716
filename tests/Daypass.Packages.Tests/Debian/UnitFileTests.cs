using System.Globalization;
using System.Text.RegularExpressions;

namespace Daypass.Packages.Tests.Debian;

/// <summary>The unit of systemd, as far as it can be judged without systemd running.</summary>
public sealed partial class UnitFileTests
{
    private static readonly string Unit = Shell.InRepository("deploy", "debian", "daypass.service");

    [Fact]
    [Trait("Category", "foreign")]
    public async Task Systemd_finds_it_exposed_less_than_two_of_ten()
    {
        var judged = await Shell.Run("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", Unit);
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

    [GeneratedRegex(@"^\| `--drain(?:-notice)?` \| `(?<seconds>\d+)s` \|", RegexOptions.Multiline)]
    private static partial Regex Draining();
}
