using Daypass.Iam.Tags;

namespace Daypass.Iam.Users;

/// <summary>Takes tags from a user.</summary>
internal sealed class UntagUser(IamServices iam) : UntagEntity<UntagUserRequest, User>(iam, static input => input.UserName);
