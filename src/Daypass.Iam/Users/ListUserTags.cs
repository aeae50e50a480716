using Daypass.Iam.Tags;

namespace Daypass.Iam.Users;

/// <summary>Lists the tags of a user.</summary>
internal sealed class ListUserTags(IamServices iam) : ListEntityTags<ListUserTagsRequest, User>(iam, static input => input.UserName);
