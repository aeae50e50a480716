namespace Daypass.Core.Stores;

/// <summary>Where the key ring lives: key material only in wrapped form.</summary>
/// <remarks>Every change made here stands in the directory's change feed as <see cref="EntityKind.KeyRing"/>, on this node and on the others.</remarks>
public interface IKeyStore
{
    /// <summary>All keys that were not removed, in the order of their numbers.</summary>
    ValueTask<IReadOnlyList<StoredKey>> All(CancellationToken cancelled);

    /// <summary>Adds a key; false when its number is taken (another node added one at the same time).</summary>
    ValueTask<bool> TryAdd(StoredKey key, CancellationToken cancelled);

    /// <summary>Changes a key's state; false when its state is no longer <paramref name="expected"/>.</summary>
    ValueTask<bool> TrySetState(int number, KeyState expected, KeyState state, DateTimeOffset at, CancellationToken cancelled);

    /// <summary>In one step adds keys and retires others; false when a number is taken, and then nothing is done.</summary>
    ValueTask<bool> TryReplace(IReadOnlyList<StoredKey> added, IReadOnlyList<int> retired, DateTimeOffset at, CancellationToken cancelled);

    /// <summary>In one step wraps keys anew; false when one is no longer wrapped as it was read, and then nothing is done.</summary>
    ValueTask<bool> TryRewrap(IReadOnlyList<(StoredKey Read, byte[] Wrapped)> keys, CancellationToken cancelled);

    /// <summary>Nothing issued before this instant is valid; null when nothing was invalidated.</summary>
    ValueTask<DateTimeOffset?> InvalidBefore(CancellationToken cancelled);

    /// <summary>Moves <see cref="InvalidBefore"/> forward (it never goes back).</summary>
    ValueTask SetInvalidBefore(DateTimeOffset instant, CancellationToken cancelled);
}

/// <summary>A key of the ring as the database holds it.</summary>
/// <param name="Number">From 1, never reused; stands in every token.</param>
/// <param name="Purpose">What the key is for: <c>seal</c> for tokens and messages, <c>jwt:ACCOUNT:ALG</c> for a signing key.</param>
/// <param name="State">Whether it issues, only verifies, or neither.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When its state last changed.</param>
/// <param name="Wrapped">The key material under the master key.</param>
public sealed record StoredKey(int Number, string Purpose, KeyState State, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, byte[] Wrapped);

/// <summary>The life of a ring key.</summary>
/// <remarks>INVARIANT: the numbers are in databases; append, never reuse or renumber.</remarks>
public enum KeyState
{
    /// <summary>Published, so that every node can verify with it, but not yet issuing.</summary>
    Published = 1,

    /// <summary>Issues and verifies.</summary>
    Active = 2,

    /// <summary>Verifies only.</summary>
    Validating = 3,

    /// <summary>Nothing made with it is accepted any more.</summary>
    Retired = 4,
}
