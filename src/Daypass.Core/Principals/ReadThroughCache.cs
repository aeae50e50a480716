using System.Collections.Concurrent;

namespace Daypass.Core.Principals;

/// <summary>A bounded cache in front of a loader: one load per key however many ask, absent things remembered too, and nothing stale after <see cref="Invalidate"/>.</summary>
/// <typeparam name="TKey">What is looked up.</typeparam>
/// <typeparam name="TEntry">What is found.</typeparam>
/// <remarks>
/// INVARIANT: a look-up that starts after an invalidation returned sees what was committed before it, because an invalidation
/// removes the slot: a load that was under way then fills a slot nobody can find any more.
/// Eviction is second-chance: a new entry has to be asked for again to outlive the sweep, so a flood of keys that are asked
/// for once (guessed access keys, unknown roles) pushes out itself and not the entries in use.
/// </remarks>
internal sealed class ReadThroughCache<TKey, TEntry>
    where TKey : notnull
    where TEntry : class
{
    private readonly ConcurrentDictionary<TKey, Slot> slots;
    private readonly Func<TKey, CancellationToken, ValueTask<TEntry?>> load;
    private readonly int capacity;
    private readonly Lock sweeping = new();
    private IEnumerator<KeyValuePair<TKey, Slot>>? hand;

    public ReadThroughCache(int capacity, Func<TKey, CancellationToken, ValueTask<TEntry?>> load, IEqualityComparer<TKey>? comparer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.capacity = capacity;
        this.load = load;
        slots = new ConcurrentDictionary<TKey, Slot>(comparer);
    }

    /// <summary>How many keys are remembered now, absent ones included.</summary>
    public int Count => slots.Count;

    /// <summary>The entry, or null when there is none; from memory when it is there.</summary>
    public ValueTask<TEntry?> Find(TKey key, CancellationToken cancelled)
    {
        if (slots.TryGetValue(key, out var slot) && slot.Loaded)
        {
            slot.Touched = true;
            return new ValueTask<TEntry?>(slot.Entry);
        }

        return Load(key, cancelled);
    }

    /// <summary>Forgets a key, so that the next look-up asks the loader.</summary>
    public void Invalidate(TKey key) => slots.TryRemove(key, out _);

    /// <summary>Forgets everything.</summary>
    public void Clear() => slots.Clear();

    private async ValueTask<TEntry?> Load(TKey key, CancellationToken cancelled)
    {
        var slot = slots.GetOrAdd(key, static _ => new Slot());

        // The load is not tied to one caller's cancellation: others may be waiting for the same one.
        var entry = await slot.LoadOnce(key, load, OnFailure).WaitAsync(cancelled);
        if (slots.Count > capacity)
        {
            Sweep();
        }

        return entry;

        void OnFailure() => slots.TryRemove(new KeyValuePair<TKey, Slot>(key, slot));
    }

    private void Sweep()
    {
        if (!sweeping.TryEnter())
        {
            return;
        }

        try
        {
            // Two turns of the hand at most: the first takes the second chances away, the second finds victims.
            for (var steps = (2L * slots.Count) + 1; steps > 0 && slots.Count > capacity; steps--)
            {
                hand ??= slots.GetEnumerator();
                if (!hand.MoveNext())
                {
                    hand.Dispose();
                    hand = null;
                    continue;
                }

                var (_, slot) = hand.Current;
                if (!slot.Loaded)
                {
                    continue;
                }

                if (slot.Touched)
                {
                    slot.Touched = false;
                    continue;
                }

                slots.TryRemove(hand.Current);
            }
        }
        finally
        {
            sweeping.Exit();
        }
    }

    private sealed class Slot
    {
        private readonly Lock starting = new();
        private Task<TEntry?>? loading;

        public volatile bool Loaded;
        public volatile bool Touched;

        public TEntry? Entry { get; private set; }

        public Task<TEntry?> LoadOnce(TKey key, Func<TKey, CancellationToken, ValueTask<TEntry?>> load, Action onFailure)
        {
            lock (starting)
            {
                return loading ??= Run(key, load, onFailure);
            }
        }

        private async Task<TEntry?> Run(TKey key, Func<TKey, CancellationToken, ValueTask<TEntry?>> load, Action onFailure)
        {
            try
            {
                Entry = await load(key, CancellationToken.None);
                Loaded = true;
                return Entry;
            }
            catch
            {
                // A failed load is not an absent entry: the next look-up tries again.
                onFailure();
                throw;
            }
        }
    }
}
