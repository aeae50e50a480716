using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Roles;

/// <summary>Attaches a managed policy to a role.</summary>
internal sealed class AttachRolePolicy(IamServices iam)
    : AttachPolicy<AttachRolePolicyRequest, Role>(iam, static input => input.RoleName, PermissionKeys.Boundary);
