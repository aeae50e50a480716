namespace Daypass.Policy.Requests;

/// <summary>What kind of caller makes a request.</summary>
public enum PrincipalKind
{
    /// <summary>Nobody known: an unsigned request.</summary>
    AnonymousCaller,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>An IAM user, with long-term keys or a GetSessionToken session.</summary>
    User,

    /// <summary>A session of a role, from any AssumeRole* operation.</summary>
    RoleSession,

    /// <summary>A session from GetFederationToken.</summary>
    FederatedUser,

    /// <summary>A service, such as <c>lambda.amazonaws.com</c>.</summary>
    Service,

    /// <summary>The bearer of a SAML assertion or an OIDC token, before any session exists.</summary>
    Federated,

    /// <summary>A role given by its own ARN, without a session; simulation asks so.</summary>
    Role,
}
