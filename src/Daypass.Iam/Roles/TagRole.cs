using Daypass.Iam.Tags;

namespace Daypass.Iam.Roles;

/// <summary>Adds tags to a role.</summary>
internal sealed class TagRole(IamServices iam) : TagEntity<TagRoleRequest, Role>(iam, static input => input.RoleName);
