using System.Diagnostics;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Upgrades;

/// <summary>The release before this one, built from the repository's history: the commit that <c>previous-release.txt</c> names.</summary>
internal static class PreviousRelease
{
    private static readonly string Repository = FindRepository();
    private static readonly string Commit = File.ReadAllText(Path.Combine(Repository, "tests/Daypass.Server.Tests/Upgrades/previous-release.txt")).Trim();
    private static readonly Lazy<Task<string>> Built = new(Build);

    /// <summary>Why it cannot be built here; null when it can.</summary>
    public static string? Absence { get; } = FindAbsence();

    /// <summary>Its published server.</summary>
    public static Task<string> Program => Built.Value;

    private static string? FindAbsence()
    {
        try
        {
            return Run("git", "-C", Repository, "cat-file", "-e", $"{Commit}^{{commit}}") == 0 ? null
                : $"the previous release ({Commit}) is not in the history of this repository";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "git is not installed";
        }
    }

    private static async Task<string> Build()
    {
        // A build is kept for the next run; nobody sees one that is not whole.
        var folder = Path.Combine(Path.GetTempPath(), $"daypass-previous-{Commit}-{Environment.UserName}");
        var program = Path.Combine(folder, "published", "daypass-server.dll");
        if (!File.Exists(program))
        {
            using var partial = new TemporaryFolder();
            await Task.Run(() =>
            {
                Succeed("sh", "-c", $"git -C '{Repository}' archive {Commit} | tar -x -C '{partial.Path}'");
                Succeed("dotnet", "publish", Path.Combine(partial.Path, "src", "Daypass.Server"), "-c", "Release", "-v", "quiet", "--nologo",
                    "-p:RunAnalyzersDuringBuild=false", "-p:PublishSingleFile=false", "--self-contained", "false",
                    "-o", Path.Combine(partial.Path, "published"));
            });
            Directory.CreateDirectory(folder);
            Succeed("mv", Path.Combine(partial.Path, "published"), Path.Combine(folder, "published"));
        }

        return program;
    }

    private static void Succeed(string program, params string[] arguments)
    {
        var code = Run(program, arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {code}.");
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]))!;
        running.WaitForExit();
        return running.ExitCode;
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
