using System.Diagnostics;

namespace Daypass.Mcp.Tests.Support;

/// <summary>The built programs, started as a person would, on a desk of the test's.</summary>
internal static class Programs
{
    public static string Agent { get; } = Find("Daypass.Mcp", "daypass-mcp.dll");

    public static string CommandLine { get; } = Find("Daypass.Cli", "daypass.dll");

    /// <summary>Starts a program with nothing in its environment but the desk's variables.</summary>
    public static Process Start(Desk desk, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = desk.Home,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.Split('_')[0] is "AWS" or "XDG").ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = desk.Home;
        foreach (var (name, value) in desk.Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(Desk desk, string input, string program, params IEnumerable<string> arguments)
    {
        using var process = Start(desk, program, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private static string Find(string project, string file)
    {
        var folder = AppContext.BaseDirectory;
        var configuration = folder.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder, "src", project, "bin", configuration, "net10.0", file);
    }
}
