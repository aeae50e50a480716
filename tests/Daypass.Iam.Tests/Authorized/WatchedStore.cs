using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Iam.Tests.Authorized;

/// <summary>A store that counts how often entities of a kind are read, and lets a test do something between a read and what follows.</summary>
internal sealed class WatchedStore(IDirectoryStore store) : IDirectoryStore
{
    private EntityKind _kind;
    private Func<Task>? _afterRead;

    /// <summary>The reads of entities of the watched kind since <see cref="Watch"/>.</summary>
    public int Reads { get; private set; }

    public event Action<DirectoryChange>? Committed
    {
        add => store.Committed += value;
        remove => store.Committed -= value;
    }

    /// <summary>Counts reads of a kind from now on.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="afterRead">Done once, after the first read outside of a transaction; what it does goes past this store.</param>
    public void Watch(EntityKind kind, Func<Task>? afterRead = null) => (Reads, _kind, _afterRead) = (0, kind, afterRead);

    public async ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled)
    {
        var row = await store.Find(key, cancelled);
        Count(key.Kind);
        if (key.Kind == _kind && _afterRead is { } act)
        {
            _afterRead = null;
            await act();
        }

        return row;
    }

    public ValueTask<IReadOnlyList<EntityRow?>> FindAll(IReadOnlyList<EntityKey> keys, CancellationToken cancelled)
    {
        foreach (var key in keys)
        {
            Count(key.Kind);
        }

        return store.FindAll(keys, cancelled);
    }

    public ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled)
    {
        Count(kind);
        return store.FindById(kind, id, cancelled);
    }

    public ValueTask<IReadOnlyList<EntityRow>> List(EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        store.List(kind, account, pathPrefix, after, limit, cancelled);

    public ValueTask<IReadOnlyList<EntityRow>> Referrers(
        EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        store.Referrers(kind, account, relation, targetId, pathPrefix, after, limit, cancelled);

    public ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled) =>
        store.CountReferrers(account, relation, targetId, cancelled);

    public ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled) => store.Count(kind, account, cancelled);

    public ValueTask<Result<T>> Write<T>(Func<IDirectoryTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled) =>
        store.Write(transaction => work(new WatchedTransaction(this, transaction)), cancelled);

    public ValueTask<long> ChangePosition(CancellationToken cancelled) => store.ChangePosition(cancelled);

    public long HistoryNumber => store.HistoryNumber;

    public ValueTask<IReadOnlyList<bool>> WereKeysDeleted(IReadOnlyList<string> accessKeyIds, CancellationToken cancelled) =>
        store.WereKeysDeleted(accessKeyIds, cancelled);

    public ValueTask<IReadOnlyList<DirectoryChange>> ChangesFrom(long position, int limit, CancellationToken cancelled) =>
        store.ChangesFrom(position, limit, cancelled);

    public Task WaitForChange(TimeSpan longest, CancellationToken cancelled) => store.WaitForChange(longest, cancelled);

    private void Count(EntityKind kind) => Reads += kind == _kind ? 1 : 0;

    private sealed class WatchedTransaction(WatchedStore watched, IDirectoryTransaction transaction) : IDirectoryTransaction
    {
        public ValueTask<IReadOnlyList<bool>> WereKeysDeleted(IReadOnlyList<string> accessKeyIds, CancellationToken cancelled) =>
            transaction.WereKeysDeleted(accessKeyIds, cancelled);

        public ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled)
        {
            watched.Count(key.Kind);
            return transaction.Find(key, cancelled);
        }

        public ValueTask<IReadOnlyList<EntityRow?>> FindAll(IReadOnlyList<EntityKey> keys, CancellationToken cancelled) => transaction.FindAll(keys, cancelled);

        public ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled)
        {
            watched.Count(kind);
            return transaction.FindById(kind, id, cancelled);
        }

        public ValueTask<IReadOnlyList<EntityRow>> List(
            EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
            transaction.List(kind, account, pathPrefix, after, limit, cancelled);

        public ValueTask<IReadOnlyList<EntityRow>> Referrers(
            EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
            transaction.Referrers(kind, account, relation, targetId, pathPrefix, after, limit, cancelled);

        public ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled) =>
            transaction.CountReferrers(account, relation, targetId, cancelled);

        public ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled) => transaction.Count(kind, account, cancelled);

        public ValueTask<bool> TryAdd(EntityRow row, CancellationToken cancelled) => transaction.TryAdd(row, cancelled);

        public ValueTask<IReadOnlyList<bool>> TryAddAll(IReadOnlyList<EntityRow> rows, CancellationToken cancelled) => transaction.TryAddAll(rows, cancelled);

        public ValueTask<bool> TryUpdate(EntityKey oldKey, EntityRow row, CancellationToken cancelled) => transaction.TryUpdate(oldKey, row, cancelled);

        public ValueTask<bool> TryDelete(EntityKey key, string id, long version, CancellationToken cancelled) =>
            transaction.TryDelete(key, id, version, cancelled);
    }
}
