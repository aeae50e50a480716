using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Roles;

/// <summary>Takes the permissions boundary from a role.</summary>
internal sealed class DeleteRolePermissionsBoundary(IamServices iam)
    : DeleteBoundary<DeleteRolePermissionsBoundaryRequest, Role>(iam, static input => input.RoleName);
