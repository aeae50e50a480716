using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Groups;

/// <summary>Detaches a managed policy from a group.</summary>
internal sealed class DetachGroupPolicy(IamServices iam)
    : DetachPolicy<DetachGroupPolicyRequest, Group>(iam, static input => input.GroupName, PermissionKeys.None);
