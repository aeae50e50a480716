using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daypass.Cli.Tests.Support;

/// <summary>The aws command line of this machine, given many command lines at once: to start it for each would take minutes.</summary>
internal static class AwsCommandLine
{
    private static readonly string Tools = Path.Combine(Repository.Root, "tests", "tools", "python");

    /// <summary>The oldest of either major version that was compared with; an older one lacks operations that the lines call.</summary>
    private static readonly Version[] Oldest = [new(1, 45), new(2, 36)];

    /// <summary>Why nothing can be compared here: Debian 12's is of before GetWebIdentityToken and AssumeRoot; null when it can.</summary>
    public static string? TooOld { get; } = FindVersion() is { } version && Oldest.Any(oldest => oldest.Major == version.Major && version < oldest)
        ? $"the aws command line on this machine is {version}, which does not know all operations that are compared"
        : null;

    /// <summary>Runs command lines one after the other.</summary>
    /// <returns>The first number of its version, and what each command line left.</returns>
    /// <exception cref="InvalidOperationException">It is not on this machine; ./test.sh installs it.</exception>
    public static async Task<(int Version, List<CliResult> Results)> Run(
        IEnumerable<IReadOnlyList<string>> lines,
        IReadOnlyDictionary<string, string> variables,
        string home)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(Tools, "aws_lines.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["HOME"] = home;
        start.Environment["COLUMNS"] = "80";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["AWS_PAGER"] = string.Empty;
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";

        // The members of September 2026, for models that were written before.
        start.Environment["AWS_DATA_PATH"] = Path.Combine(Tools, "models");
        using var python = Start(start);
        var output = python.StandardOutput.ReadToEndAsync();
        var error = python.StandardError.ReadToEndAsync();
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(lines));
        python.StandardInput.Close();
        await python.WaitForExitAsync();
        var answers = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (python.ExitCode != 0 || answers.Length == 0)
        {
            throw new InvalidOperationException($"The aws command line could not be loaded into python3; ./test.sh installs it. {await error}");
        }

        return (int.Parse(answers[0].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture), [.. answers.Skip(1).Select(Result)]);
    }

    private static Version? FindVersion()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import awscli; print(awscli.__version__)"])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            var text = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return Version.TryParse(text.Trim(), out var version) ? version : null;
        }
        catch (Win32Exception)
        {
            // There is no python3 to ask; the run itself says so and fails.
            return null;
        }
    }

    private static CliResult Result(string line)
    {
        var answer = JsonNode.Parse(line)!;
        return new CliResult((int)answer["code"]!, (string)answer["output"]!, (string)answer["error"]!);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("python3 is not on this machine; ./test.sh installs it.", missing);
        }
    }
}
