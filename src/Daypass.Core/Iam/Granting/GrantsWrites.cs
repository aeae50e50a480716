using Daypass.Core.Entities;
using Daypass.Core.Iam.Records;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Granting;

/// <summary>Changes what a user, group or role may do; a service-linked role's permissions are its service's affair.</summary>
internal static class GrantsWrites
{
    /// <summary>Why a holder of these policies cannot be deleted yet, or null.</summary>
    public static AwsError? RefuseDelete(Grants grants) =>
        grants.Attached.Count > 0 ? IamErrors.MustFirst("detach all policies")
        : grants.Inline.Count > 0 ? IamErrors.MustFirst("delete policies")
        : null;

    /// <summary>Finds the holder and changes its policies.</summary>
    public static ValueTask<Result<NoOutput>> ChangeGrants<T>(
        this IDirectoryStore store, string name, OperationContext context, Func<IDirectoryTransaction, T, ValueTask<Result<Grants>>> change) where T : class, IGranted<T> =>
        store.Change<T>(
            context.Caller.Account,
            name,
            async (transaction, holder) =>
            {
                if (holder is Role { LinkedService: not null })
                {
                    return IamErrors.Protected(holder.Name);
                }

                var grants = await change(transaction, holder);
                if (!grants.Succeeded)
                {
                    return grants.Error;
                }

                return ReferenceEquals(grants.Value, holder.Grants) ? holder : holder.WithGrants(grants.Value);
            },
            context.Cancelled).Silent();
}
