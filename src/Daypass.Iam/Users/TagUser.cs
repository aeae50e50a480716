using Daypass.Iam.Tags;

namespace Daypass.Iam.Users;

/// <summary>Adds tags to a user.</summary>
internal sealed class TagUser(IamServices iam) : TagEntity<TagUserRequest, User>(iam, static input => input.UserName);
