namespace Daypass.Iam.AccessKeys;

/// <summary>Finds access keys and shows them.</summary>
internal static class AccessKeyAnswers
{
    /// <summary>The key may be used.</summary>
    public const string Active = "Active";

    /// <summary>The key may not be used.</summary>
    public const string Inactive = "Inactive";

    /// <summary>The status of a key.</summary>
    public static string StatusOf(AccessKey key) => key.Active ? Active : Inactive;

    /// <summary>Changes a key of the owner that was authorized.</summary>
    public static ValueTask<Result<NoOutput>> WriteKey(
        this IDirectoryStore store, Owner authorized, string accessKeyId, Func<IDirectoryTransaction, AccessKey, ValueTask<bool>> write,
            CancellationToken cancelled) =>
        store.Write<NoOutput>(
            async transaction =>
            {
                var owner = await authorized.Current(transaction, cancelled);
                if (!owner.Succeeded)
                {
                    return owner.Error;
                }

                if (await transaction.Find<AccessKey>("", accessKeyId, cancelled) is not { } key
                    || key.OwnerId != authorized.Id || key.OwnerAccount != authorized.Account)
                {
                    return IamErrors.NoSuchEntity($"The Access Key with id {accessKeyId} cannot be found.");
                }

                return await write(transaction, key) ? NoOutput.Instance : IamErrors.ConcurrentModification;
            },
            cancelled);
}
