using Daypass.Core.Stores;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Entities;

/// <summary>The directory inside a writing transaction.</summary>
/// <remarks>
/// No other writer runs meanwhile, so what was read once stays true, and a statement whose outcome follows from it need not be waited for. The driver is
/// not given the caller's token: a statement broken off halfway would take the connection with it; the token is looked at between statements and a statement's
/// own timeout bounds the rest.
/// </remarks>
internal sealed class DirectoryTransaction(WriteTransaction transaction) : IDirectoryTransaction
{
    private const string Insert =
        """
        insert into entity (kind, account, name, id, path, version, points_at, body)
        values (@kind, @account, @name, @id, @path, 1, @points_at, @body)
        on conflict do nothing
        """;

    private const string Update =
        """
        update entity set name = @name, path = @path, version = version + 1, points_at = @points_at, body = @body
        where kind = @kind and account = @account and name = @old_name
        """;

    private const string Delete = "delete from entity where kind = @kind and account = @account and name = @name";

    private const string BuryKey = "insert into gone_key (id) values (@id) on conflict do nothing";

    private const string InsertReference =
        "insert into reference (target, relation, account, kind, name) values (@target, @relation, @account, @kind, @name)";

    private const string DeleteReference =
        "delete from reference where target = @target and relation = @relation and account = @account and kind = @kind and name = @name";

    /// <summary>Entities as they are now, read or written by this transaction: a handler mostly reads what it is about to change.</summary>
    private readonly Dictionary<EntityKey, EntityRow> _known = [];

    public async ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        if (_known.TryGetValue(key, out var row))
        {
            return row;
        }

        row = await EntityQueries.Find(await transaction.GetSession().ConfigureAwait(false), key, CancellationToken.None).ConfigureAwait(false);
        return row is null ? null : _known[key] = row;
    }

    public async ValueTask<IReadOnlyList<EntityRow?>> FindAll(IReadOnlyList<EntityKey> keys, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var rows = await EntityQueries.FindAll(await transaction.GetSession().ConfigureAwait(false), keys, CancellationToken.None).ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (row is not null)
            {
                _known[row.Key] = row;
            }
        }

        return rows;
    }

    public async ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var row = await EntityQueries.FindById(await transaction.GetSession().ConfigureAwait(false), kind, id, CancellationToken.None).ConfigureAwait(false);
        return row is null ? null : _known[row.Key] = row;
    }

    public async ValueTask<IReadOnlyList<EntityRow>> List(
        EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var session = await transaction.GetSession().ConfigureAwait(false);
        return await EntityQueries.List(session, kind, account, pathPrefix, after, limit, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<EntityRow>> Referrers(
        EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after, int limit, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return await EntityQueries.Referrers(
            await transaction.GetSession().ConfigureAwait(false), kind, account, new EntityReference(relation, targetId), pathPrefix, after, limit,
            CancellationToken.None).ConfigureAwait(false);
    }

    public ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled) =>
        ReadCount(account, EntityReferences.TallyName(new EntityReference(relation, targetId)), cancelled);

    public ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled) =>
        ReadCount(account, EntityReferences.TallyName(kind), cancelled);

    public async ValueTask<IReadOnlyList<bool>> WereKeysDeleted(IReadOnlyList<string> accessKeyIds, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var session = await transaction.GetSession().ConfigureAwait(false);
        return await EntityQueries.WereKeysDeleted(session, accessKeyIds, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<bool> TryAdd(EntityRow row, CancellationToken cancelled) => (await TryAddAll([row], cancelled).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<bool>> TryAddAll(IReadOnlyList<EntityRow> rows, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var stored = new EntityRow[rows.Count];
        var inserts = new SqlStatement[rows.Count];
        for (var i = 0; i < inserts.Length; i++)
        {
            var body = rows[i].Body.ToArray();
            var row = stored[i] = rows[i] with { Version = 1, Body = body };
            inserts[i] = SqlStatement.Create(
                Insert, ("kind", (int)row.Key.Kind), ("account", row.Key.Account), ("name", row.Key.Name), ("id", row.Id), ("path", row.Path),
                ("points_at", EntityReferences.ToColumn(row.References)), ("body", body));
        }

        var changed = await transaction.Execute(inserts).ConfigureAwait(false);
        var added = new bool[inserts.Length];
        for (var i = 0; i < added.Length; i++)
        {
            if (changed[i] > 0)
            {
                added[i] = true;
                RecordAdded(stored[i]);
            }
        }

        return added;
    }

    public async ValueTask<bool> TryUpdate(EntityKey oldKey, EntityRow row, CancellationToken cancelled)
    {
        var key = row.Key;
        if ((key.Kind, key.Account) != (oldKey.Kind, oldKey.Account))
        {
            throw new ArgumentException("An entity keeps its kind and its account.", nameof(row));
        }

        var stored = await Find(oldKey, cancelled).ConfigureAwait(false);
        if (stored is null || stored.Version != row.Version || stored.Id != row.Id
            || (key != oldKey && await Find(key, cancelled).ConfigureAwait(false) is not null))
        {
            return false;
        }

        var body = row.Body.ToArray();
        transaction.Defer(SqlStatement.Create(
            Update, ("name", key.Name), ("path", row.Path), ("points_at", EntityReferences.ToColumn(row.References)), ("body", body),
            ("kind", (int)key.Kind), ("account", key.Account), ("old_name", oldKey.Name)));
        UpdateReferences(oldKey, stored.References, key, row.References);
        if (key != oldKey)
        {
            transaction.RecordChange(oldKey, row.Id);
            _known.Remove(oldKey);
        }

        transaction.RecordChange(key, row.Id);
        _known[key] = row with { Version = row.Version + 1, Body = body };
        return true;
    }

    public async ValueTask<bool> TryDelete(EntityKey key, string id, long version, CancellationToken cancelled)
    {
        var stored = await Find(key, cancelled).ConfigureAwait(false);
        if (stored is null || stored.Version != version || stored.Id != id)
        {
            return false;
        }

        transaction.Defer(SqlStatement.Create(Delete, ("kind", (int)key.Kind), ("account", key.Account), ("name", key.Name)));
        transaction.AdjustCount(key.Account, EntityReferences.TallyName(key.Kind), -1);
        WriteReferences(DeleteReference, key, stored.References, -1);
        if (key.Kind is EntityKind.AccessKey)
        {
            transaction.Defer(SqlStatement.Create(BuryKey, ("id", key.Name)));
        }

        transaction.RecordChange(key, stored.Id);
        _known.Remove(key);
        return true;
    }

    private async ValueTask<int> ReadCount(string account, string counted, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var session = await transaction.GetSession().ConfigureAwait(false);
        return await EntityQueries.ReadTally(session, account, counted, CancellationToken.None).ConfigureAwait(false)
            + transaction.PendingCount(account, counted);
    }

    private void RecordAdded(EntityRow row)
    {
        transaction.AdjustCount(row.Key.Account, EntityReferences.TallyName(row.Key.Kind), 1);
        WriteReferences(InsertReference, row.Key, row.References, 1);
        transaction.RecordChange(row.Key, row.Id);
        _known[row.Key] = row;
    }

    /// <summary>Turns the arrows that differ; all of them when the entity they start from has a new name.</summary>
    private void UpdateReferences(EntityKey oldKey, IReadOnlyList<EntityReference> old, EntityKey key, IReadOnlyList<EntityReference> references)
    {
        var gone = new HashSet<EntityReference>(old);
        var come = new HashSet<EntityReference>(references);
        if (key == oldKey)
        {
            gone.ExceptWith(references);
            come.ExceptWith(old);
        }

        WriteReferences(DeleteReference, oldKey, gone, -1);
        WriteReferences(InsertReference, key, come, 1);
    }

    private void WriteReferences(string text, EntityKey from, IEnumerable<EntityReference> references, int by)
    {
        foreach (var reference in references.ToHashSet())
        {
            transaction.AdjustCount(from.Account, EntityReferences.TallyName(reference), by);
            transaction.Defer(SqlStatement.Create(
                text, ("target", reference.TargetId), ("relation", (int)reference.Relation), ("account", from.Account), ("kind", (int)from.Kind),
                ("name", from.Name)));
        }
    }
}
