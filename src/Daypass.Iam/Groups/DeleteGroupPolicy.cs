using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Groups;

/// <summary>Deletes an inline policy of a group.</summary>
internal sealed class DeleteGroupPolicy(IamServices iam)
    : DeleteInlinePolicy<DeleteGroupPolicyRequest, Group>(iam, static input => input.GroupName, PermissionKeys.None);
