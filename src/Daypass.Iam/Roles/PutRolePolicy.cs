using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Roles;

/// <summary>Stores an inline policy of a role.</summary>
internal sealed class PutRolePolicy(IamServices iam)
    : PutInlinePolicy<PutRolePolicyRequest, Role>(iam, static input => input.RoleName, PermissionKeys.Boundary);
