using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Groups;

/// <summary>Shows an inline policy of a group.</summary>
internal sealed class GetGroupPolicy(IamServices iam)
    : GetInlinePolicy<GetGroupPolicyRequest, Group, GetGroupPolicyResponse>(iam, static input => input.GroupName)
{
    protected override GetGroupPolicyResponse Show(Group holder, InlinePolicy policy) =>
        new() { GroupName = holder.Name, PolicyName = policy.Name, PolicyDocument = policy.Document };
}
