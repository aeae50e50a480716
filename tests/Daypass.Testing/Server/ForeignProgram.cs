using System.Diagnostics;
using Daypass.Protocol.Signing;

namespace Daypass.Testing.Server;

/// <summary>A program of somebody else that talks to the server with the settings every AWS tool reads.</summary>
public static class ForeignProgram
{
    /// <summary>What it printed and how it ended.</summary>
    /// <param name="ExitCode">0 when it was content.</param>
    /// <param name="Output">Its standard output.</param>
    /// <param name="Errors">Its standard error.</param>
    public sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        /// <summary>The output of a program that must succeed.</summary>
        public string Succeeded() => ExitCode == 0 ? Output : throw new InvalidOperationException($"ended with {ExitCode}:\n{Output}\n{Errors}");
    }

    /// <summary>The folder of the scripts the tests bring along.</summary>
    public static string Tools { get; } = FindTools();

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine; ./test.sh installs it.</exception>
    public static async Task<Outcome> Run(RunningServer server, SigningCredentials credentials, string program, params IEnumerable<string> arguments)
    {
        // Debian 12's aws CLI is too old to read AWS_ENDPOINT_URL; what it does not know would go to AWS.
        IEnumerable<string> all = program == "aws" ? ["--endpoint-url", server.Url, .. arguments] : arguments;
        var start = new ProcessStartInfo(program, all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = server.DataFolder,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        var environment = start.Environment;
        environment["AWS_ENDPOINT_URL"] = server.Url;
        environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = "us-east-1";
        environment["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
        environment["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey.Reveal();
        environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(server.DataFolder, "no-such-file");
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_PAGER"] = "";
        if (credentials.SessionToken is { } token)
        {
            environment["AWS_SESSION_TOKEN"] = token;
        }

        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await errors);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{start.FileName} is not on this machine; ./test.sh installs it.", missing);
        }
    }

    private static string FindTools()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder, "tests", "tools");
    }
}
