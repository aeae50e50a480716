using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Daypass.Load;

/// <summary>What one round gave.</summary>
/// <param name="Requests">Answered requests.</param>
/// <param name="Cpu">CPU time of the server.</param>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Median">Half of the requests took no longer.</param>
/// <param name="Ninetyninth">99 of 100 took no longer.</param>
internal sealed record Round(int Requests, TimeSpan Cpu, TimeSpan Elapsed, TimeSpan Median, TimeSpan Ninetyninth)
{
    public double CpuMicroseconds => Cpu.TotalMicroseconds / Requests;

    public double PerSecond => Requests / Elapsed.TotalSeconds;
}

/// <summary>The one generator for every server: the same bytes over the same number of connections.</summary>
internal static class Generator
{
    /// <summary>Drives a server for a while. Any answer but 200 ends the run: a refusal is not what is measured.</summary>
    public static Task<Round> Drive(MeasuredProcess server, IReadOnlyList<byte[]> requests, int connections, TimeSpan length, CancellationToken cancelled)
    {
        var until = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        return Over(server, connections, (connection, i) => Repeat(connection, requests, i * requests.Count / connections, int.MaxValue, until, cancelled),
            cancelled);
    }

    /// <summary>Sends each request once.</summary>
    public static Task<Round> SendAll(MeasuredProcess server, IReadOnlyList<byte[]> requests, int connections, CancellationToken cancelled) => Over(
        server,
        connections,
        (connection, i) =>
        {
            var (from, to) = (i * requests.Count / connections, (i + 1) * requests.Count / connections);
            return Repeat(connection, requests, from, to - from, long.MaxValue, cancelled);
        },
        cancelled);

    private static async Task<Round> Over(MeasuredProcess server, int connections, Func<KeepAliveConnection, int, Task<List<long>>> send,
        CancellationToken cancelled)
    {
        var open = new List<KeepAliveConnection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                open.Add(await KeepAliveConnection.Open(server.Port, cancelled));
            }

            var cpu = server.CpuTime;
            var started = Stopwatch.GetTimestamp();
            var taken = await Task.WhenAll(open.Select((connection, i) => Task.Run(() => send(connection, i))));
            var elapsed = Stopwatch.GetElapsedTime(started);
            cpu = server.CpuTime - cpu;
            var times = taken.SelectMany(static times => times).Order().ToArray();
            return new Round(times.Length, cpu, elapsed, Time(times, 0.5), Time(times, 0.99));
        }
        catch (Exception lost) when (lost is IOException or SocketException && server.ExitCode is not null)
        {
            throw new IOException($"The server on port {server.Port} ended with code {server.ExitCode}.", lost);
        }
        finally
        {
            open.ForEach(static connection => connection.Dispose());
        }
    }

    private static async Task<List<long>> Repeat(KeepAliveConnection connection, IReadOnlyList<byte[]> requests, int next, int most, long until,
        CancellationToken cancelled)
    {
        var times = new List<long>(64 * 1024);
        while (times.Count < most && Stopwatch.GetTimestamp() is var sent && sent < until)
        {
            var (status, body) = await connection.Exchange(requests[next], cancelled);
            if (status != 200)
            {
                throw new IOException($"The server answered {status}:\n{Encoding.UTF8.GetString(body.Span)}");
            }

            times.Add(Stopwatch.GetTimestamp() - sent);
            next = next + 1 == requests.Count ? 0 : next + 1;
        }

        return times;
    }

    private static TimeSpan Time(long[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)sorted[(int)((sorted.Length - 1) * share)] / Stopwatch.Frequency);
}
