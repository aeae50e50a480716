using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Roles;

/// <summary>Sets the permissions boundary of a role.</summary>
internal sealed class PutRolePermissionsBoundary(IamServices iam)
    : PutBoundary<PutRolePermissionsBoundaryRequest, Role>(iam, static input => input.RoleName, static input => input.PermissionsBoundary);
