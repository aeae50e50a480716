using System.Diagnostics;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Packages.Tests;

/// <summary>Runs programs as whoever builds and installs packages does.</summary>
internal static class Shell
{
    /// <summary>A file or folder of the repository.</summary>
    public static string InRepository(params string[] parts) => Path.Combine([ForeignProcess.Repository, .. parts]);

    /// <summary>Runs a program to its end; what begins with <c>AWS_</c> is not in its environment.</summary>
    public static async Task<ForeignProgram.Outcome> Run(string program, params IEnumerable<string> arguments) =>
        await Run(program, arguments, new Dictionary<string, string>());

    /// <summary>The same with these variables.</summary>
    public static async Task<ForeignProgram.Outcome> Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        using var process = Start(program, arguments, variables);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ForeignProgram.Outcome(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts one that goes on.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine.</exception>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = ForeignProcess.Repository,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // A build server that outlives the command would keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} is not on this machine: run tests/tools/package-tools.sh, or ./test.sh, which does.", missing);
        }
    }

    /// <summary>Says why a test cannot run for somebody who may not install packages.</summary>
    public static void RequireRoot()
    {
        if (Environment.UserName != "root")
        {
            throw new InvalidOperationException("Packages are installed by root, as this test does in a folder: run ./test.sh as root, or ./test.sh --quick.");
        }
    }
}
