namespace Daypass.Iam.OwnedCredentials;

/// <summary>Finds and changes the credentials of the owner that was authorized.</summary>
internal static class OwnedWrites
{
    /// <summary>More than any owner has of one kind.</summary>
    private const int Most = 100;

    /// <summary>Does the work in a transaction, if the owner is still the one that was authorized.</summary>
    public static ValueTask<Result<TOutput>> WriteFor<TOutput>(
        this IDirectoryStore store, Owner authorized, Func<IDirectoryTransaction, Owner, ValueTask<Result<TOutput>>> write, CancellationToken cancelled) =>
        store.Write<TOutput>(
            async transaction =>
            {
                var owner = await authorized.Current(transaction, cancelled);
                return owner.Succeeded ? await write(transaction, owner.Value) : owner.Error;
            },
            cancelled);

    /// <summary>Changes or removes the credential that a step found in the same transaction.</summary>
    public static ValueTask<Result<NoOutput>> WriteOwned<T>(
        this IDirectoryStore store, Owner authorized, Func<IDirectoryReader, Owner, ValueTask<Result<T>>> find,
            Func<IDirectoryTransaction, T, ValueTask<bool>> write, CancellationToken cancelled)
        where T : class, IOwned<T> =>
        store.WriteFor<NoOutput>(
            authorized,
            async (transaction, owner) =>
            {
                var found = await find(transaction, owner);
                return !found.Succeeded ? found.Error
                    : await write(transaction, found.Value) ? NoOutput.Instance
                    : IamErrors.ConcurrentModification;
            },
            cancelled);

    /// <summary>All credentials of a kind that an owner has.</summary>
    public static ValueTask<IReadOnlyList<T>> OwnedBy<T>(this IDirectoryReader reader, Owner owner, CancellationToken cancelled) where T : class, IOwned<T> =>
        reader.Referrers<T>(owner.Account, Relation.Credential, owner.Id, "/", "", Most, cancelled);
}
