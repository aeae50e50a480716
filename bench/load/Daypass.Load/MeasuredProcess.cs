using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net;
using Daypass.Testing.Network;

namespace Daypass.Load;

/// <summary>A server in a process of its own, whose CPU time can be read.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private const double TicksPerSecond = 100;

    // A server may load a million roles before it listens.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(20);

    private readonly Process _process;
    private readonly Task _drained;

    private MeasuredProcess(Process process, int port)
    {
        _process = process;
        Port = port;
        // What it prints is read and dropped, so that it never waits for a reader.
        _drained = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>How the server ended, for a run that lost it; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>User and system time since it started (fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms).</summary>
    public TimeSpan CpuTime
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    /// <summary>Memory that is no file's: what the process itself holds (RssAnon of /proc/PID/status).</summary>
    public long AnonymousMebibytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(static line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Starts a program of ours with the port it is given, and waits until it accepts connections.</summary>
    public static async Task<MeasuredProcess> Start(string dll, bool pinned, Func<int, string[]> arguments, CancellationToken cancelled)
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo(pinned ? "taskset" : "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[.. pinned ? ["-c", "0", "dotnet"] : Array.Empty<string>(), dll, .. arguments(port)])
        {
            start.ArgumentList.Add(argument);
        }

        var started = new MeasuredProcess(Process.Start(start)!, port);
        try
        {
            await started.WaitUntilItListens(cancelled);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _drained;
        _process.Dispose();
    }

    private async Task WaitUntilItListens(CancellationToken cancelled)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancelled);
                return;
            }
            catch (SocketException) when (!_process.HasExited && Stopwatch.GetElapsedTime(started) < StartLimit)
            {
                await Task.Delay(50, cancelled);
            }
        }
    }
}
