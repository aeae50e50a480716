using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Users;

/// <summary>Shows an inline policy of a user.</summary>
internal sealed class GetUserPolicy(IamServices iam) : GetInlinePolicy<GetUserPolicyRequest, User, GetUserPolicyResponse>(iam, static input => input.UserName)
{
    protected override GetUserPolicyResponse Show(User holder, InlinePolicy policy) =>
        new() { UserName = holder.Name, PolicyName = policy.Name, PolicyDocument = policy.Document };
}
