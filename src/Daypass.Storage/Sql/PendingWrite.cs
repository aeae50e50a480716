using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Storage.Sql;

/// <summary>A write that waits for its turn, and for the commit after it.</summary>
/// <param name="since">When it began to wait.</param>
/// <param name="cancelled">Calls it off.</param>
internal abstract class PendingWrite(long since, CancellationToken cancelled)
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    /// <summary>True, and the caller told so, when it was called off before its turn came, or the turn comes too late.</summary>
    public bool IsCalledOff(TimeProvider time, TimeSpan longest)
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
        if (context is null)
        {
            return Work(transaction);
        }

        Task<bool>? running = null;
        ExecutionContext.Run(context, _ => running = Work(transaction), null);
        return running!;
    }

    /// <summary>Answers the caller with what the last run returned.</summary>
    public abstract void Answer();

    /// <summary>Throws at the caller.</summary>
    public abstract void Fail(Exception failure);

    protected abstract Task<bool> Work(WriteTransaction transaction);
}

/// <summary>A write that waits for its turn, with its answer.</summary>
internal sealed class PendingWrite<T>(Func<WriteTransaction, ValueTask<Result<T>>> work, long since, CancellationToken cancelled) : PendingWrite(since, cancelled)
{
    private readonly TaskCompletionSource<Result<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<T> result;

    public Task<Result<T>> Answered => answer.Task;

    public override void Answer() => answer.TrySetResult(result);

    public override void Fail(Exception failure) => answer.TrySetException(failure);

    protected override async Task<bool> Work(WriteTransaction transaction)
    {
        result = await work(transaction).ConfigureAwait(false);
        return result.Succeeded;
    }
}
