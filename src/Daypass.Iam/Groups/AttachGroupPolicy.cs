using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Groups;

/// <summary>Attaches a managed policy to a group.</summary>
internal sealed class AttachGroupPolicy(IamServices iam)
    : AttachPolicy<AttachGroupPolicyRequest, Group>(iam, static input => input.GroupName, PermissionKeys.None);
