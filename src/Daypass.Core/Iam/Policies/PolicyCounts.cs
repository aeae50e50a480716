using Daypass.Core.Entities;
using Daypass.Core.Stores;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Policies;

/// <summary>Counts who has a managed policy, in one account.</summary>
internal static class PolicyCounts
{
    /// <summary>A policy with its counts, as lists show it.</summary>
    public static async ValueTask<ManagedPolicyShape> Show(this IamParts iam, ManagedPolicy policy, string account, CancellationToken cancelled)
    {
        var arn = iam.Arns.Of(policy);
        return policy.ToWire(
            iam.Arns,
            await iam.Store.CountReferrers(account, Relation.Attached, arn, cancelled),
            await iam.Store.CountReferrers(account, Relation.Boundary, arn, cancelled));
    }
}
