using System.Security.Cryptography;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;

namespace Daypass.Server.Audit;

/// <summary>Tells the database every few seconds how far the audit log has come, under a code: whoever cuts the log's end off, or writes it anew, has to change
/// the database as well.</summary>
internal sealed class AuditHeads : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly RecordLog _log;
    private readonly AuditKeys _keys;
    private readonly IAuditStore _store;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ChainHead? _head;
    private int _key;

    private AuditHeads(RecordLog log, AuditKeys keys, IAuditStore store, TimeProvider clock) => (_log, _keys, _store, _clock) = (log, keys, store, clock);

    /// <summary>Begins a chain of the log, which the database knows of before there is a record in it.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<AuditHeads> Begin(RecordLog log, AuditKeys keys, IAuditStore store, TimeProvider clock, CancellationToken cancelled)
    {
        var heads = new AuditHeads(log, keys, store, clock);
        await heads.BeginChain(await keys.Issuing(cancelled), cancelled);
        return heads;
    }

    /// <summary>Tells the database until cancelled; begins a new chain when the key ring has a new key for them.</summary>
    /// <param name="failed">Told of each attempt that failed.</param>
    /// <param name="cancelled">Ends it.</param>
    public async Task Follow(Action<StoreUnavailableException> failed, CancellationToken cancelled)
    {
        using var timer = new PeriodicTimer(Pace, _clock);
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

    /// <summary>Tells the database now.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task Tell(CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled);
        try
        {
            if (_keys.Current is { } number && number != _key)
            {
                await BeginChain(number, cancelled);
            }
            else if (_log.Kept is { } kept && (kept.Key.Id != _head?.Chain || kept.Number > _head.Number))
            {
                await Keep(kept, hasEnded: false, cancelled);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The log has come to its end: nothing of this chain follows.</summary>
    public async Task End()
    {
        await _turn.WaitAsync();
        try
        {
            if (_log.Flush() && _log.Kept is { } kept)
            {
                await Keep(kept, hasEnded: true, CancellationToken.None);
            }
        }
        catch (StoreUnavailableException)
        {
            // The head of some seconds ago stays.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task BeginChain(int number, CancellationToken cancelled)
    {
        var chain = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        if (await _keys.OfChain(number, chain, cancelled) is not { } secret)
        {
            throw new InvalidOperationException($"The key ring has no key {number} for audit records.");
        }

        // From here on the log writes the new chain, whether or not the database can be told of it now.
        var begun = new ChainKey(number, chain, secret);
        var ended = _log.Begin(begun);
        _key = number;
        if (ended is not null && _log.Flush())
        {
            await Keep(ended, hasEnded: true, cancelled);
        }

        // Until the end of the chain before has been written, it is still that one's turn.
        if (_log.Kept is { } kept && kept.Key.Id == begun.Id)
        {
            await Keep(kept, hasEnded: false, cancelled);
        }
    }

    private async Task Keep(ChainPosition position, bool hasEnded, CancellationToken cancelled)
    {
        var secret = await _keys.OfHeads(position.Key.Number, cancelled)
            ?? throw new InvalidOperationException($"The key ring has no key {position.Key.Number} for audit records.");
        var now = _clock.GetUtcNow();
        var began = _head is { } before && before.Chain == position.Key.Id ? before.Began : now;
        var head = new ChainHead(
            position.Key.Id, position.Key.Number, Environment.MachineName, began, now, position.After, position.Number, position.Hash, hasEnded);
        await _store.Keep(new KeptHead(head.Chain, head.Began, head.Number, head.Write(secret)), cancelled);
        _head = head;
    }
}
