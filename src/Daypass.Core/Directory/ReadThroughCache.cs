using System.Collections.Concurrent;

namespace Daypass.Core.Directory;

/// <summary>What a loader found.</summary>
/// <typeparam name="TEntry">Its type.</typeparam>
/// <param name="Entry">The entry, or null when there is none.</param>
/// <param name="Bytes">About how much memory it takes.</param>
internal readonly record struct Loaded<TEntry>(TEntry? Entry, long Bytes) where TEntry : class;

/// <summary>A bounded cache in front of a loader: one load per key however many ask, absent things remembered too, and nothing stale after
/// <see cref="Invalidate"/>.</summary>
/// <typeparam name="TKey">What is looked up.</typeparam>
/// <typeparam name="TEntry">What is found.</typeparam>
/// <remarks>
/// INVARIANT: a look-up that starts after an invalidation returned sees what was committed before it, because an invalidation
/// removes the slot: a load that was under way then fills a slot that can no longer be found.
/// Eviction is second-chance: a new entry has to be asked for again to outlive the sweep, so a flood of keys that are asked
/// for once (guessed access keys, unknown roles) pushes out itself and not the entries in use.
/// </remarks>
internal sealed class ReadThroughCache<TKey, TEntry>
    where TKey : notnull
    where TEntry : class
{
    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();
    private readonly Func<TKey, CancellationToken, ValueTask<Loaded<TEntry>>> _load;
    private readonly CacheLimits _limits;
    private readonly Lock _sweeping = new();
    private IEnumerator<KeyValuePair<TKey, Slot>>? _hand;
    private int _count;
    private long _bytes;
    private long _hits;
    private long _misses;

    public ReadThroughCache(CacheLimits limits, Func<TKey, CancellationToken, ValueTask<Loaded<TEntry>>> load)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Entries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Bytes, 1);
        _limits = limits;
        _load = load;
    }

    /// <summary>How many keys are remembered now, absent ones included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>About how much memory they take.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How often an entry, or that there is none, was found in memory.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>How often the loader had to be asked.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>The entry, or null when there is none; from memory when it is there.</summary>
    public ValueTask<TEntry?> Find(TKey key, CancellationToken cancelled) => Find(key, trustAbsence: true, cancelled);

    /// <summary>The entry, or null when there is none; from memory when it is there.</summary>
    /// <param name="key">What is looked for.</param>
    /// <param name="trustAbsence">False to ask the loader again about what is remembered as absent.</param>
    /// <param name="cancelled">Ends the waiting, not the load.</param>
    public ValueTask<TEntry?> Find(TKey key, bool trustAbsence, CancellationToken cancelled)
    {
        if (_slots.TryGetValue(key, out var slot) && slot.IsLoaded)
        {
            if (slot.Entry is not null || trustAbsence)
            {
                // Written only when it says something new: what is in use by all cores stays in all their caches.
                if (!slot.Touched)
                {
                    slot.Touched = true;
                }

                Interlocked.Increment(ref _hits);
                return new ValueTask<TEntry?>(slot.Entry);
            }

            Remove(new KeyValuePair<TKey, Slot>(key, slot));
        }

        Interlocked.Increment(ref _misses);
        return Load(key, cancelled);
    }

    /// <summary>Forgets a key, so that the next look-up asks the loader.</summary>
    public void Invalidate(TKey key)
    {
        if (_slots.TryRemove(key, out var slot))
        {
            Release(slot);
        }
    }

    /// <summary>Forgets everything that is remembered when this is called.</summary>
    public void Clear()
    {
        foreach (var remembered in _slots)
        {
            Remove(remembered);
        }
    }

    private async ValueTask<TEntry?> Load(TKey key, CancellationToken cancelled)
    {
        var slot = _slots.GetOrAdd(key, static _ => new Slot());

        // The load is not tied to one caller's cancellation: others may be waiting for the same one.
        var entry = await slot.LoadOnce(this, key).WaitAsync(cancelled);
        if (IsOverLimit)
        {
            Sweep();
        }

        return entry;
    }

    private bool IsOverLimit => Count > _limits.Entries || Bytes > _limits.Bytes;

    private void Remove(KeyValuePair<TKey, Slot> remembered)
    {
        if (_slots.TryRemove(remembered))
        {
            Release(remembered.Value);
        }
    }

    private void Release(Slot slot)
    {
        if (slot.Close() is { } charged)
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Add(ref _bytes, -charged);
        }
    }

    private void Sweep()
    {
        if (!_sweeping.TryEnter())
        {
            return;
        }

        try
        {
            // Two turns of the hand at most: the first takes the second chances away, the second finds victims.
            for (var steps = (2L * Count) + 2; steps > 0 && IsOverLimit; steps--)
            {
                _hand ??= _slots.GetEnumerator();
                if (!_hand.MoveNext())
                {
                    _hand.Dispose();
                    _hand = null;
                    continue;
                }

                var (_, slot) = _hand.Current;
                if (!slot.IsLoaded)
                {
                    continue;
                }

                if (slot.Touched)
                {
                    slot.Touched = false;
                    continue;
                }

                Remove(_hand.Current);
            }
        }
        finally
        {
            _sweeping.Exit();
        }
    }

    private sealed class Slot
    {
        private readonly Lock _changing = new();
        private Task<TEntry?>? _loading;
        private long? _charged;
        private bool _isClosed;

        public volatile bool IsLoaded;
        public volatile bool Touched;

        public TEntry? Entry { get; private set; }

        public Task<TEntry?> LoadOnce(ReadThroughCache<TKey, TEntry> cache, TKey key)
        {
            lock (_changing)
            {
                if (IsLoaded)
                {
                    return Task.FromResult(Entry);
                }

                var run = _loading ??= Run(cache, key);
                Settle();
                return run;
            }
        }

        /// <summary>The slot is out of the cache; what it was charged with, or null when it was charged with nothing.</summary>
        public long? Close()
        {
            lock (_changing)
            {
                _isClosed = true;
                return _charged;
            }
        }

        private async Task<TEntry?> Run(ReadThroughCache<TKey, TEntry> cache, TKey key)
        {
            try
            {
                var (entry, bytes) = await cache._load(key, CancellationToken.None);
                Entry = entry;
                Charge(cache, bytes);
                IsLoaded = true;
                lock (_changing)
                {
                    Settle();
                }

                return entry;
            }
            catch
            {
                // A failed load is not an absent entry: the next look-up tries again.
                cache.Remove(new KeyValuePair<TKey, Slot>(key, this));
                throw;
            }
        }

        /// <summary>Lets go of a load that is over: it would be kept as long as the entry, and there may be a million of them.</summary>
        private void Settle()
        {
            if (IsLoaded)
            {
                _loading = null;
            }
        }

        private void Charge(ReadThroughCache<TKey, TEntry> cache, long bytes)
        {
            lock (_changing)
            {
                if (!_isClosed)
                {
                    _charged = bytes;
                    Interlocked.Increment(ref cache._count);
                    Interlocked.Add(ref cache._bytes, bytes);
                }
            }
        }
    }
}
