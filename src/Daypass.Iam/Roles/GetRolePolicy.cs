using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Roles;

/// <summary>Shows an inline policy of a role.</summary>
internal sealed class GetRolePolicy(IamServices iam) : GetInlinePolicy<GetRolePolicyRequest, Role, GetRolePolicyResponse>(iam, static input => input.RoleName)
{
    protected override GetRolePolicyResponse Show(Role holder, InlinePolicy policy) =>
        new() { RoleName = holder.Name, PolicyName = policy.Name, PolicyDocument = policy.Document };
}
