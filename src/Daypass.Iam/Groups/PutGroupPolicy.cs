using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Groups;

/// <summary>Stores an inline policy of a group.</summary>
internal sealed class PutGroupPolicy(IamServices iam)
    : PutInlinePolicy<PutGroupPolicyRequest, Group>(iam, static input => input.GroupName, PermissionKeys.None);
