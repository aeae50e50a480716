using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Daypass.Server.Composition;
using Daypass.Core.Stores;
using Daypass.Storage;

namespace Daypass.Server.Hosting;

/// <summary>Whether this node should be sent requests, and why not: <c>/readyz</c>. The reasons name no host and no user, because anyone who reaches the port
/// may
/// read them.</summary>
internal sealed class Readiness(Database database, TokenService service, TimeProvider clock)
{
    /// <summary>By how much this node's clock may differ from the database's, which all nodes share.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TimeSpan _ahead;
    private volatile bool _isStopping;
    private volatile bool _cannotWrite;
    private string? _refused;

    /// <summary>Told when a history of the database is refused, with why, and with null when none is any more.</summary>
    public Action<string?>? HistoryRefused { get; set; }

    /// <summary>Compares the clocks, and asks how the last write went.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; what was found before still stands.</exception>
    public async Task Check(CancellationToken cancelled)
    {
        _cannotWrite = await database.FindFailure(cancelled) is not null;
        if (database.IsShared)
        {
            var before = clock.GetUtcNow();
            var theirs = await database.Now(cancelled);
            var after = clock.GetUtcNow();

            // Half of the way there and back, at most, is doubt; who has waited long for the answer must not be blamed for it.
            var apart = before + ((after - before) / 2) - theirs;
            var doubt = (after - before).Duration() / 2;
            _ahead = apart.Duration() <= doubt ? TimeSpan.Zero : apart - (Math.Sign(apart.Ticks) * doubt);
        }
    }

    /// <summary>From now on the node asks for no more requests.</summary>
    public void Stop() => _isStopping = true;

    /// <summary>Looks every few seconds until cancelled.</summary>
    public async Task Follow(CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancelled))
            {
                if (database.HistoryWarning is var refused && refused is null != _refused is null)
                {
                    _refused = refused;
                    HistoryRefused?.Invoke(refused);
                }

                try
                {
                    await Check(cancelled);
                }
                catch (StoreUnavailableException)
                {
                    // Losing contact is the follower's to tell; the clocks are compared again when it is back.
                    continue;
                }
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>Everything below <c>/readyz</c>: 200 when requests should come, 503 when not.</summary>
    public void Branch(IApplicationBuilder branch) => branch.Run(http =>
    {
        var (isReady, reasons) = Report();
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("status", !isReady ? "not ready" : reasons.Count > 0 ? "degraded" : "ready");
            json.WriteStartArray("reasons");
            reasons.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        http.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        return http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted).AsTask();
    });

    /// <summary>Whether requests should come.</summary>
    public bool IsReady => Report().IsReady;

    /// <summary>The same with words for a person: the reasons, or that all is well.</summary>
    public (bool IsReady, string Words) Describe()
    {
        var (isReady, reasons) = Report();
        return (isReady, reasons.Count > 0 ? string.Join(' ', reasons) : "Ready.");
    }

    private (bool IsReady, List<string> Reasons) Report()
    {
        var isReady = true;
        var reasons = new List<string>();
        var health = service.Parts.StoreHealth;
        if (_isStopping)
        {
            isReady = false;
            reasons.Add("This node is stopping.");
        }

        if (!service.CanRecord)
        {
            isReady = false;
            reasons.Add("Calls cannot be put on record; nothing is answered until they can.");
        }

        if (service.Parts.Envelope.Missing is not null)
        {
            isReady = false;
            reasons.Add("The master key that is in use is not where this node has its master key from.");
        }

        if (database.HistoryWarning is { } lost)
        {
            isReady = false;
            reasons.Add(lost);
        }
        else if (health.IsStale)
        {
            isReady = false;
            reasons.Add(Format(
                $"The database has been away for {Seconds(health.Age)} s, longer than what is in memory may be used; nothing is answered until it is back."));
        }
        else if (health.Fault is not null)
        {
            var left = Seconds(health.Longest - health.Age);
            reasons.Add(Format($"The database has been away for {Seconds(health.Age)} s; what is in memory is used for {left} s more, writes are refused."));
        }
        else if (_cannotWrite)
        {
            reasons.Add("The database refused the last write.");
        }

        if (database.HistoryUnwritten is not null)
        {
            reasons.Add("It cannot be written down which history of the database this node follows; after a restart it would not know.");
        }

        if (_ahead.Duration() > ClockTolerance)
        {
            isReady = false;
            var where = _ahead > TimeSpan.Zero ? "ahead of" : "behind";
            reasons.Add(Format(
                $"This node's clock is {_ahead.Duration().TotalSeconds:F1} s {where} the database's; {ClockTolerance.TotalSeconds} s are allowed."));
        }

        return (isReady, reasons);
    }

    private static long Seconds(TimeSpan span) => (long)span.TotalSeconds;

    private static string Format(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
