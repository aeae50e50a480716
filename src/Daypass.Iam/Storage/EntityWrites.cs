namespace Daypass.Iam.Storage;

/// <summary>The ways IAM writes an entity, each one serializable transaction that compares what was authorized with what is stored.</summary>
internal static class EntityWrites
{
    /// <summary>Drawing an id a third time means that something else is wrong.</summary>
    private const int Draws = 3;

    /// <summary>Changes the entity that was authorized; nothing is written when it stays the same.</summary>
    /// <remarks>An entity that was changed meanwhile, but not in what the permission depends on, is changed as it is now. One that was renamed, tagged,
    /// moved, made anew or given another permissions boundary is <see cref="IamErrors.ConcurrentModification"/>, and the request is authorized anew.</remarks>
    public static ValueTask<Result<T>> Change<T>(
        this IDirectoryStore store, T authorized, Func<IDirectoryTransaction, T, ValueTask<Result<T>>> change, CancellationToken cancelled)
        where T : class, IEntity<T> =>
        store.Write<T>(
            async transaction =>
            {
                var changed = await change(transaction, authorized);
                if (changed.Succeeded && !ReferenceEquals(changed.Value, authorized) && await transaction.TryUpdate(authorized, changed.Value, cancelled))
                {
                    return changed;
                }

                var current = await transaction.Current(authorized, cancelled);
                if (!current.Succeeded)
                {
                    return current.Error;
                }

                if (current.Value.Version == authorized.Version)
                {
                    return !changed.Succeeded || ReferenceEquals(changed.Value, authorized) ? changed : EntityMessages.Exists(T.Kind, changed.Value.Name);
                }

                return await transaction.Change(current.Value, change, cancelled);
            },
            cancelled);

    /// <summary>Changes an entity that was read in this transaction.</summary>
    public static async ValueTask<Result<T>> Change<T>(
        this IDirectoryTransaction transaction, T found, Func<IDirectoryTransaction, T, ValueTask<Result<T>>> change, CancellationToken cancelled)
        where T : class, IEntity<T>
    {
        var changed = await change(transaction, found);
        if (!changed.Succeeded || ReferenceEquals(changed.Value, found))
        {
            return changed;
        }

        return await transaction.TryUpdate(found, changed.Value, cancelled) ? changed : EntityMessages.Exists(T.Kind, changed.Value.Name);
    }

    /// <summary>The entity that was authorized as it is in this transaction, if what was allowed about the one is allowed about the other.</summary>
    public static async ValueTask<Result<T>> Current<T>(this IDirectoryReader reader, T authorized, CancellationToken cancelled) where T : class, IEntity<T> =>
        await reader.Find<T>(authorized.Account, authorized.Name, cancelled) is { } current && PermissionSubject.AreAlike(current, authorized)
            ? current
            : IamErrors.ConcurrentModification;

    /// <summary>Adds an entity under a quota; the id is drawn again should another entity have it.</summary>
    /// <param name="transaction">Where.</param>
    /// <param name="make">Makes it with a fresh id.</param>
    /// <param name="quota">The quota's name and size.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async ValueTask<Result<T>> Add<T>(
        this IDirectoryTransaction transaction, Func<T> make, (string Name, int Limit) quota, CancellationToken cancelled) where T : class, IEntity<T>
    {
        var made = make();
        if (await transaction.Find<T>(made.Account, made.Name, cancelled) is not null)
        {
            return EntityMessages.Exists(T.Kind, made.Name);
        }

        if (await transaction.Count(T.Kind, made.Account, cancelled) >= quota.Limit)
        {
            return IamErrors.QuotaExceeded(quota.Name, quota.Limit);
        }

        for (var draw = 0; draw < Draws; draw++, made = make())
        {
            if (await transaction.TryAdd(made, cancelled))
            {
                return made;
            }
        }

        throw new InvalidOperationException($"No free unique id was drawn for {T.Kind} {made.Name}.");
    }

    /// <summary>Removes the entity that was authorized unless something hangs on it.</summary>
    public static ValueTask<Result<NoOutput>> Remove<T>(
        this IDirectoryStore store, T authorized, Func<IDirectoryTransaction, T, ValueTask<AwsError?>> validate, CancellationToken cancelled)
        where T : class, IEntity<T> =>
        store.Write<NoOutput>(
            async transaction =>
            {
                var current = await transaction.Current(authorized, cancelled);
                if (!current.Succeeded)
                {
                    return current.Error;
                }

                if (await validate(transaction, current.Value) is { } refusal)
                {
                    return refusal;
                }

                return await transaction.TryDelete(current.Value, cancelled) ? NoOutput.Instance : IamErrors.ConcurrentModification;
            },
            cancelled);

    /// <summary>Forgets the value of a success.</summary>
    public static async ValueTask<Result<NoOutput>> WithoutOutput<T>(this ValueTask<Result<T>> written)
    {
        var result = await written;
        return result.Succeeded ? NoOutput.Instance : result.Error;
    }
}
