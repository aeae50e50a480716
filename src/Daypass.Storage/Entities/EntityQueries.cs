using System.Data.Common;
using Daypass.Core.Stores;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Entities;

/// <summary>What the directory is asked, inside a transaction and outside of one.</summary>
internal static class EntityQueries
{
    /// <summary>Sorts after every character a path can hold, so that a prefix is a range: LIKE minds case in one database and not in the other.</summary>
    private const string AfterAllPaths = "\U0010FFFF";

    private const string ByKey =
        "select account, name, id, path, version, points_at, body, kind from entity where kind = @kind and account = @account and name = @name";

    private const string ById =
        "select account, name, id, path, version, points_at, body, kind from entity where kind = @kind and id = @id";

    private const string Page =
        """
        select account, name, id, path, version, points_at, body, kind from entity
        where kind = @kind and account = @account and name > @after
        order by name limit @limit
        """;

    // The names come from the index of paths; sorting by an expression keeps a planner from walking all names to find a few paths.
    private const string PageOfPath =
        """
        select e.account, e.name, e.id, e.path, e.version, e.points_at, e.body, e.kind
        from (
            select name from entity
            where kind = @kind and account = @account and path >= @path and path < @path_end and name > @after
            order by name || '' limit @limit
        ) as page
        join entity as e on e.kind = @kind and e.account = @account and e.name = page.name
        order by e.name
        """;

    private const string PageOfReferrers =
        """
        select e.account, e.name, e.id, e.path, e.version, e.points_at, e.body, e.kind
        from reference as r
        join entity as e on e.kind = r.kind and e.account = r.account and e.name = r.name
        where r.target = @target and r.relation = @relation and r.account = @account and r.kind = @kind and r.name > @after
            and e.path >= @path and e.path < @path_end
        order by r.name limit @limit
        """;

    private const string Everything = "select account, name, id, path, version, points_at, body, kind from entity";

    private const string GoneKey = "select id from gone_key where id = @id";

    private const string Tally = "select count from tally where account = @account and counted = @counted";

    public static ValueTask<EntityRow?> Find(SqlSession session, EntityKey key, CancellationToken cancelled) =>
        session.QueryFirst(ByKey, ReadRow, cancelled, ("kind", (int)key.Kind), ("account", key.Account), ("name", key.Name));

    public static ValueTask<EntityRow?[]> FindAll(SqlSession session, IReadOnlyList<EntityKey> keys, CancellationToken cancelled)
    {
        var questions = new SqlStatement[keys.Count];
        for (var i = 0; i < questions.Length; i++)
        {
            questions[i] = SqlStatement.Create(ByKey, ("kind", (int)keys[i].Kind), ("account", keys[i].Account), ("name", keys[i].Name));
        }

        return session.QueryFirstOfEach(questions, ReadRow, cancelled);
    }

    public static async ValueTask<IReadOnlyList<bool>> WereKeysDeleted(SqlSession session, IReadOnlyList<string> ids, CancellationToken cancelled)
    {
        SqlStatement[] questions = [.. ids.Select(static id => SqlStatement.Create(GoneKey, ("id", EntityKey.Fold(id))))];
        var found = await session.QueryFirstOfEach(questions, static row => row.GetString(0), cancelled).ConfigureAwait(false);
        return [.. found.Select(static id => id is not null)];
    }

    public static ValueTask<List<EntityRow>> All(SqlSession session) => session.QueryAll(Everything, ReadRow, CancellationToken.None);

    public static ValueTask<EntityRow?> FindById(SqlSession session, EntityKind kind, string id, CancellationToken cancelled) =>
        session.QueryFirst(ById, ReadRow, cancelled, ("kind", (int)kind), ("id", id));

    public static ValueTask<List<EntityRow>> List(
        SqlSession session, EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        pathPrefix is "" or "/" // every path begins with a slash
            ? session.QueryAll(
                Page, ReadRow, cancelled, ("kind", (int)kind), ("account", account), ("after", EntityKey.Fold(after)), ("limit", limit))
            : session.QueryAll(
                PageOfPath, ReadRow, cancelled, ("kind", (int)kind), ("account", account), ("path", pathPrefix), ("path_end", pathPrefix + AfterAllPaths),
                ("after", EntityKey.Fold(after)), ("limit", limit));

    public static ValueTask<List<EntityRow>> Referrers(
        SqlSession session, EntityKind kind, string account, EntityReference target, string pathPrefix, string after, int limit, CancellationToken cancelled) =>
        session.QueryAll(
            PageOfReferrers, ReadRow, cancelled, ("kind", (int)kind), ("account", account), ("relation", (int)target.Relation), ("target", target.TargetId),
            ("path", pathPrefix), ("path_end", pathPrefix + AfterAllPaths), ("after", EntityKey.Fold(after)), ("limit", limit));

    public static async ValueTask<int> ReadTally(SqlSession session, string account, string counted, CancellationToken cancelled) =>
        (int)await session.QueryFirst(Tally, static row => row.GetInt64(0), cancelled, ("account", account), ("counted", counted)).ConfigureAwait(false);

    private static EntityRow ReadRow(DbDataReader row) => new()
    {
        Key = new EntityKey((EntityKind)row.GetInt32(7), row.GetString(0), row.GetString(1)),
        Id = row.GetString(2),
        Path = row.GetString(3),
        Version = row.GetInt64(4),
        References = EntityReferences.FromColumn(row.GetString(5)),
        Body = row.GetFieldValue<byte[]>(6),
    };
}
