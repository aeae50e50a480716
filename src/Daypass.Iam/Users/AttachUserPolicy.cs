using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Users;

/// <summary>Attaches a managed policy to a user.</summary>
internal sealed class AttachUserPolicy(IamServices iam)
    : AttachPolicy<AttachUserPolicyRequest, User>(iam, static input => input.UserName, PermissionKeys.Boundary);
