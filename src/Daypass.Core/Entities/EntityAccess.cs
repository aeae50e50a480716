using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>Reads and writes entities instead of rows.</summary>
public static class EntityAccess
{
    /// <summary>The entity of that name, or null.</summary>
    public static async ValueTask<T?> Find<T>(this IDirectoryReader reader, string account, string name, CancellationToken cancelled)
        where T : class, IEntity<T> =>
        (await reader.Find(EntityKey.Create(T.Kind, account, name), cancelled))?.ToEntity<T>();

    /// <summary>The entity of that unique id, or null.</summary>
    public static async ValueTask<T?> FindById<T>(this IDirectoryReader reader, string id, CancellationToken cancelled) where T : class, IEntity<T> =>
        (await reader.FindById(T.Kind, id, cancelled))?.ToEntity<T>();

    /// <summary>A page of entities in the order of their names.</summary>
    public static async ValueTask<IReadOnlyList<T>> List<T>(this IDirectoryReader reader, string account, string pathPrefix, string after, int limit,
        CancellationToken cancelled) where T : class, IEntity<T> =>
        Entities<T>(await reader.List(T.Kind, account, pathPrefix, after, limit, cancelled));

    /// <summary>A page of the entities that point at a target, in the order of their names.</summary>
    public static async ValueTask<IReadOnlyList<T>> Referrers<T>(
        this IDirectoryReader reader, string account, Relation relation, string targetId, string pathPrefix, string after, int limit,
            CancellationToken cancelled) where T : class, IEntity<T> =>
        Entities<T>(await reader.Referrers(T.Kind, account, relation, targetId, pathPrefix, after, limit, cancelled));

    /// <summary>False when the name or the unique id is taken.</summary>
    public static ValueTask<bool> TryAdd<T>(this IDirectoryTransaction transaction, T entity, CancellationToken cancelled) where T : class, IEntity<T> =>
        transaction.TryAdd(entity.ToRow(), cancelled);

    /// <summary>Replaces <paramref name="old"/> as it was read in this transaction; false only when a rename meets a taken name.</summary>
    public static ValueTask<bool> TryUpdate<T>(this IDirectoryTransaction transaction, T old, T changed, CancellationToken cancelled)
        where T : class, IEntity<T> =>
        transaction.TryUpdate(old.KeyOf(), changed.AtVersion(old.Version).ToRow(), cancelled);

    /// <summary>Removes an entity as it was read; false when it is gone, was changed, or is a namesake created later.</summary>
    public static ValueTask<bool> TryDelete<T>(this IDirectoryTransaction transaction, T entity, CancellationToken cancelled) where T : class, IEntity<T> =>
        transaction.TryDelete(entity.KeyOf(), entity.Id, entity.Version, cancelled);

    private static List<T> Entities<T>(IReadOnlyList<EntityRow> rows) where T : class, IEntity<T>
    {
        var entities = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            entities.Add(row.ToEntity<T>());
        }

        return entities;
    }
}
