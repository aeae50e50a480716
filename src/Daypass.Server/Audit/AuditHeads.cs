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
    private byte[] _secret = [];

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
            if (_keys.Current is { } number && number != _head!.Key)
            {
                await BeginChain(number, cancelled);
            }
            else if (_log.Kept is { } kept && kept.Key.Id == _head!.Chain && kept.Number > _head.Number)
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
            if (_log.Flush() && _log.Kept is { } kept && kept.Key.Id == _head!.Chain)
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
        var (secret, ofHeads) = (await _keys.OfChain(number, chain, cancelled), await _keys.OfHeads(number, cancelled));
        if (secret is null || ofHeads is null)
        {
            throw new InvalidOperationException($"The key ring has no key {number} for audit records.");
        }

        if (_log.Begin(new ChainKey(number, chain, secret)) is { } end && _log.Flush())
        {
            await Keep(end, hasEnded: true, cancelled);
        }

        _secret = ofHeads;
        _head = null;
        await Keep(_log.Kept!, hasEnded: false, cancelled);
    }

    private async Task Keep(ChainPosition position, bool hasEnded, CancellationToken cancelled)
    {
        var now = _clock.GetUtcNow();
        var head = new ChainHead(position.Key.Id, position.Key.Number, Environment.MachineName, _head?.Began ?? now, now, position.After, position.Number,
            position.Hash, hasEnded);
        await _store.Keep(new KeptHead(head.Chain, head.Began, head.Number, head.Write(_secret)), cancelled);
        _head = head;
    }
}
