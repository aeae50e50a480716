using System.Diagnostics;

namespace Daypass.Testing.Tests;

/// <summary>Runs programs that use the kits of other languages, with the server that was built beside these tests.</summary>
internal static class KitProcess
{
    public static string Repository { get; } = Find();

    /// <summary>The server in the configuration that these tests were built in; the kits start a .dll with dotnet.</summary>
    public static string Server { get; } = Path.Combine(
        Repository, "src", "Daypass.Server", "bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0",
        "daypass-server.dll");

    public static string Sample(string name) => Path.Combine(Repository, "samples", "testing", name);

    /// <summary>Runs one to its end; returns what it printed.</summary>
    public static async Task<(int Code, string Said)> Run(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).Append("DAYPASS_SERVER").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs one that must succeed.</summary>
    public static async Task<string> Succeed(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params IEnumerable<string> arguments)
    {
        var (code, said) = await Run(folder, environment, program, arguments);
        return code == 0 ? said : throw new InvalidOperationException($"{program} ended with {code}:\n{said}");
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
