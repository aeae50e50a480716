namespace Daypass.Core.Sessions;

/// <summary>How a session came about, which decides who its caller is and what it may call.</summary>
/// <remarks>INVARIANT: the numbers are in tokens; append, never reuse or renumber.</remarks>
public enum SessionKind
{
    /// <summary>GetSessionToken: the same user, or root, for a while.</summary>
    UserSession = 1,

    /// <summary>AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity: a session of a role.</summary>
    Role = 2,

    /// <summary>GetFederationToken: a federated user.</summary>
    FederatedUser = 3,

    /// <summary>AssumeRoot: a member account's root, for one task.</summary>
    RootTask = 4,

    /// <summary>GetDelegatedAccessToken: the approver of a delegation request, within what was delegated.</summary>
    Delegated = 5,
}
