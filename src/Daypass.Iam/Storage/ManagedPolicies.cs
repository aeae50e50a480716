using Daypass.Core.AwsManagedPolicies;
using Daypass.Core.Directory;
using Daypass.Protocol;

namespace Daypass.Iam.Storage;

/// <summary>Finds managed policies by their ARNs.</summary>
internal static class ManagedPolicies
{
    /// <summary>The policy whose ARN is exactly this, or null.</summary>
    public static async ValueTask<ManagedPolicy?> Find(IDirectoryReader reader, EntityArns arns, Arn arn, CancellationToken cancelled) =>
        IsPolicy(arn) && await reader.Find<ManagedPolicy>(arn.Account.ToString(), arn.ResourceName.ToString(), cancelled) is { } policy
            && arns.For(policy) == arn.Text
            ? policy
            : null;

    /// <summary>The policy a caller of this account may use: its own or a shared one.</summary>
    public static async ValueTask<Result<ManagedPolicy>> FindUsable(IDirectoryReader reader, EntityArns arns, string account, string text,
        CancellationToken cancelled)
    {
        if (!Arn.TryParse(text, out var arn))
        {
            return IamErrors.UnreadableArn;
        }

        if (!IsPolicy(arn))
        {
            return IamErrors.NotAPolicyArn(text);
        }

        return IsUsable(arn, account) && await Find(reader, arns, arn, cancelled) is { } policy ? policy : Unknown(arn, text);
    }

    /// <summary>The same, in the words of operations that attach.</summary>
    public static async ValueTask<Result<ManagedPolicy>> FindAttachable(IDirectoryReader reader, EntityArns arns, string account, string text,
        CancellationToken cancelled)
    {
        var found = await FindUsable(reader, arns, account, text, cancelled);
        return found.Error?.Code == ErrorCode.NoSuchEntity
            ? IamErrors.NoSuchEntity(IamErrors.UnattachablePolicy(text).Message + Hint(Arn.Parse(text)))
            : found.Succeeded && IsForServices(found.Value) ? IamErrors.ServicePolicy
            : found;
    }

    /// <summary>There is no such policy; of AWS's own it is said how they get here.</summary>
    public static AwsError Unknown(Arn arn, string text) => IamErrors.NoSuchEntity(IamErrors.UnknownPolicy(text).Message + Hint(arn));

    private static string Hint(Arn arn) =>
        !arn.Account.SequenceEqual(EntityArns.SharedAccount) ? ""
        : AwsPolicyNames.Contains(arn.Resource["policy".Length..].ToString())
            ? " AWS has this policy, but it was not imported here: see daypass-server import-managed-policies and docs/managed-policies.md."
            : " Policies of AWS are imported with daypass-server import-managed-policies, see docs/managed-policies.md.";

    /// <summary>Whether a policy is for service-linked roles only.</summary>
    public static bool IsForServices(ManagedPolicy policy) =>
        policy.Account == EntityArns.SharedAccount && policy.Path.StartsWith(Role.LinkedPath, StringComparison.Ordinal);

    /// <summary>Whether an ARN is a managed policy's.</summary>
    public static bool IsPolicy(Arn arn) => arn.Service.SequenceEqual("iam") && arn.ResourceType.SequenceEqual("policy");

    /// <summary>Whether an account may use a policy: its own or a shared one.</summary>
    public static bool IsUsable(Arn arn, string account) => arn.Account.SequenceEqual(account) || arn.Account.SequenceEqual(EntityArns.SharedAccount);
}
