using System.Data.Common;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Storage.Sql;

/// <summary>Runs writing transactions one after another.</summary>
internal sealed class Writer(DatabaseEngine engine) : IDisposable
{
    private const int MostTries = 6;
    private readonly SemaphoreSlim _turn = new(1);

    private StoreUnavailableException? _fatal;

    public event Action<DirectoryChange>? Committed;

    /// <summary>Commits when <paramref name="work"/> returns a value; rolls back when it returns an error or throws.</summary>
    public async ValueTask<Result<T>> Write<T>(Func<WriteTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled).ConfigureAwait(false);
        try
        {
            if (_fatal is not null)
            {
                throw new StoreUnavailableException($"Nothing is written until the next start: {_fatal.Message}", _fatal);
            }

            for (var tries = 1; ; tries++)
            {
                try
                {
                    return await Try(work, cancelled).ConfigureAwait(false);
                }
                catch (DbException failure)
                {
                    switch (engine.Judge(failure))
                    {
                        case Failure.Conflict or Failure.Broken when tries < MostTries:
                            continue;
                        case Failure.Ours:
                            throw;
                        case Failure.Fatal:
                            throw _fatal = engine.Unavailable(failure);
                        default:
                            throw engine.Unavailable(failure);
                    }
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<Result<T>> Try<T>(Func<WriteTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled)
    {
        var session = await engine.RentWriter(cancelled).ConfigureAwait(false);
        var sound = false;
        try
        {
            var newest = await session.One(engine.Begin, static row => row.GetInt64(0), CancellationToken.None).ConfigureAwait(false);
            var transaction = new WriteTransaction(session, engine.Announce, newest);
            var result = await work(transaction).ConfigureAwait(false);
            if (result.Succeeded)
            {
                await transaction.Record().ConfigureAwait(false);
            }

            await session.Run(result.Succeeded ? "commit" : "rollback", CancellationToken.None).ConfigureAwait(false);
            sound = true;
            foreach (var change in result.Succeeded ? transaction.Changes : [])
            {
                Committed?.Invoke(change);
            }

            return result;
        }
        finally
        {
            await engine.ReturnWriter(session, sound).ConfigureAwait(false);
        }
    }
}
