using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Users;

/// <summary>Sets the permissions boundary of a user.</summary>
internal sealed class PutUserPermissionsBoundary(IamServices iam)
    : PutBoundary<PutUserPermissionsBoundaryRequest, User>(iam, static input => input.UserName, static input => input.PermissionsBoundary);
