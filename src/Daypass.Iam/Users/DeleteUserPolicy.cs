using Daypass.Iam.InlinePolicies;

namespace Daypass.Iam.Users;

/// <summary>Deletes an inline policy of a user.</summary>
internal sealed class DeleteUserPolicy(IamServices iam)
    : DeleteInlinePolicy<DeleteUserPolicyRequest, User>(iam, static input => input.UserName, PermissionKeys.Boundary);
