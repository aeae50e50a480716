using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Users;

/// <summary>Stores an inline policy of a user.</summary>
internal sealed class PutUserPolicy(IamServices iam)
    : PutInlinePolicy<PutUserPolicyRequest, User>(iam, static input => input.UserName, PermissionKeys.Boundary);
