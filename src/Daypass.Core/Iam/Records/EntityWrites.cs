using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Records;

/// <summary>The ways IAM writes an entity, each one serializable transaction.</summary>
internal static class EntityWrites
{
    /// <summary>Drawing an id a third time means that something else is wrong.</summary>
    private const int Draws = 3;

    /// <summary>Finds an entity by its name, changes it and stores it; nothing is written when it stays the same.</summary>
    public static ValueTask<Result<T>> Change<T>(
        this IDirectoryStore store, string account, string name, Func<IDirectoryTransaction, T, ValueTask<Result<T>>> change, CancellationToken cancelled) where T : class, IEntity<T> =>
        store.Write<T>(
            async transaction => await transaction.Find<T>(account, name, cancelled) is { } found
                ? await transaction.Change(found, change, cancelled)
                : EntityWords.Unknown(T.Kind, name),
            cancelled);

    /// <summary>Changes an entity that was read in this transaction.</summary>
    public static async ValueTask<Result<T>> Change<T>(
        this IDirectoryTransaction transaction, T found, Func<IDirectoryTransaction, T, ValueTask<Result<T>>> change, CancellationToken cancelled) where T : class, IEntity<T>
    {
        var changed = await change(transaction, found);
        if (!changed.Succeeded || ReferenceEquals(changed.Value, found))
        {
            return changed;
        }

        return await transaction.TryUpdate(found, changed.Value, cancelled) ? changed : EntityWords.Exists(T.Kind, changed.Value.Name);
    }

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
            return EntityWords.Exists(T.Kind, made.Name);
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

    /// <summary>Finds an entity by its name and removes it unless something hangs on it.</summary>
    public static ValueTask<Result<NoOutput>> Remove<T>(
        this IDirectoryStore store, string account, string name, Func<IDirectoryTransaction, T, ValueTask<AwsError?>> refuse, CancellationToken cancelled) where T : class, IEntity<T> =>
        store.Write<NoOutput>(
            async transaction =>
            {
                if (await transaction.Find<T>(account, name, cancelled) is not { } found)
                {
                    return EntityWords.Unknown(T.Kind, name);
                }

                if (await refuse(transaction, found) is { } refusal)
                {
                    return refusal;
                }

                await transaction.TryDelete(found, cancelled);
                return NoOutput.Instance;
            },
            cancelled);

    /// <summary>Forgets the value of a success.</summary>
    public static async ValueTask<Result<NoOutput>> Silent<T>(this ValueTask<Result<T>> written)
    {
        var result = await written;
        return result.Succeeded ? NoOutput.Instance : result.Error;
    }
}
