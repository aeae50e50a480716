using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Storage.Sql;

/// <summary>A write that waits for its turn, and for the commit after it.</summary>
/// <param name="since">When it began to wait.</param>
/// <param name="cancelled">Calls it off.</param>
internal abstract class PendingWrite(long since, CancellationToken cancelled)
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>True, and the caller told so, when it was called off before its turn came, or the turn comes too late.</summary>
    public bool TryCallOff(TimeProvider time, TimeSpan longest)
    {
        if (cancelled.IsCancellationRequested)
        {
            Fail(new OperationCanceledException(cancelled));
            return true;
        }

        if (time.GetElapsedTime(since) > longest)
        {
            Fail(new StoreUnavailableException("The database is too slow for the writes that wait for it."));
            return true;
        }

        return false;
    }

    /// <summary>Does the work inside a transaction, as the caller would: with the caller's log scopes and trace. True when it is to be committed.</summary>
    public Task<bool> Run(WriteTransaction transaction)
    {
        if (_context is null)
        {
            return DoWork(transaction);
        }

        Task<bool>? running = null;
        ExecutionContext.Run(_context, _ => running = DoWork(transaction), null);
        return running!;
    }

    /// <summary>Answers the caller with what the last run returned.</summary>
    public abstract void Complete();

    /// <summary>Throws at the caller.</summary>
    public abstract void Fail(Exception failure);

    protected abstract Task<bool> DoWork(WriteTransaction transaction);
}

/// <summary>A write that waits for its turn, with its answer.</summary>
internal sealed class PendingWrite<T>(Func<WriteTransaction, ValueTask<Result<T>>> work, long since, CancellationToken cancelled)
    : PendingWrite(since, cancelled)
{
    private readonly TaskCompletionSource<Result<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<T> _result;

    public Task<Result<T>> Answered => _answer.Task;

    public override void Complete() => _answer.TrySetResult(_result);

    public override void Fail(Exception failure) => _answer.TrySetException(failure);

    protected override async Task<bool> DoWork(WriteTransaction transaction)
    {
        _result = await work(transaction).ConfigureAwait(false);
        return _result.Succeeded;
    }
}
