namespace Daypass.Packages.Tests;

/// <summary>What <c>./publish.sh</c> refuses before it builds anything, and what it does where a runtime cannot be had.</summary>
/// <remarks>Not beside the tests that publish: a run begins anew what it finds unfinished.</remarks>
[Collection(Publishing.Name)]
public sealed class PublishOptionTests
{
    [Theory]
    [InlineData("--nonsense is none of --aot, --tool, --deb, --image, --all, --kits, --docs and --runtime RUNTIME.", "--nonsense")]
    [InlineData("--deb and --image are two runs.", "--deb", "--image")]
    [InlineData("--runtime needs a runtime, such as linux-arm64.", "--runtime")]
    [InlineData("win-x64 is not a runtime of Debian: linux-x64 or linux-arm64.", "--deb", "--runtime", "win-x64")]
    [InlineData("solaris-sparc is none of linux-x64, linux-arm64, osx-arm64 and win-x64.", "--runtime", "solaris-sparc")]
    [InlineData("--all takes no --runtime.", "--all", "--runtime", "linux-x64")]
    [InlineData("an image is made for the machine's own kind of processor, without --runtime.", "--image", "--runtime", "linux-arm64")]
    [InlineData("which is a second folder.", "this", "which")]
    [InlineData("FOLDER is empty.", "")]
    public async Task A_wrong_option_is_one_sentence(string sentence, params string[] arguments)
    {
        var refused = await Shell.Run("bash", [Shell.InRepository("publish.sh"), .. arguments]);
        Assert.Equal(new(1, "", $"publish.sh: {sentence}\n"), refused);
    }

    [Fact]
    public async Task A_runtime_that_cannot_be_had_is_one_sentence_and_the_others_are_made()
    {
        using var folder = new Testing.Server.TemporaryFolder();
        var tools = Directory.CreateDirectory(Path.Combine(folder.Path, "tools")).FullName;
        var built = Path.Combine(folder.Path, "built");
        var dotnet = Path.Combine(tools, "dotnet");
        await File.WriteAllTextAsync(dotnet, StandInForDotnet.Replace("CACHE", folder.Path, StringComparison.Ordinal));
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (var name in from part in new[] { "netcore", "aspnetcore" }
                             from runtime in new[] { "linux-x64", "linux-arm64", "win-x64" }
                             select $"microsoft.{part}.app.runtime.{runtime}")
        {
            var pack = Directory.CreateDirectory(Path.Combine(folder.Path, name, "10.0.1")).FullName;
            await File.WriteAllTextAsync(Path.Combine(pack, "THIRD-PARTY-NOTICES.TXT"), "notices\n");
        }

        var path = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        var variables = new Dictionary<string, string> { ["PATH"] = path, ["SOURCE_DATE_EPOCH"] = "1790000000" };
        var made = await Shell.Run("bash", [Shell.InRepository("publish.sh"), "--all", built], variables);
        Assert.Equal(new(0, "", "publish.sh: osx-arm64 was left out: error NU1101: Unable to find the runtime.\n"), made);
        var archives = Directory.EnumerateFiles(built, "*.tar.gz").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["daypass-9.9.9-linux-arm64.tar.gz", "daypass-9.9.9-linux-x64.tar.gz", "daypass-9.9.9-win-x64.tar.gz"], archives);
        Assert.Equal(0, (await Shell.Run("sh", "-c", $"cd '{built}' && sha256sum --check --strict SHA256SUMS && [ $(wc -l <SHA256SUMS) = 3 ]")).ExitCode);
        Assert.Contains(
            "daypass-9.9.9-win-x64/NOTICE\n", (await Shell.Run("tar", "-tf", Path.Combine(built, archives[2]!))).Output, StringComparison.Ordinal);
    }

    /// <summary>Has a version and a cache, publishes an empty program, and knows no runtime of macOS.</summary>
    private const string StandInForDotnet = """
        #!/bin/sh
        case "$*" in
          msbuild*) echo 9.9.9 ;;
          nuget*) echo "global-packages: CACHE" ;;
          *osx-arm64*) echo "src/project : error NU1101: Unable to find the runtime."; exit 1 ;;
          publish*) while [ "$1" != -o ]; do shift; done; mkdir -p "$2"; : >"$2/daypass" ;;
        esac
        """;
}
