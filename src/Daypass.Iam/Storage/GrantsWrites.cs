namespace Daypass.Iam.Storage;

/// <summary>Changes what a user, group or role may do; a service-linked role's permissions are its service's affair.</summary>
internal static class GrantsWrites
{
    /// <summary>Why a holder of these policies cannot be deleted yet, or null.</summary>
    public static AwsError? ValidateDelete(Grants grants) =>
        grants.Attached.Count > 0 ? IamErrors.MustFirst("detach all policies")
        : grants.Inline.Count > 0 ? IamErrors.MustFirst("delete policies")
        : null;

    /// <summary>Changes the policies of the holder that was authorized.</summary>
    public static ValueTask<Result<NoOutput>> ChangeGrants<T>(
        this IDirectoryStore store, T holder, Func<IDirectoryTransaction, T, ValueTask<Result<Grants>>> change, CancellationToken cancelled)
        where T : class, IGranted<T> =>
        store.Change(
            holder,
            async (transaction, current) =>
            {
                if (current is Role { LinkedService: not null })
                {
                    return IamErrors.Protected(current.Name);
                }

                var grants = await change(transaction, current);
                if (!grants.Succeeded)
                {
                    return grants.Error;
                }

                return ReferenceEquals(grants.Value, current.Grants) ? current : current.WithGrants(grants.Value);
            },
            cancelled).WithoutOutput();
}
