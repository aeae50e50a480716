using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Tests.Directory;

/// <summary>A store that can be away or slow and counts what it is asked for.</summary>
internal sealed class WatchedStore(IDirectoryStore store) : IDirectoryStore
{
    private int _asking;
    private int _asked;
    private int _most;

    public event Action<DirectoryChange>? Committed
    {
        add => store.Committed += value;
        remove => store.Committed -= value;
    }

    /// <summary>How often it was asked for an entity.</summary>
    public int Asked => _asked;

    /// <summary>How many questions were under way at the same time.</summary>
    public int MostAtOnce => _most;

    /// <summary>What each answer waits for.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    public ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled) => Ask(() => store.Find(key, cancelled), cancelled);

    public ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled) => Ask(() => store.FindById(kind, id, cancelled), cancelled);

    public ValueTask<IReadOnlyList<EntityRow?>> FindAll(IReadOnlyList<EntityKey> keys, CancellationToken cancelled) => store.FindAll(keys, cancelled);

    public ValueTask<IReadOnlyList<EntityRow>> List(EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        store.List(kind, account, pathPrefix, after, limit, cancelled);

    public ValueTask<IReadOnlyList<EntityRow>> Referrers(
        EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        store.Referrers(kind, account, relation, targetId, pathPrefix, after, limit, cancelled);

    public ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled) =>
        store.CountReferrers(account, relation, targetId, cancelled);

    public ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled) => store.Count(kind, account, cancelled);

    public ValueTask<Result<T>> Write<T>(Func<IDirectoryTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled) => store.Write(work, cancelled);

    public ValueTask<long> ChangePosition(CancellationToken cancelled) => store.ChangePosition(cancelled);

    public long HistoryNumber => store.HistoryNumber;

    public ValueTask<IReadOnlyList<bool>> WereKeysDeleted(IReadOnlyList<string> accessKeyIds, CancellationToken cancelled) =>
        store.WereKeysDeleted(accessKeyIds, cancelled);

    public ValueTask<IReadOnlyList<DirectoryChange>> ChangesFrom(long position, int limit, CancellationToken cancelled) =>
        store.ChangesFrom(position, limit, cancelled);

    public Task WaitForChange(TimeSpan longest, CancellationToken cancelled) => store.WaitForChange(longest, cancelled);

    private async ValueTask<EntityRow?> Ask(Func<ValueTask<EntityRow?>> question, CancellationToken cancelled)
    {
        Interlocked.Increment(ref _asked);
        var now = Interlocked.Increment(ref _asking);
        for (var known = _most; now > known && Interlocked.CompareExchange(ref _most, now, known) != known; known = _most)
        {
        }

        try
        {
            await Answering.WaitAsync(cancelled);
            return await question();
        }
        finally
        {
            Interlocked.Decrement(ref _asking);
        }
    }
}
