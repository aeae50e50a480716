using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Sts;

/// <summary>Who is behind a session by the word of the identity provider.</summary>
[QueryOutput]
public sealed partial record OriginIdentity
{
    /// <summary>The claim or attribute that the provider's context provider names as the subject.</summary>
    [Sensitive]
    public string? Subject { get; init; }

    /// <summary>The kind of subject, such as <c>user</c> or <c>workload</c>.</summary>
    [Sensitive]
    public string? SubjectType { get; init; }

    /// <summary>The issuer without its scheme; for SAML a hash of the key that signed.</summary>
    [Sensitive]
    public string? Issuer { get; init; }

    /// <summary>The ARN of the identity provider in IAM.</summary>
    public string? FederatedProviderArn { get; init; }
}

/// <summary>Further claims or attributes that stay with a session.</summary>
[QueryOutput]
public sealed partial record TransactionContext
{
    /// <summary>The values by the target keys of the context provider.</summary>
    [Sensitive]
    public IReadOnlyDictionary<string, string>? IdentityProvider { get; init; }
}

/// <summary>What stays with a session as trusted context.</summary>
[QueryOutput]
public sealed partial record TrustedIdentityPropagationContext
{
    /// <summary>Who is behind the session.</summary>
    public OriginIdentity? OriginIdentity { get; init; }

    /// <summary>What else the provider said.</summary>
    public TransactionContext? TransactionContext { get; init; }
}
