using System.Runtime.InteropServices;
using Daypass.Testing.Server;

namespace Daypass.Packages.Tests;

/// <summary>The script that installs an archive by its checksum, against archives that lie in a folder.</summary>
public sealed class InstallScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daypass-").FullName;

    private static string Runtime => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private static string Archive => $"daypass-9.9.9-{Runtime}.tar.gz";

    private string Programs => Path.Combine(_folder, "home", "lib", "daypass");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_archive_is_installed_again_and_again_and_the_programs_are_along_the_links()
    {
        await Make("one");
        Assert.Contains($"Add {_folder}/home/bin to PATH.", (await Install()).Succeeded(), StringComparison.Ordinal);
        Assert.Equal("one\n", (await Shell.Run(Path.Combine(_folder, "home", "bin", "daypass"))).Output);
        await Make("two");
        (await Install()).Succeeded();
        Assert.Equal("two\n", (await Shell.Run(Path.Combine(_folder, "home", "bin", "daypass-mcp"))).Output);
        Assert.False(Directory.Exists(Programs + ".old"));
    }

    [Fact]
    public async Task An_archive_that_is_not_the_one_of_the_checksum_is_not_installed()
    {
        await Make("one");
        (await Install()).Succeeded();
        await File.AppendAllTextAsync(Path.Combine(_folder, Archive), "x");
        var refused = await Install();
        Assert.Equal((1, $"install.sh: {Archive} is not the one that SHA256SUMS names: nothing was installed.\n"), (refused.ExitCode, refused.Errors));
        Assert.Equal("one\n", (await Shell.Run(Path.Combine(_folder, "home", "bin", "daypass"))).Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000  daypass-9.9.9-linux-x64.tar.gz\n")]
    [InlineData("{sum}  ../daypass-9.9.9-{runtime}.tar.gz\n")]
    [InlineData("{sum}  daypass-9.9.9-{runtime}.tar.gz\n{sum}  daypass-9.9.8-{runtime}.tar.gz\n")]
    public async Task A_list_of_checksums_that_does_not_name_one_archive_installs_nothing(string sums)
    {
        await Make("one");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "SHA256SUMS"),
            sums.Replace("{sum}", new string('0', 64), StringComparison.Ordinal).Replace("{runtime}", Runtime, StringComparison.Ordinal));
        Assert.Contains("does not name one archive for " + Runtime, (await Install()).Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Programs));
    }

    [Fact]
    public async Task The_script_for_Windows_holds_the_archive_against_the_same_list()
    {
        var script = await File.ReadAllTextAsync(Shell.InRepository("deploy", "install", "install.ps1"));
        Assert.Contains("Get-FileHash \"$work\\$archive\" -Algorithm SHA256", script, StringComparison.Ordinal);
        Assert.Contains("nothing was installed.", script, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(Shell.InRepository("docs", "cli" + ".md"));
        Assert.Contains("install.sh", page, StringComparison.Ordinal);
        Assert.Contains("install.ps1", page, StringComparison.Ordinal);
        var publish = await File.ReadAllTextAsync(Shell.InRepository("publish.sh"));
        Assert.Contains("cp deploy/install/install.sh deploy/install/install.ps1", publish, StringComparison.Ordinal);
    }

    private async Task Make(string says)
    {
        var tree = Path.Combine(_folder, "tree", $"daypass-9.9.9-{Runtime}");
        Directory.CreateDirectory(tree);
        foreach (var name in new[] { "daypass", "daypass-server", "daypass-mcp" })
        {
            var file = Path.Combine(tree, name);
            await File.WriteAllTextAsync(file, $"#!/bin/sh\necho {says}\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        (await Shell.Run("sh", "-c", $"cd '{_folder}' && tar -czf {Archive} -C tree daypass-9.9.9-{Runtime} && sha256sum {Archive} > SHA256SUMS")).Succeeded();
    }

    private Task<ForeignProgram.Outcome> Install() => Shell.Run(
        Shell.InRepository("deploy", "install", "install.sh"),
        ["file://" + _folder],
        new Dictionary<string, string> { ["DAYPASS_PREFIX"] = Path.Combine(_folder, "home") });
}
