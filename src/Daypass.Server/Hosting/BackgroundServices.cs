using System.Collections.Concurrent;
using Daypass.Core.Delegation;
using Daypass.Core.Directory;
using Daypass.Server.Audit;
using Daypass.Server.Composition;
using Daypass.Core.Stores;
using Daypass.Server.Edge;
using Daypass.Server.Operators;

namespace Daypass.Server.Hosting;

/// <summary>What a node does beside answering: it follows the key ring, looks at the clock, forgets what may be forgotten and delivers notices.</summary>
internal sealed partial class BackgroundServices : IAsyncDisposable
{
    /// <summary>Every node does it; the nodes do not wait for one another.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebhookSender _sender = new();
    private readonly NoticeDelivery _delivery;
    private readonly StoreHealth _health;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, LogPace> _paces = new(StringComparer.Ordinal);
    private readonly OperatorRecords? _operators;
    private readonly Task _work;
    private readonly ILogger<BackgroundServices> _logger;

    /// <summary>Starts it.</summary>
    public BackgroundServices(TokenService service, Readiness readiness, OperatorRecords? operators, AuditHeads? heads,
        ILogger<BackgroundServices> logger)
    {
        _logger = logger;
        _operators = operators;
        var parts = service.Parts;
        _clock = parts.Clock;
        _delivery = new NoticeDelivery(parts.Store, parts.Delegations, parts.Partners, parts.TradeIn, _sender, parts.Clock);
        _health = parts.StoreHealth;
        _health.Changed += LogStoreHealth;
        readiness.HistoryRefused = LogHistory;
        _work = Task.WhenAll(
            LogFailureOf("clock", readiness.Follow(_stopping.Token)),
            LogFailureOf("sweeping", Sweep(parts)),
            LogFailureOf("key ring", parts.Rotation.Follow(failure => LogDatabaseNeeded("key ring", failure.Message), _stopping.Token)),
            LogFailureOf("operators", _operators?.Follow(failure => LogDatabaseNeeded("operators", failure.Message), _stopping.Token) ?? Task.CompletedTask),
            LogFailureOf("audit heads", heads?.Follow(failure => LogDatabaseNeeded("audit heads", failure.Message), _stopping.Token) ?? Task.CompletedTask),
            LogFailureOf("notices", _delivery.Run(failure => LogDatabaseNeeded("notices", failure.Message), _stopping.Token)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _health.Changed -= LogStoreHealth;
        await _stopping.CancelAsync();
        await _work;
        _operators?.Dispose();
        _delivery.Dispose();
        _sender.Dispose();
        _stopping.Dispose();
    }

    private async Task Sweep(ServiceParts parts)
    {
        using var timer = new PeriodicTimer(SweepInterval, parts.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                try
                {
                    await parts.Ephemeral.Sweep(parts.Clock.GetUtcNow(), _stopping.Token);
                }
                catch (StoreUnavailableException failure)
                {
                    LogDatabaseNeeded("sweeping", failure.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private void LogStoreHealth(StoreHealth now)
    {
        if (now.Fault is { } fault)
        {
            LogDatabaseAway((long)now.Longest.TotalSeconds, fault.Message);
        }
        else
        {
            LogDatabaseBack();
        }
    }

    private void LogHistory(string? refused)
    {
        if (refused is not null)
        {
            LogOlderHistory(refused);
        }
        else
        {
            LogHistoryIsRight();
        }
    }

    // A bug in one of them must be seen, but it does not take down what still answers.
    private async Task LogFailureOf(string what, Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or StoreUnavailableException))
        {
            LogStopped(what, bug);
        }
    }

    /// <summary>Each of them looks every few seconds: one line a minute tells as much.</summary>
    private void LogDatabaseNeeded(string what, string cause)
    {
        if (_paces.GetOrAdd(what, _ => new LogPace(_clock)).TryTake())
        {
            LogNeedsDatabase(what, cause);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Following the {What} needs the database: {Cause}")]
    private partial void LogNeedsDatabase(string what, string cause);

    [LoggerMessage(12, LogLevel.Error, "The database is away: writes are refused, what is in memory is used for {Seconds} s. {Cause}")]
    private partial void LogDatabaseAway(long seconds, string cause);

    [LoggerMessage(13, LogLevel.Information, "The database is back and everything it holds is known here")]
    private partial void LogDatabaseBack();

    [LoggerMessage(14, LogLevel.Critical, "{Sentence}")]
    private partial void LogOlderHistory(string sentence);

    [LoggerMessage(15, LogLevel.Information, "No other history of the database is met any more")]
    private partial void LogHistoryIsRight();

    [LoggerMessage(11, LogLevel.Critical, "Following the {What} has stopped")]
    private partial void LogStopped(string what, Exception cause);
}
