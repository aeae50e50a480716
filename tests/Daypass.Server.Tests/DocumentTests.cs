using System.Diagnostics;
using System.Text.RegularExpressions;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests;

/// <summary>Every fenced <c>sh</c> block of the README and the docs is run, in order, by bash against a fresh server.</summary>
[Trait("Category", "foreign")]
public sealed partial class DocumentTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Root, "README.md"))
        .Where(static file => Block().IsMatch(File.ReadAllText(file)))
        .Select(static file => Path.GetRelativePath(Root, file))
        .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Documents))]
    public async Task Commands_in_documents_work_as_written(string document)
    {
        await using var server = await RunningServer.Start();
        var script = "set -euo pipefail\naws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }\n"
            + string.Join('\n', Block().Matches(await File.ReadAllTextAsync(Path.Combine(Root, document))).Select(static block => block.Groups["text"].Value));
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = server.DataFolder,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_ENDPOINT_URL"] = server.Url;
        start.Environment["AWS_REGION"] = start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(server.DataFolder, "credentials");
        start.Environment["AWS_CONFIG_FILE"] = Path.Combine(server.DataFolder, "no-config");
        start.Environment["AWS_PROFILE"] = "admin";
        start.Environment["AWS_PAGER"] = "";

        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.True(bash.ExitCode == 0, $"{document} ended with {bash.ExitCode}:\n{await output}\n{await errors}");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }

    [GeneratedRegex(@"^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
