using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Entities;

/// <summary>The directory in a database.</summary>
internal sealed class DirectoryStore(DatabaseEngine engine, Writer writer, ChangeWatch watch) : IDirectoryStore
{
    private const string Newest = "select coalesce(max(position), 0) from change";

    private const string From =
        "select position, kind, account, name, id, mark from change where position >= @position order by position limit @limit";

    public event Action<DirectoryChange>? Committed
    {
        add => writer.Committed += value;
        remove => writer.Committed -= value;
    }

    public ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled) =>
        engine.Read((session, token) => EntityQueries.Find(session, key, token), cancelled);

    public async ValueTask<IReadOnlyList<EntityRow?>> FindAll(IReadOnlyList<EntityKey> keys, CancellationToken cancelled) =>
        await engine.Read((session, token) => EntityQueries.FindAll(session, keys, token), cancelled).ConfigureAwait(false);

    public ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled) =>
        engine.Read((session, token) => EntityQueries.FindById(session, kind, id, token), cancelled);

    public async ValueTask<IReadOnlyList<EntityRow>> List(
        EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        await engine.Read(
            (session, token) => EntityQueries.List(session, kind, account, pathPrefix, after, limit, token), cancelled).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<EntityRow>> Referrers(
        EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        await engine.Read(
            (session, token) => EntityQueries.Referrers(session, kind, account, new EntityReference(relation, targetId), pathPrefix, after, limit, token),
            cancelled).ConfigureAwait(false);

    public ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled) =>
        engine.Read(
            (session, token) => EntityQueries.ReadTally(session, account, EntityReferences.TallyName(new EntityReference(relation, targetId)), token),
                cancelled);

    public ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled) =>
        engine.Read((session, token) => EntityQueries.ReadTally(session, account, EntityReferences.TallyName(kind), token), cancelled);

    public ValueTask<Result<T>> Write<T>(Func<IDirectoryTransaction, ValueTask<Result<T>>> work, CancellationToken cancelled) =>
        writer.Write(transaction => work(new DirectoryTransaction(transaction)), cancelled);

    public long HistoryNumber => engine.History.Number;

    public ValueTask<long> ChangePosition(CancellationToken cancelled) =>
        engine.Follow(static (session, token) => session.QueryFirst(Newest, static row => row.GetInt64(0), token), cancelled);

    public ValueTask<IReadOnlyList<bool>> WereKeysDeleted(IReadOnlyList<string> accessKeyIds, CancellationToken cancelled) =>
        engine.Read((session, token) => EntityQueries.WereKeysDeleted(session, accessKeyIds, token), cancelled);

    public async ValueTask<IReadOnlyList<DirectoryChange>> ChangesFrom(long position, int limit, CancellationToken cancelled)
    {
        var number = engine.History.Number;
        var changes = await engine.Follow(
            (session, token) => session.QueryAll(
                From,
                static row => new DirectoryChange(
                    row.GetInt64(0), new EntityKey((EntityKind)row.GetInt32(1), row.GetString(2), row.GetString(3)), row.GetString(4), row.GetInt64(5)),
                token,
                ("position", position),
                ("limit", limit)),
            cancelled).ConfigureAwait(false);
        if (changes.Count > 0)
        {
            engine.History.Advance(number, changes[^1].Position, changes[^1].Mark);
        }

        engine.History.Keep(now: false);
        return changes;
    }

    public Task WaitForChange(TimeSpan longest, CancellationToken cancelled) => watch.Wait(longest, cancelled);
}
