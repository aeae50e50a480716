using Daypass.Iam.Tags;

namespace Daypass.Iam.Roles;

/// <summary>Lists the tags of a role.</summary>
internal sealed class ListRoleTags(IamServices iam) : ListEntityTags<ListRoleTagsRequest, Role>(iam, static input => input.RoleName);
