using Daypass.Core.Stores;

namespace Daypass.Storage.Sql;

/// <summary>Notices that somebody committed a change: at once when told, otherwise by looking every now and then.</summary>
internal sealed class ChangeWatch(DatabaseEngine engine, TimeProvider time) : IDisposable
{
    private const string Newest = "select coalesce(max(position), 0) from change";

    private readonly SemaphoreSlim _told = new(0);
    private long _seen;

    /// <summary>Has the waiter look now.</summary>
    public void Signal()
    {
        if (_told.CurrentCount == 0)
        {
            _told.Release();
        }
    }

    /// <summary>
    /// Returns when there is a change that no earlier call has returned for, or after <paramref name="longest"/>, also while the database is away.
    /// </summary>
    public async Task Wait(TimeSpan longest, CancellationToken cancelled)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (await HasNewChange(longest, cancelled).ConfigureAwait(false))
            {
                return;
            }

            var rest = longest - time.GetElapsedTime(start);
            if (rest <= TimeSpan.Zero)
            {
                return;
            }

            await Pause(rest < engine.PollInterval ? rest : engine.PollInterval, cancelled).ConfigureAwait(false);
        }
    }

    public void Dispose() => _told.Dispose();

    private async ValueTask<bool> HasNewChange(TimeSpan longest, CancellationToken cancelled)
    {
        using var alarm = new CancellationTokenSource(longest > engine.PollInterval ? longest : engine.PollInterval, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        try
        {
            var newest = await engine.Read(
                static (session, token) => session.QueryFirst(Newest, static row => row.GetInt64(0), token), enough.Token).ConfigureAwait(false);
            return newest != Interlocked.Exchange(ref _seen, newest);
        }
        catch (Exception failure) when (failure is StoreUnavailableException || (failure is OperationCanceledException && !cancelled.IsCancellationRequested))
        {
            // Who waits reads next, and is told then that the database is away or slow; here it only means that there is no news.
            return false;
        }
    }

    private async Task Pause(TimeSpan pause, CancellationToken cancelled)
    {
        using var alarm = new CancellationTokenSource(pause, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled, alarm.Token);
        await _told.WaitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancelled.ThrowIfCancellationRequested();
    }
}
