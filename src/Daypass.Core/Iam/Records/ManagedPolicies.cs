using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Iam.Records;

/// <summary>Finds managed policies by their ARNs.</summary>
internal static class ManagedPolicies
{
    /// <summary>The policy whose ARN is exactly this, or null.</summary>
    public static async ValueTask<ManagedPolicy?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        IsPolicy(arn) && await reader.Find<ManagedPolicy>(arn.Account.ToString(), arn.ResourceName.ToString(), cancelled) is { } policy && arns.Of(policy) == arn.Text
            ? policy
            : null;

    /// <summary>The policy a caller of this account may use: its own or a shared one.</summary>
    public static async ValueTask<Result<ManagedPolicy>> FindUsable(IDirectoryReader reader, EntityArns arns, string account, string text, CancellationToken cancelled)
    {
        if (!Arn.TryParse(text, out var arn))
        {
            return IamErrors.UnreadableArn;
        }

        if (!IsPolicy(arn))
        {
            return IamErrors.NotAPolicyArn(text);
        }

        return IsUsable(arn, account) && await Find(reader, arns, arn, cancelled) is { } policy ? policy : IamErrors.UnknownPolicy(text);
    }

    /// <summary>The same, in the words of operations that attach.</summary>
    public static async ValueTask<Result<ManagedPolicy>> FindAttachable(IDirectoryReader reader, EntityArns arns, string account, string text, CancellationToken cancelled)
    {
        var found = await FindUsable(reader, arns, account, text, cancelled);
        return found.Error?.Code == ErrorCode.NoSuchEntity ? IamErrors.UnattachablePolicy(text) : found;
    }

    /// <summary>Changes a policy of the caller's own account.</summary>
    public static ValueTask<Result<ManagedPolicy>> Change(
        IDirectoryStore store, EntityArns arns, string account, string arn, Func<IDirectoryTransaction, ManagedPolicy, ValueTask<Result<ManagedPolicy>>> change, CancellationToken cancelled) =>
        store.Write<ManagedPolicy>(
            async transaction =>
            {
                var found = await FindUsable(transaction, arns, account, arn, cancelled);
                return found.Succeeded ? await transaction.Change(found.Value, change, cancelled) : found;
            },
            cancelled);

    private static bool IsPolicy(Arn arn) => arn.Service.SequenceEqual("iam") && arn.ResourceType.SequenceEqual("policy");

    private static bool IsUsable(Arn arn, string account) => arn.Account.SequenceEqual(account) || arn.Account.SequenceEqual(EntityArns.SharedAccount);
}
