using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Daypass.Core.Stores;
using Daypass.Core.Telemetry;
using Daypass.Protocol.Errors;

namespace Daypass.Storage.Sql;

/// <summary>Runs this node's writes one after another; those that wait together share a transaction, and with it the time the disk takes to keep it.</summary>
/// <remarks>
/// A caller does not notice the sharing: works run one by one, no caller is answered before the commit, and when one of them throws, or refuses after it
/// has changed something, all is rolled back and each runs in a transaction of its own.
/// </remarks>
internal sealed class Writer(DatabaseEngine engine, TimeProvider time)
{
    private const int MostTries = 6;
    private const int MostTogether = 64;

    /// <summary>
    /// How long a write waits for its turn, and how long a transaction is worked on; together with a statement's own time they bound how long its caller
    /// waits.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>A transaction that took this long is committed before others join it, so that a slow database does not make all wait for the sum.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<PendingWrite> _waiting = new();
    private readonly Lock _starting = new();
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private bool _isClosed;
    private StoreUnavailableException? _fatal;

    /// <summary>Raised for each change after its commit, before the writer is answered.</summary>
    public event Action<DirectoryChange>? Committed;

    /// <summary>Why the last write failed; null when it did not.</summary>
    public StoreUnavailableException? LastFailure { get; private set; }

    /// <summary>Commits when <paramref name="work"/> returns a value; rolls back when it returns an error or throws.</summary>
    public async ValueTask<Result<T>> Write<T>(Func<WriteTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var began = time.GetTimestamp();
        var pending = new PendingWrite<T>(work, began, cancelled);
        lock (_starting)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _waiting.Enqueue(pending);
            if (!_isRunning)
            {
                _isRunning = true;
                using (ExecutionContext.SuppressFlow())
                {
                    _running = Task.Run(RunAll, CancellationToken.None);
                }
            }
        }

        var isUnavailable = false;
        try
        {
            return await pending.Answered.ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            isUnavailable = true;
            throw;
        }
        finally
        {
            Measures.Waited(isWrite: true, time.GetElapsedTime(began), !isUnavailable);
        }
    }

    /// <summary>Runs statements that each commit by themselves; where one connection does all writing they wait for it.</summary>
    public async ValueTask<T> WriteAlone<T>(Func<SqlSession, CancellationToken, ValueTask<T>> change, CancellationToken cancelled)
    {
        if (!engine.HasOneWriter)
        {
            return await engine.Change(change, cancelled).ConfigureAwait(false);
        }

        var result = await Write<T>(
            async transaction => await change(await transaction.GetSession().ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false),
            cancelled).ConfigureAwait(false);
        return result.Value!;
    }

    /// <summary>Takes no more writes, and returns when those taken are done.</summary>
    public Task Close()
    {
        lock (_starting)
        {
            _isClosed = true;
            return _running;
        }
    }

    private async Task RunAll()
    {
        var together = new List<PendingWrite>(MostTogether);
        while (true)
        {
            together.Clear();
            lock (_starting)
            {
                if (_waiting.IsEmpty)
                {
                    _isRunning = false;
                    return;
                }
            }

            while (together.Count < MostTogether && _waiting.TryDequeue(out var next))
            {
                together.Add(next);
            }

            while (together.RemoveAll(write => write.TryCallOff(time, Longest)) >= 0 && together.Count > 0)
            {
                var answered = await RunTogether(together).ConfigureAwait(false);
                together.RemoveRange(0, answered);
                if (answered == 0)
                {
                    await RunOneByOne(together).ConfigureAwait(false);
                    together.Clear();
                }
            }
        }
    }

    private async ValueTask RunOneByOne(List<PendingWrite> writes)
    {
        foreach (var alone in writes)
        {
            if (!alone.TryCallOff(time, Longest))
            {
                await RunTogether([alone]).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs writes in one transaction and answers them; returns how many, from the first. None when they have to run one by one.</summary>
    private async ValueTask<int> RunTogether(List<PendingWrite> writes)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                if (_fatal is not null)
                {
                    throw new StoreUnavailableException($"Nothing is written until the next start: {_fatal.Message}", _fatal);
                }

                if (engine.History.Refusal is { } refusal)
                {
                    throw new LostHistoryException(refusal);
                }

                var (done, changes) = await TryCommit(writes).ConfigureAwait(false);
                LastFailure = null;
                Answer(writes[..done], changes);
                return done;
            }
            catch (DbException failure) when (tries < MostTries && engine.Classify(failure) is Failure.Conflict or Failure.Broken)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5, 10 << tries)), time).ConfigureAwait(false);
            }
            catch (DbException failure) when (engine.Classify(failure) is not Failure.Bug)
            {
                LastFailure = engine.Unavailable(failure);
                _fatal = engine.Classify(failure) == Failure.Fatal ? LastFailure : null;
                writes.ForEach(write => write.Fail(engine.Unavailable(failure)));
                return writes.Count;
            }
            catch (Exception failure) when (failure is StoreUnavailableException or UnusableDatabaseException)
            {
                // No connection: where readers use the same ones, they tell, and the last write that was tried is no worse than they are.
                LastFailure = engine.HasOneWriter ? new StoreUnavailableException(failure.Message, failure) : LastFailure;
                writes.ForEach(write => write.Fail(new StoreUnavailableException(failure.Message, failure)));
                return writes.Count;
            }
            catch (Exception) when (writes.Count > 1)
            {
                return 0;
            }
            catch (Exception failure)
            {
                // Whatever the work throws is its caller's, who is waiting for it.
                writes[0].Fail(failure);
                return 1;
            }
        }
    }

    /// <summary>
    /// How many writes were done, and the changes that were committed; none when all was rolled back because writes that share the transaction have to
    /// run one by one.
    /// </summary>
    private async ValueTask<(int Done, IReadOnlyList<DirectoryChange> Changes)> TryCommit(List<PendingWrite> writes)
    {
        var session = await engine.RentWriter(CancellationToken.None).ConfigureAwait(false);
        var sound = false;
        try
        {
            var (number, seen) = (engine.History.Number, engine.History.Seen);
            var found = await engine.Begin(session, seen?.Position ?? 0, CancellationToken.None).ConfigureAwait(false);
            var begun = time.GetTimestamp();
            var transaction = new WriteTransaction(
                session, engine.NotifySql, engine.AnalyzeSql, found.Now.Position, () => time.GetElapsedTime(begun) > Longest);
            if (engine.History.Judge(seen, found) is { } sentence)
            {
                engine.History.Refuse(sentence);
                await transaction.RollBack().ConfigureAwait(false);
                sound = true;
                throw new LostHistoryException(sentence);
            }

            var done = 0;
            while (done < writes.Count && (done == 0 || time.GetElapsedTime(begun) < Enough))
            {
                var before = transaction.Changes.Count;
                if (!await writes[done++].Run(transaction).ConfigureAwait(false) && transaction.Changes.Count > before)
                {
                    await transaction.RollBack().ConfigureAwait(false);
                    sound = true;
                    return (writes.Count == 1 ? 1 : 0, []);
                }
            }

            await Commit(transaction).ConfigureAwait(false);
            sound = true;
            if (transaction.Changes.Count > 0)
            {
                engine.History.Advance(number, transaction.Changes[^1].Position, transaction.Changes[^1].Mark);
            }

            return (done, transaction.Changes);
        }
        finally
        {
            await engine.ReturnWriter(session, sound).ConfigureAwait(false);
        }
    }

    private async ValueTask Commit(WriteTransaction transaction)
    {
        try
        {
            await transaction.Commit().ConfigureAwait(false);
        }
        catch (DbException failure) when (engine.Classify(failure) == Failure.Broken)
        {
            // Not run again: it may have been committed before the connection broke. Other nodes and this one learn from the change feed if it was.
            throw new StoreUnavailableException($"{engine.Explain(failure)} It is not known whether the last write was kept.", failure);
        }
    }

    private void Answer(List<PendingWrite> writes, IReadOnlyList<DirectoryChange> changes)
    {
        Exception? fault = null;
        foreach (var change in changes)
        {
            foreach (var listener in Delegate.EnumerateInvocationList(Committed))
            {
                try
                {
                    listener(change);
                }
                catch (Exception failure)
                {
                    // One listener's bug must not keep the others from forgetting what was deleted.
                    fault ??= failure;
                }
            }
        }

        // A bug of a listener is told to the writers; nothing is run again, because it is committed.
        writes.ForEach(fault is null ? static write => write.Complete() : write => write.Fail(fault));
    }
}
