using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Roles;

/// <summary>Detaches a managed policy from a role.</summary>
internal sealed class DetachRolePolicy(IamServices iam)
    : DetachPolicy<DetachRolePolicyRequest, Role>(iam, static input => input.RoleName, PermissionKeys.Boundary);
