using System.Diagnostics;
using System.Runtime.InteropServices;
using Daypass.Protocol.Signing;

namespace Daypass.Testing.Server;

/// <summary>The server as an operator runs it: a process of its own, which can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>A closed terminal; for a server, to read its files again.</summary>
    public const int SigHup = 1;

    /// <summary>What a service manager sends.</summary>
    public const int SigTerm = 15;

    /// <summary>How many calls a test makes in a second is the machine's affair.</summary>
    private static readonly string[] NoRates = ["--account-rate", "none", "--iam-rate", "none", "--check-rate", "none", "--address-rate", "none"];

    private readonly Process _process;
    private int _isDisposed;

    private ServerProcess(Process process, string url, string credentials, IReadOnlyList<string> banner)
    {
        _process = process;
        Url = url;
        Banner = banner;
        Profiles = File.Exists(credentials) ? CredentialProfiles.Read(credentials) : new Dictionary<string, SigningCredentials>();
    }

    /// <summary>Where it listens.</summary>
    public string Url { get; }

    /// <summary>The lines it printed until it listened.</summary>
    public IReadOnlyList<string> Banner { get; }

    /// <summary>The profiles of the credentials file; none when another node on the same database made the account.</summary>
    public IReadOnlyDictionary<string, SigningCredentials> Profiles { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The built server, in the configuration the tests were built in.</summary>
    public static string Program { get; } = FindProgram();

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it said.</exception>
    public static Task<ServerProcess> Start(string dataFolder, params IEnumerable<string> arguments) => StartAt("http://127.0.0.1:0", dataFolder, arguments);

    /// <summary>Starts another build of it.</summary>
    public static Task<ServerProcess> StartOther(string program, string dataFolder, params IEnumerable<string> arguments) =>
        Start(Launch(["--data", dataFolder, "--urls", "http://127.0.0.1:0", .. WithRates(arguments)], null, program), static (_, path) => path, dataFolder);

    /// <summary>Runs another build of it to its end.</summary>
    public static Task<ForeignProgram.Outcome> RunOther(string program, params IEnumerable<string> arguments) => RunToEnd(Launch(arguments, null, program));

    /// <summary>Starts it at such an address.</summary>
    public static Task<ServerProcess> StartAt(string url, string dataFolder, params IEnumerable<string> arguments) =>
        Start(Launch(["--data", dataFolder, "--urls", url, .. WithRates(arguments)]), static (_, path) => path, dataFolder);

    /// <summary>Starts one that keeps nothing, on a free port, and that tells in a file where it is.</summary>
    public static Task<ServerProcess> StartEphemeral(string readyFile, params IEnumerable<string> arguments) => Start(
        Launch(["--ephemeral", "--ready-file", readyFile, .. arguments]), static (_, path) => path, Path.GetDirectoryName(readyFile)!);

    /// <summary>Starts it with these variables in its environment.</summary>
    public static Task<ServerProcess> StartWith(IReadOnlyDictionary<string, string> environment, string dataFolder, params IEnumerable<string> arguments) =>
        Start(Launch(["--data", dataFolder, "--urls", "http://127.0.0.1:0", .. WithRates(arguments)],
            [.. environment.Select(static one => $"{one.Key}={one.Value}")]),
        static (_, path) => path,
        dataFolder);

    /// <summary>Starts it with its data folder on such a disk.</summary>
    public static Task<ServerProcess> StartOn(TroubledDisk disk, string dataFolder, params IEnumerable<string> arguments) => Start(
        Launch(["--data", dataFolder, "--urls", "http://127.0.0.1:0", .. WithRates(arguments)], disk.Launcher(null)), TroubledDisk.Seen, dataFolder);

    private static async Task<ServerProcess> Start(Process process, Func<int, string, string> seen, string dataFolder)
    {
        var banner = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            banner.Add(line);
            var at = line.IndexOf("listens on http", StringComparison.Ordinal);
            if (at >= 0)
            {
                var url = line[(at + "listens on ".Length)..].Split(' ', '\r')[0].TrimEnd('.');
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new ServerProcess(process, url, seen(process.Id, Path.Combine(dataFolder, "credentials")), banner);
            }
        }

        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"The server ended with {process.ExitCode}: {said}");
    }

    /// <summary>Runs it to its end: with a command, or where it cannot start.</summary>
    public static Task<ForeignProgram.Outcome> Run(params IEnumerable<string> arguments) => RunToEnd(Launch(arguments));

    /// <summary>Runs it to its end with its data folder on such a disk.</summary>
    /// <param name="disk">What is wrong with it.</param>
    /// <param name="copy">Where to copy what is on it in the end.</param>
    /// <param name="arguments">The program's.</param>
    public static Task<ForeignProgram.Outcome> RunOn(TroubledDisk disk, string copy, params IEnumerable<string> arguments) =>
        RunToEnd(Launch(arguments, disk.Launcher(copy)));

    private static async Task<ForeignProgram.Outcome> RunToEnd(Process started)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ForeignProgram.Outcome(process.ExitCode, await output, await errors);
    }

    /// <summary>Ends it as a power switch would: no handler runs.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as Ctrl-C does, and waits; returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not stop within a minute.</exception>
    public async Task<int> Interrupt()
    {
        const int SigInt = 2;
        Signal(SigInt);
        return await End();
    }

    /// <summary>Sends it a signal.</summary>
    public void Signal(int signal)
    {
        if (Send(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"No signal could be sent to process {_process.Id}.");
        }
    }

    /// <summary>Waits until it has ended; returns its exit code.</summary>
    /// <exception cref="TimeoutException">It did not end within a minute.</exception>
    public async Task<int> End()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private static Process Launch(IEnumerable<string> arguments, IReadOnlyList<string>? launcher = null, string? program = null)
    {
        string[] line = [.. DefaultSignals.Launcher, .. launcher ?? [], "dotnet", program ?? Program, .. arguments];
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>No rates, unless the test says which.</summary>
    private static IEnumerable<string> WithRates(IEnumerable<string> arguments) =>
        arguments.Any(static argument => argument.EndsWith("-rate", StringComparison.Ordinal)) ? arguments : [.. NoRates, .. arguments];

    private static string FindProgram()
    {
        var folder = AppContext.BaseDirectory;
        var configuration = folder.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        while (!File.Exists(Path.Combine(folder, "Daypass.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder, "src", "Daypass.Server", "bin", configuration, "net10.0", "daypass-server.dll");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
