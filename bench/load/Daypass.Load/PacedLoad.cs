using System.Diagnostics;
using System.Text;

namespace Daypass.Load;

/// <summary>What came of requests that were sent at a pace.</summary>
/// <param name="Answered">Answers with status 200.</param>
/// <param name="Throttled">Answers with status 400 and <c>Throttling</c>.</param>
/// <param name="Ninetyninth">99 of 100 of those answered took no longer, counted from when they should have been sent.</param>
internal sealed record Paced(int Answered, int Throttled, TimeSpan Ninetyninth);

/// <summary>Sends so many requests a second, whether or not the last ones were answered in time, as people's programs do.</summary>
internal static class PacedLoad
{
    /// <summary>Sends for a while. Any answer but 200 or Throttling ends the run.</summary>
    public static async Task<Paced> Drive(
        int port, IReadOnlyList<byte[]> requests, int perSecond, int connections, TimeSpan length, CancellationToken cancelled)
    {
        var interval = TimeSpan.FromSeconds((double)connections / perSecond);
        var parts = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(
            () => Send(port, requests, number * requests.Count / connections, interval, length, cancelled), cancelled)));
        var times = parts.SelectMany(static part => part.Times).Order().ToArray();
        var place = (int)((times.Length - 1) * 0.99);
        return new Paced(times.Length, parts.Sum(static part => part.Throttled), times.Length == 0 ? TimeSpan.Zero : times[place]);
    }

    private static async Task<(List<TimeSpan> Times, int Throttled)> Send(
        int port, IReadOnlyList<byte[]> requests, int next, TimeSpan interval, TimeSpan length, CancellationToken cancelled)
    {
        var (times, throttled) = (new List<TimeSpan>(), 0);
        using var connection = await KeepAliveConnection.Open(port, cancelled);
        var started = Stopwatch.GetTimestamp();
        for (var due = TimeSpan.Zero; due < length; due += interval)
        {
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, cancelled);
            }

            var (status, body) = await connection.Exchange(requests[next], cancelled);
            next = next + 1 == requests.Count ? 0 : next + 1;
            if (status == 200)
            {
                times.Add(Stopwatch.GetElapsedTime(started) - due);
            }
            else if (status == 400 && body.Span.IndexOf("<Code>Throttling</Code>"u8) >= 0)
            {
                throttled++;
            }
            else
            {
                throw new IOException($"The server answered {status}:\n{Encoding.UTF8.GetString(body.Span)}");
            }
        }

        return (times, throttled);
    }
}
