using System.Diagnostics;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Sessions.Tests.Support;

/// <summary>A person's machine for the built <c>daypass</c> program: a home folder and an environment of its own.</summary>
internal sealed class Machine : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public Machine(string endpoint)
    {
        Variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = _home.Path,
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
            ["TMPDIR"] = Path.GetTempPath(),
            ["USER"] = "tester",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL"] = endpoint,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["DAYPASS_CACHE_KEYRING"] = "off",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } runtime)
        {
            Variables["DOTNET_ROOT"] = runtime;
        }
    }

    /// <summary>The built program.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "daypass");

    /// <summary>The folder with the tests' own scripts.</summary>
    public static string Tools { get; } = Path.Combine(ForeignProcess.Repository, "tests", "tools");

    public Dictionary<string, string> Variables { get; }

    public string Home => _home.Path;

    public string Cache => Path.Combine(Home, ".cache", "daypass");

    public string Write(string name, string content)
    {
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs <c>daypass</c> without a terminal.</summary>
    public Task<ForeignProgram.Outcome> Run(params IEnumerable<string> arguments) => RunProgram(Program, arguments);

    /// <summary>Runs any program on this machine without a terminal.</summary>
    public async Task<ForeignProgram.Outcome> RunProgram(string program, IEnumerable<string> arguments, string input = "")
    {
        // A session of its own: a terminal the tests were started on is not this person's.
        using var process = Start("setsid", ["--wait", program, .. arguments]);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ForeignProgram.Outcome(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a program on this machine.</summary>
    public Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Home,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => _home.Dispose();
}
