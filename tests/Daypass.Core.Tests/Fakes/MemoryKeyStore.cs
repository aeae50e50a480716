using Daypass.Core.Stores;

namespace Daypass.Core.Tests.Fakes;

/// <summary>A key store in memory that any number of rings may share, as nodes share a database.</summary>
internal sealed class MemoryKeyStore : IKeyStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, StoredKey> _keys = [];
    private DateTimeOffset? _invalidBefore;

    public int Readings { get; private set; }

    /// <summary>How many keys nodes wanted to add, with a free number or not.</summary>
    public int Offers { get; private set; }

    /// <summary>Told of each key whose state was changed.</summary>
    public Action<StoredKey>? Changed { get; set; }

    public bool Unavailable { get; set; }

    /// <summary>What each reading waits for.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    public async ValueTask<IReadOnlyList<StoredKey>> All(CancellationToken cancelled)
    {
        await Answering;
        if (Unavailable)
        {
            throw new StoreUnavailableException("The test took the database away.");
        }

        lock (_gate)
        {
            Readings++;
            return [.. _keys.Values];
        }
    }

    public ValueTask<bool> TryAdd(StoredKey key, CancellationToken cancelled)
    {
        lock (_gate)
        {
            Offers++;
            return new ValueTask<bool>(_keys.TryAdd(key.Number, key));
        }
    }

    public ValueTask<bool> TrySetState(int number, KeyState expected, KeyState state, DateTimeOffset at, CancellationToken cancelled)
    {
        lock (_gate)
        {
            var matches = _keys[number].State == expected;
            if (matches)
            {
                _keys[number] = _keys[number] with { State = state, ChangedAt = at };
                Changed?.Invoke(_keys[number]);
            }

            return new ValueTask<bool>(matches);
        }
    }

    public ValueTask<bool> TryReplace(IReadOnlyList<StoredKey> added, IReadOnlyList<int> retired, DateTimeOffset at, CancellationToken cancelled)
    {
        lock (_gate)
        {
            if (added.Any(key => _keys.ContainsKey(key.Number)))
            {
                return new ValueTask<bool>(false);
            }

            foreach (var key in added)
            {
                _keys.Add(key.Number, key);
            }

            foreach (var number in retired)
            {
                _keys[number] = _keys[number] with { State = KeyState.Retired, ChangedAt = at };
            }

            return new ValueTask<bool>(true);
        }
    }

    public ValueTask<bool> TryRewrap(IReadOnlyList<(StoredKey Read, byte[] Wrapped)> keys, CancellationToken cancelled)
    {
        lock (_gate)
        {
            if (keys.Any(key => !_keys[key.Read.Number].Wrapped.SequenceEqual(key.Read.Wrapped)))
            {
                return new ValueTask<bool>(false);
            }

            foreach (var (read, wrapped) in keys)
            {
                _keys[read.Number] = _keys[read.Number] with { Wrapped = wrapped };
            }

            return new ValueTask<bool>(true);
        }
    }

    public ValueTask<DateTimeOffset?> InvalidBefore(CancellationToken cancelled) => new(_invalidBefore);

    public ValueTask SetInvalidBefore(DateTimeOffset instant, CancellationToken cancelled)
    {
        _invalidBefore = _invalidBefore > instant ? _invalidBefore : instant;
        return ValueTask.CompletedTask;
    }

    public void Tamper(int number)
    {
        var wrapped = (byte[])_keys[number].Wrapped.Clone();
        wrapped[^1] ^= 1;
        _keys[number] = _keys[number] with { Wrapped = wrapped };
    }

    /// <summary>Puts the material of each of two keys in the place of the other's.</summary>
    public void Swap(int one, int other) => (_keys[one], _keys[other]) =
        (_keys[one] with { Wrapped = _keys[other].Wrapped }, _keys[other] with { Wrapped = _keys[one].Wrapped });

    public StoredKey this[int number] => _keys[number];
}
