namespace Daypass.Core.Identity;

/// <summary>Who a verified SAML assertion speaks for. Of its condition keys three stay with the session.</summary>
public sealed record SamlIdentity : FederatedIdentity
{
    /// <summary>The NameID's format without SAML 2.0's prefix.</summary>
    public required string SubjectType { get; init; }

    /// <summary>The assertion's issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>AWS's hash of issuer, account and provider name.</summary>
    public required string NameQualifier { get; init; }

    /// <summary>The session name.</summary>
    public required string RoleSessionName { get; init; }

    /// <summary>How long the session may last at most by what the provider says; null when it sets no limit.</summary>
    public TimeSpan? LongestSession { get; init; }

    /// <summary>Whether the assertion was encrypted: then the answer says nothing of <see cref="FederatedIdentity.Propagated"/>.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The assertion's id; for the audit record.</summary>
    public required string AssertionId { get; init; }

    /// <summary>True when the assertion must not be redeemed a second time before <see cref="RememberUntil"/>.</summary>
    public required bool IsForOneUse { get; init; }

    /// <summary>When the assertion can no longer be redeemed anyway.</summary>
    public required DateTimeOffset RememberUntil { get; init; }
}
