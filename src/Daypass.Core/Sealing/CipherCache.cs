using System.Collections.Concurrent;

namespace Daypass.Core.Sealing;

/// <summary>The ciphers of the process instances whose tokens arrive here, at most <see cref="Limit"/>; only an authenticated token can add one.</summary>
internal sealed class CipherCache
{
    public const int Limit = 512;

    private readonly ConcurrentDictionary<Instance, CipherPool> _pools = new();
    private readonly Lock _evicting = new();

    public int Count => _pools.Count;

    public bool TryGet(RingKey key, SealingPurpose purpose, UInt128 id, out CipherPool? pool) =>
        _pools.TryGetValue(new Instance(key.Number, purpose.Index, id), out pool);

    public void Add(RingKey key, SealingPurpose purpose, UInt128 id, CipherPool pool)
    {
        if (!_pools.TryAdd(new Instance(key.Number, purpose.Index, id), pool))
        {
            pool.Drain();
            return;
        }

        if (_pools.Count > Limit)
        {
            lock (_evicting)
            {
                while (_pools.Count > Limit)
                {
                    EvictOldest();
                }
            }
        }
    }

    private void EvictOldest()
    {
        KeyValuePair<Instance, CipherPool>? oldest = null;
        foreach (var entry in _pools)
        {
            if (oldest is null || entry.Value.LastUse < oldest.Value.Value.LastUse)
            {
                oldest = entry;
            }
        }

        if (oldest is { } found && _pools.TryRemove(found))
        {
            found.Value.Drain();
        }
    }

    private readonly record struct Instance(int KeyNumber, int Purpose, UInt128 Id);
}
