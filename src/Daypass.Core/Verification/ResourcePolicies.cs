using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Entities;

namespace Daypass.Core.Verification;

/// <summary>Finds the policies that bear on a resource: its own, and that of what it is in.</summary>
internal static class ResourcePolicies
{
    /// <summary>Both, each of them null where there is none.</summary>
    public static async ValueTask<(ResourcePolicyEntry? Own, ResourcePolicyEntry? Outer)> FindResourcePolicies(
        this EntityDirectory directory, string account, string resourceArn, CancellationToken cancelled)
    {
        var own = await directory.FindResourcePolicy(account, resourceArn, cancelled);
        var outer = ResourcePolicy.OuterOf(resourceArn);
        return outer.Length == resourceArn.Length ? (own, null) : (own, await directory.FindResourcePolicy(account, outer, cancelled));
    }

    /// <summary>The access with the policies of its resource, which belongs to an account.</summary>
    public static async ValueTask<Access> WithPolicies(this EntityDirectory directory, Access access, string account, CancellationToken cancelled)
    {
        var (own, outer) = await directory.FindResourcePolicies(account, access.Resource, cancelled);
        return access with { ResourceAccount = account, ResourcePolicy = own?.Named, OuterResourcePolicy = outer?.Named };
    }
}
