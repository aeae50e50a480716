namespace Daypass.Iam.Policies;

/// <summary>Shows managed policies.</summary>
internal static class PolicyAnswers
{
    /// <summary>A policy as lists show it, with how many entities of an account have it.</summary>
    public static async ValueTask<ManagedPolicyShape> Show(this IamServices iam, ManagedPolicy policy, string account, CancellationToken cancelled)
    {
        var arn = iam.Arns.For(policy);
        return policy.ToWire(
            iam.Arns,
            await iam.Store.CountReferrers(account, Relation.Attached, arn, cancelled),
            await iam.Store.CountReferrers(account, Relation.Boundary, arn, cancelled));
    }

    /// <summary>The version of that id, or null.</summary>
    public static PolicyVersion? FindVersion(this ManagedPolicy policy, string versionId) =>
        policy.Versions.FirstOrDefault(version => WireShapes.VersionId(version.Number) == versionId);
}
