using Daypass.Protocol.Errors;

namespace Daypass.Core.Stores;

/// <summary>What the directory can be asked, inside a write transaction and outside of one.</summary>
public interface IDirectoryReader
{
    /// <summary>The entity of that key, or null.</summary>
    ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled);

    /// <summary>For each key its entity, or null; one question, however many there are.</summary>
    ValueTask<IReadOnlyList<EntityRow?>> FindAll(IReadOnlyList<EntityKey> keys, CancellationToken cancelled);

    /// <summary>The entity of that kind and unique id, or null.</summary>
    ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled);

    /// <summary>Up to <paramref name="limit"/> entities of a kind in an account, in the order of their folded names, after the name <paramref name="after"/>
    /// (empty: from the first), whose path begins with <paramref name="pathPrefix"/>.</summary>
    ValueTask<IReadOnlyList<EntityRow>> List(EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled);

    /// <summary>Up to <paramref name="limit"/> entities of a kind in an account that point at a target, in the order of their folded names, after the name
    /// <paramref name="after"/>, whose path begins with <paramref name="pathPrefix"/>.</summary>
    ValueTask<IReadOnlyList<EntityRow>> Referrers(EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after,
        int limit, CancellationToken cancelled);

    /// <summary>How many entities of an account, of whatever kind, point at a target in this way; a look-up, however many there are.</summary>
    ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled);

    /// <summary>How many entities of a kind an account has; a look-up, however many there are.</summary>
    ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled);

    /// <summary>For each id of an access key whether there was such a key and it was deleted; one question, however many there are.</summary>
    ValueTask<IReadOnlyList<bool>> WereKeysDeleted(IReadOnlyList<string> accessKeyIds, CancellationToken cancelled);
}

/// <summary>A serializable transaction: what it reads stays true until it commits.</summary>
public interface IDirectoryTransaction : IDirectoryReader
{
    /// <summary>False when an entity of that key or unique id exists.</summary>
    ValueTask<bool> TryAdd(EntityRow row, CancellationToken cancelled);

    /// <summary>Adds many in one question; for each, false when an entity of that key or unique id exists or came earlier in the list. For loading: some
    /// thousands at a time.</summary>
    ValueTask<IReadOnlyList<bool>> TryAddAll(IReadOnlyList<EntityRow> rows, CancellationToken cancelled);

    /// <summary>Replaces the entity stored under <paramref name="oldKey"/> (which differs from the row's own key in a rename) if its version is still the
    /// row's, and stores the next version; false when it is gone, was changed, or the new name is taken.</summary>
    ValueTask<bool> TryUpdate(EntityKey oldKey, EntityRow row, CancellationToken cancelled);

    /// <summary>
    /// Removes the entity of that key if it still has the id and the version that were read; false when it is gone, was changed, or is a namesake
    /// created later.
    /// </summary>
    ValueTask<bool> TryDelete(EntityKey key, string id, long version, CancellationToken cancelled);
}

/// <summary>The directory's database. Implementations pass the storage contract tests.</summary>
public interface IDirectoryStore : IDirectoryReader
{
    /// <summary>
    /// Runs <paramref name="work"/> in a serializable transaction and commits when it returns a value; rolls back when it returns an error or throws.
    /// A transaction that the database aborts in favour of another one is run again, so <paramref name="work"/> must have no other effects.
    /// When this returns a value, the write survives a crash of the process and of the machine.
    /// </summary>
    /// <remarks>
    /// Writers follow one another on all nodes: <paramref name="work"/> should be short, and waits for ever when it calls this itself.
    /// A cancelled write that has begun is rolled back at its next question to the transaction; one that failed because the connection broke during its
    /// commit may have been kept.
    /// </remarks>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or refuses to write.</exception>
    ValueTask<Result<T>> Write<T>(Func<IDirectoryTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled);

    /// <summary>The position of the newest committed change.</summary>
    ValueTask<long> ChangePosition(CancellationToken cancelled);

    /// <summary>Up to <paramref name="limit"/> changes from a position on, that one included, oldest first.</summary>
    /// <remarks>
    /// Positions have no gaps. A reader asks from the last change it was given: what comes after it is new. When that change itself is not the first one
    /// returned, it was swept, or this is another history that an operator accepted. The reader then forgets all that it holds.
    /// </remarks>
    ValueTask<IReadOnlyList<DirectoryChange>> ChangesFrom(long position, int limit, CancellationToken cancelled);

    /// <summary>Grows when an operator accepted another history of the database: whoever holds anything of the former one forgets it.</summary>
    long HistoryNumber { get; }

    /// <summary>Returns when another node may have committed a change, or after <paramref name="longest"/>.</summary>
    /// <remarks>
    /// For one follower in a loop with <see cref="ChangesFrom"/>: it returns at once when there is a change that no earlier call has returned for, which may be
    /// one of this node's own. It keeps waiting while the database is away.
    /// </remarks>
    Task WaitForChange(TimeSpan longest, CancellationToken cancelled);

    /// <summary>Raised on this node for each change after its commit, before <see cref="Write"/> returns and in the order of positions.</summary>
    /// <remarks>Other writers wait for the listeners, so they are quick, do not write and do not throw.</remarks>
    event Action<DirectoryChange>? Committed;
}

/// <summary>One entity was added, changed or removed.</summary>
/// <param name="Position">Grows with every change.</param>
/// <param name="Key">Which entity (in a rename both its old and its new key are reported).</param>
/// <param name="Id">Its unique id.</param>
/// <param name="Mark">Drawn by the transaction that made it: another history of the database has another change at this position.</param>
public readonly record struct DirectoryChange(long Position, EntityKey Key, string Id, long Mark);

/// <summary>The database cannot be used now; the caller is told 503, never 403.</summary>
public class StoreUnavailableException : Exception
{
    /// <summary>Says which operation failed and why, for the log.</summary>
    public StoreUnavailableException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
