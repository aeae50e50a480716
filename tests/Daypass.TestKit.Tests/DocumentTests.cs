using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Daypass.Testing.Tests;

/// <summary>The lines of the pages about tests that start a server do start one.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string>();
            foreach (var page in new[] { "testing.md", "ci.md", "coming-from.md" })
            {
                foreach (var line in Start().Matches(File.ReadAllText(Path.Combine(KitProcess.Repository, "docs", page))).DistinctBy(static one => one.Value))
                {
                    lines.Add(page, line.Value.TrimEnd(' ', '&', '\r'));
                }
            }

            return lines;
        }
    }

    [Theory, MemberData(nameof(Lines))]
    public async Task A_line_that_starts_a_server_starts_one(string page, string line)
    {
        var folder = Directory.CreateTempSubdirectory("daypass-docs-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "tests"));
            foreach (var world in new[] { "world.json", "tests/world.json" })
            {
                await File.WriteAllTextAsync(Path.Combine(folder, world), """{"version":1,"accounts":[{"id":"111122223333","users":[{"name":"ci"}]}]}""");
            }

            // The port of the page may be taken here.
            var command = line[line.IndexOf("--ephemeral", StringComparison.Ordinal)..]
                .Replace("http://127.0.0.1:4566", "http://127.0.0.1:0", StringComparison.Ordinal);
            var start = new ProcessStartInfo("bash", ["-c", $"exec dotnet '{KitProcess.Server}' {command}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            };
            start.Environment["RUNNER_TEMP"] = folder;
            using var server = Process.Start(start)!;
            var listens = false;
            while (!listens && await server.StandardOutput.ReadLineAsync() is { } said)
            {
                listens = said.Contains("listens on http", StringComparison.Ordinal);
            }

            if (!listens)
            {
                Assert.Fail($"{page}: {line}: {await server.StandardError.ReadToEndAsync()}");
            }

            server.Kill();
            await server.WaitForExitAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"^[ -]*(?:\w+/)?daypass-server --ephemeral .*$", RegexOptions.Multiline)]
    private static partial Regex Start();
}
