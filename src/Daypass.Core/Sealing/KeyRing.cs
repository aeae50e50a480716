using System.Security.Cryptography;
using Daypass.Core.Stores;

namespace Daypass.Core.Sealing;

/// <summary>The keys that seal and sign, shared by all nodes through the database and wrapped under the master key.</summary>
/// <remarks>
/// A key is published, becomes active when every node has had time to read it, still validates when a newer one has taken its place, and is retired
/// when nothing made with it can still be alive. Readers take <see cref="Current"/>, which never blocks; <see cref="KeyRotation"/> changes the ring.
/// </remarks>
public sealed class KeyRing : IDisposable
{
    private const string WrapPurpose = "ring-key";

    private readonly IKeyStore _store;
    private readonly SecretEnvelope _envelope;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Lock _forcing = new();
    private Task _forced = Task.CompletedTask;
    private long _lastForced;
    private volatile RingSnapshot _current;

    private KeyRing(IKeyStore store, SecretEnvelope envelope, TimeProvider clock, KeyRingOptions options)
    {
        (_store, _envelope, _clock, Options) = (store, envelope, clock, options);
        _current = new RingSnapshot([], null, clock.GetUtcNow());
        _lastForced = clock.GetTimestamp();
    }

    /// <summary>How the keys live.</summary>
    public KeyRingOptions Options { get; }

    /// <summary>The ring as it was last read.</summary>
    public RingSnapshot Current => _current;

    internal IKeyStore Store => _store;

    internal TimeProvider Clock => _clock;

    /// <summary>Reads the ring, and makes its first sealing key when there is none.</summary>
    /// <exception cref="MasterKeyException">The stored keys are under another master key.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public static async ValueTask<KeyRing> Open(IKeyStore store, SecretEnvelope envelope, TimeProvider clock, KeyRingOptions? options,
        CancellationToken cancelled)
    {
        var ring = new KeyRing(store, envelope, clock, options ?? new KeyRingOptions());
        await ring.Reload(cancelled);
        while (ring.Current.Sealing is null)
        {
            // Two nodes may start at once: the loser of the number reads the winner's key.
            await ring.TryAdd(RingKey.ForSealing, KeyState.Active, cancelled);
        }

        return ring;
    }

    /// <summary>Reads the ring again.</summary>
    public async ValueTask Reload(CancellationToken cancelled)
    {
        await _loading.WaitAsync(cancelled);
        try
        {
            var at = _clock.GetUtcNow();
            var invalidBefore = await _store.InvalidBefore(cancelled);
            var stored = await _store.All(cancelled);
            UseMasterKeyOf(stored);
            var keys = new RingKey[stored.Count];
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = _current.Find(stored[i].Number) is { } known ? known.As(stored[i], Lazily(stored[i])) : Unwrap(stored[i]);
            }

            _current = new RingSnapshot(keys, invalidBefore, at);
        }
        catch (MasterKeyException missing) when (_current.Keys.Count > 0)
        {
            // What is known goes on being used while a running node waits for a master key.
            throw new StoreUnavailableException(missing.Message, missing);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Reads the ring because something names a key that is not known here, unless that was done a moment ago; true when the key is known
    /// now.</summary>
    /// <exception cref="StoreUnavailableException">The last such reading failed: whether there is such a key is not known.</exception>
    public async ValueTask<bool> ReloadFor(int unknown, CancellationToken cancelled)
    {
        if (_current.Find(unknown) is null)
        {
            // Who comes while the ring is being read waits for that, and is not refused because somebody else was first.
            await Forced().WaitAsync(cancelled);
        }

        return _current.Find(unknown) is not null;
    }

    private Task Forced()
    {
        lock (_forcing)
        {
            if (_forced.IsCompleted && _clock.GetElapsedTime(_lastForced) >= Options.ReloadNoFasterThan)
            {
                _lastForced = _clock.GetTimestamp();
                _forced = Reload(CancellationToken.None).AsTask();
            }

            return _forced;
        }
    }

    /// <summary>Adds a key under the next number and reads the ring; false when another node took the number, after which the ring has that node's
    /// key.</summary>
    internal async ValueTask<bool> TryAdd(string purpose, KeyState state, CancellationToken cancelled)
    {
        var added = await _store.TryAdd(NewKey(NextNumber(), purpose, state), cancelled);
        await Reload(cancelled);
        return added;
    }

    /// <summary>In one step gives each of some purposes a new key that issues, and retires all of their older ones.</summary>
    /// <returns>The new keys' numbers and purposes.</returns>
    internal async ValueTask<IReadOnlyList<RingKey>> ReplaceAll(IReadOnlyList<string> purposes, CancellationToken cancelled)
    {
        while (true)
        {
            await Reload(cancelled);
            var (first, made) = (NextNumber(), new StoredKey[purposes.Count]);

            // A key of RSA takes a while, and there may be one for each account.
            Parallel.For(0, made.Length, index => made[index] = NewKey(first + index, purposes[index], KeyState.Active));
            var retired = purposes.SelectMany(Current.KeysFor).Where(static key => key.Verifies).Select(static key => key.Number).ToList();
            var isDone = await _store.TryReplace(made, retired, _clock.GetUtcNow(), cancelled);
            await Reload(cancelled);
            if (isDone)
            {
                return [.. made.Select(key => Current.Find(key.Number)!)];
            }
        }
    }

    /// <summary>Wraps every key under this master key, in one step. The nodes take the master key that they encrypt with from the ring, so from here on it is
    /// this one.</summary>
    /// <returns>How many keys were under another.</returns>
    internal async ValueTask<int> Rewrap(uint masterKey, CancellationToken cancelled)
    {
        while (true)
        {
            await Reload(cancelled);
            _envelope.Use(masterKey);
            var rewrapped = (await _store.All(cancelled)).Where(key => _envelope.IsOutdated(key.Wrapped))
                .Select(key => (key, _envelope.Renew(WrapPurpose, EntityOf(key.Number, key.Purpose), key.Wrapped))).ToList();
            if (rewrapped.Count == 0 || await _store.TryRewrap(rewrapped, cancelled))
            {
                await Reload(cancelled);
                return rewrapped.Count;
            }
        }
    }

    /// <summary>How many keys are wrapped under which master key.</summary>
    public async ValueTask<IReadOnlyDictionary<uint, int>> CountByMasterKey(CancellationToken cancelled) =>
        (await _store.All(cancelled)).CountBy(static key => SecretEnvelope.KeyIdOf(key.Wrapped) ?? 0).ToDictionary();

    private int NextNumber() => Current.Keys.Count == 0 ? 1 : Current.Keys[^1].Number + 1;

    private StoredKey NewKey(int number, string purpose, KeyState state)
    {
        var material = KeyLife.For(purpose, Options).NewMaterial();
        var wrapped = _envelope.Seal(WrapPurpose, EntityOf(number, purpose), material);
        CryptographicOperations.ZeroMemory(material);
        var now = _clock.GetUtcNow();
        return new StoredKey(number, purpose, state, now, now, wrapped);
    }

    /// <summary>The nodes agree on the master key through the newest sealing key: the one it is wrapped under encrypts.</summary>
    private void UseMasterKeyOf(IReadOnlyList<StoredKey> stored)
    {
        for (var index = stored.Count - 1; index >= 0; index--)
        {
            if (stored[index].Purpose == RingKey.ForSealing && SecretEnvelope.KeyIdOf(stored[index].Wrapped) is { } id)
            {
                _envelope.Use(id);
                return;
            }
        }
    }

    /// <summary>The material of a key that was replaced or retired, too: what it made before may have to be judged still. Null when there is none of that
    /// number and purpose.</summary>
    /// <exception cref="MasterKeyException">It is under another master key, or was altered.</exception>
    internal async ValueTask<byte[]?> FindMaterial(int number, string purpose, CancellationToken cancelled)
    {
        foreach (var stored in await _store.All(cancelled))
        {
            if (stored.Number == number && stored.Purpose == purpose)
            {
                return Material(stored);
            }
        }

        return null;
    }

    private static string EntityOf(int number, string purpose) => $"{number}:{purpose}";

    // The many signing keys of accounts are unwrapped when they sign; the few sealing keys at once, so that a wrong master key shows at the start.
    private RingKey Unwrap(StoredKey stored)
    {
        var key = new RingKey(stored, Lazily(stored));
        if (stored.Purpose == RingKey.ForSealing)
        {
            _ = key.Material.Length;
        }

        return key;
    }

    private Lazy<byte[]> Lazily(StoredKey stored) =>
        stored.State == KeyState.Retired ? new Lazy<byte[]>([]) : new Lazy<byte[]>(() => Material(stored), LazyThreadSafetyMode.PublicationOnly);

    private byte[] Material(StoredKey stored) => _envelope.Open(WrapPurpose, EntityOf(stored.Number, stored.Purpose), stored.Wrapped)
        ?? throw new MasterKeyException($"Key {stored.Number} of the ring was altered in the database.");

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();
}
