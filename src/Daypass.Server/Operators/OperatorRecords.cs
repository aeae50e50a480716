using Daypass.Core.Audit;
using Daypass.Core.Stores;

namespace Daypass.Server.Operators;

/// <summary>Writes what operators did, which the database keeps, into this server's audit log.</summary>
/// <remarks>It is marked as told after it was written: a node that ends in between, or two that look at the same moment, leave the record twice, under one
/// <c>eventID</c>; none is missing.</remarks>
internal sealed class OperatorRecords(IAuditStore acts, IAuditSink sink, TimeProvider clock) : IDisposable
{
    private const int Batch = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>An act that takes longer is told while it lasts, and again when it ends: whoever is stopped in the middle is on record, too.</summary>
    private static readonly TimeSpan TellUnended = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Writes what is there now.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task Tell(CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled);
        try
        {
            IReadOnlyList<KeptAct> untold;
            do
            {
                untold = await acts.FindUntold(clock.GetUtcNow() - TellUnended, Batch, cancelled);
                foreach (var act in untold)
                {
                    if (!await sink.Append(act.Body, wait: true))
                    {
                        // The log cannot be written; they are told when it can.
                        return;
                    }

                    await acts.MarkTold(act, cancelled);
                }
            }
            while (untold.Count == Batch);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks every few seconds until cancelled.</summary>
    /// <param name="failed">Told of each look that failed.</param>
    /// <param name="cancelled">Ends it.</param>
    public async Task Follow(Action<StoreUnavailableException> failed, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancelled))
            {
                try
                {
                    await Tell(cancelled);
                }
                catch (StoreUnavailableException failure)
                {
                    failed(failure);
                }
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
