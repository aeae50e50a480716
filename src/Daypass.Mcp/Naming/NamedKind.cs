namespace Daypass.Mcp.Naming;

/// <summary>What an operator's rule can be about besides commands, accounts and addresses.</summary>
internal enum NamedKind
{
    /// <summary>A role.</summary>
    Role,

    /// <summary>A user.</summary>
    User,

    /// <summary>A group.</summary>
    Group,

    /// <summary>A policy: a managed one by its ARN, one that is written into a user, group or role by its name.</summary>
    Policy,

    /// <summary>An identity provider, SAML or OpenID Connect.</summary>
    Provider,
}
