using Daypass.Core.Stores;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Entities;

/// <summary>The directory inside a writing transaction.</summary>
/// <remarks>
/// No other writer runs meanwhile, so what a statement finds stays true until the commit. The driver is not given the caller's token: a statement
/// broken off halfway would take the connection with it; the token is looked at between statements and a statement's own timeout bounds the rest.
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

    private const string InsertReference =
        "insert into reference (target, relation, account, kind, name) values (@target, @relation, @account, @kind, @name)";

    private const string DeleteReference =
        "delete from reference where target = @target and relation = @relation and account = @account and kind = @kind and name = @name";

    private readonly SqlSession session = transaction.Session;

    public ValueTask<EntityRow?> Find(EntityKey key, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return EntityQueries.Find(session, key, CancellationToken.None);
    }

    public ValueTask<EntityRow?> FindById(EntityKind kind, string id, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return EntityQueries.FindById(session, kind, id, CancellationToken.None);
    }

    public async ValueTask<IReadOnlyList<EntityRow>> List(
        EntityKind kind, string account, string pathPrefix, string after, int limit, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return await EntityQueries.List(session, kind, account, pathPrefix, after, limit, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<EntityRow>> Referrers(
        EntityKind kind, string account, Relation relation, string targetId, string pathPrefix, string after, int limit, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return await EntityQueries.Referrers(
            session, kind, account, new EntityReference(relation, targetId), pathPrefix, after, limit, CancellationToken.None).ConfigureAwait(false);
    }

    public ValueTask<int> CountReferrers(string account, Relation relation, string targetId, CancellationToken cancelled) =>
        Counted(account, Arrows.Counted(new EntityReference(relation, targetId)), cancelled);

    public ValueTask<int> Count(EntityKind kind, string account, CancellationToken cancelled) => Counted(account, Arrows.Counted(kind), cancelled);

    public async ValueTask<bool> TryAdd(EntityRow row, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        var key = row.Key;
        var added = await session.Run(
            Insert, CancellationToken.None, ("kind", (int)key.Kind), ("account", key.Account), ("name", key.Name), ("id", row.Id), ("path", row.Path),
            ("points_at", Arrows.ToColumn(row.References)), ("body", row.Body.ToArray())).ConfigureAwait(false);
        if (added == 0)
        {
            return false;
        }

        transaction.Count(key.Account, Arrows.Counted(key.Kind), 1);
        await Point(InsertReference, key, row.References, 1).ConfigureAwait(false);
        transaction.Changed(key, row.Id);
        return true;
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

        await session.Run(
            Update, CancellationToken.None, ("name", key.Name), ("path", row.Path), ("points_at", Arrows.ToColumn(row.References)),
            ("body", row.Body.ToArray()), ("kind", (int)key.Kind), ("account", key.Account), ("old_name", oldKey.Name)).ConfigureAwait(false);
        await Repoint(oldKey, stored.References, key, row.References).ConfigureAwait(false);
        if (key != oldKey)
        {
            transaction.Changed(oldKey, row.Id);
        }

        transaction.Changed(key, row.Id);
        return true;
    }

    public async ValueTask<bool> TryDelete(EntityKey key, CancellationToken cancelled)
    {
        if (await Find(key, cancelled).ConfigureAwait(false) is not { } stored)
        {
            return false;
        }

        await session.Run(Delete, CancellationToken.None, ("kind", (int)key.Kind), ("account", key.Account), ("name", key.Name)).ConfigureAwait(false);
        transaction.Count(key.Account, Arrows.Counted(key.Kind), -1);
        await Point(DeleteReference, key, stored.References, -1).ConfigureAwait(false);
        transaction.Changed(key, stored.Id);
        return true;
    }

    private async ValueTask<int> Counted(string account, string counted, CancellationToken cancelled)
    {
        cancelled.ThrowIfCancellationRequested();
        return await EntityQueries.Counted(session, account, counted, CancellationToken.None).ConfigureAwait(false)
            + transaction.Counted(account, counted);
    }

    /// <summary>Turns the arrows that differ; all of them when the entity they start from has a new name.</summary>
    private async ValueTask Repoint(EntityKey oldKey, IReadOnlyList<EntityReference> old, EntityKey key, IReadOnlyList<EntityReference> references)
    {
        var gone = new HashSet<EntityReference>(old);
        var come = new HashSet<EntityReference>(references);
        if (key == oldKey)
        {
            gone.ExceptWith(references);
            come.ExceptWith(old);
        }

        await Point(DeleteReference, oldKey, gone, -1).ConfigureAwait(false);
        await Point(InsertReference, key, come, 1).ConfigureAwait(false);
    }

    private ValueTask Point(string text, EntityKey from, IEnumerable<EntityReference> references, int by)
    {
        var sets = new List<(string, object)[]>();
        foreach (var reference in references.ToHashSet())
        {
            transaction.Count(from.Account, Arrows.Counted(reference), by);
            sets.Add(
            [
                ("target", reference.TargetId), ("relation", (int)reference.Relation), ("account", from.Account), ("kind", (int)from.Kind), ("name", from.Name),
            ]);
        }

        return session.RunEach(text, sets, CancellationToken.None);
    }
}
