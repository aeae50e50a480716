using Daypass.Iam.AttachedPolicies;

namespace Daypass.Iam.Users;

/// <summary>Detaches a managed policy from a user.</summary>
internal sealed class DetachUserPolicy(IamServices iam)
    : DetachPolicy<DetachUserPolicyRequest, User>(iam, static input => input.UserName, PermissionKeys.Boundary);
