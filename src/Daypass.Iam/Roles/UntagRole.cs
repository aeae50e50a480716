using Daypass.Iam.Tags;

namespace Daypass.Iam.Roles;

/// <summary>Takes tags from a role.</summary>
internal sealed class UntagRole(IamServices iam) : UntagEntity<UntagRoleRequest, Role>(iam, static input => input.RoleName);
