using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Roles;

/// <summary>Deletes an inline policy of a role.</summary>
internal sealed class DeleteRolePolicy(IamServices iam)
    : DeleteInlinePolicy<DeleteRolePolicyRequest, Role>(iam, static input => input.RoleName, PermissionKeys.Boundary);
