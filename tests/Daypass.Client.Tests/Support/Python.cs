using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daypass.Client.Tests.Support;

/// <summary>The scripts of tests/tools/python, which ask botocore what the aws command line would ask it.</summary>
internal static class Python
{
    /// <summary>Gives a script one JSON document and reads one from each line that it prints.</summary>
    /// <exception cref="InvalidOperationException">There is no python3 with botocore; ./test.sh installs it.</exception>
    public static async Task<List<JsonNode?>> Ask(string script, object question)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(FindRoot(), "tests", "tools", "python", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONUTF8"] = "1";
        try
        {
            using var python = Process.Start(start)!;
            var output = python.StandardOutput.ReadToEndAsync();
            var error = python.StandardError.ReadToEndAsync();
            await python.StandardInput.WriteAsync(JsonSerializer.Serialize(question));
            python.StandardInput.Close();
            await python.WaitForExitAsync();
            return python.ExitCode == 0
                ? [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line))]
                : throw new InvalidOperationException($"botocore could not be asked; ./test.sh installs it. {await error}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("python3 is not on this machine; ./test.sh installs it.", missing);
        }
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
}
