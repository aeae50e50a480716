using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Users;

/// <summary>Takes the permissions boundary from a user.</summary>
internal sealed class DeleteUserPermissionsBoundary(IamServices iam)
    : DeleteBoundary<DeleteUserPermissionsBoundaryRequest, User>(iam, static input => input.UserName);
