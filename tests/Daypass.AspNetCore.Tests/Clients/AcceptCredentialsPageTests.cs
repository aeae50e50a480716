using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Daypass.Testing.Network;
using Daypass.Testing.Server;

namespace Daypass.AspNetCore.Tests.Clients;

/// <summary>Every block of the page is run: commands by bash against a fresh server, and code and settings as parts of the sample that they start.</summary>
public sealed partial class AcceptCredentialsPageTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(ForeignProgram.Tools, "..", ".."));

    private static string Page { get; } = File.ReadAllText(Path.Combine(Root, "docs", "accept-credentials.md"));

    [Fact]
    public void Code_and_settings_are_those_of_the_sample()
    {
        var sample = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Root, "samples", "orders")).Select(File.ReadAllText));
        var blocks = Block().Matches(Page).Where(static block => block.Groups["kind"].Value is "csharp" or "json").ToList();
        Assert.True(blocks.Count > 2);
        Assert.All(blocks, block => Assert.Contains(block.Groups["text"].Value.TrimEnd('\n'), sample, StringComparison.Ordinal));
    }

    [Fact, Trait("Category", "foreign")]
    public async Task Commands_work_as_written()
    {
        await using var server = await RunningServer.Start();
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        var blocks = Block().Matches(Page).Where(static block => block.Groups["kind"].Value == "bash").Select(static block => block.Groups["text"].Value);

        // The sample is built already, and the port of the page may be taken.
        var script = $$"""
            set -euo pipefail
            aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
            dotnet() { cd "$(dirname "$ORDERS")"; exec dotnet "$ORDERS" "${@:4}"; }
            trap 'kill $(jobs -p)' EXIT
            {{string.Join('\n', blocks)}}
            """.Replace(":5080", ":" + port, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ORDERS"] = Path.GetFullPath(SampleProcess.Program);
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
        Assert.True(bash.ExitCode == 0, $"ended with {bash.ExitCode}:\n{await output}\n{await errors}");
    }

    [GeneratedRegex(@"^```(?<kind>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
