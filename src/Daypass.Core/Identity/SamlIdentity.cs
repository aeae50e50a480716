using Daypass.Core.Sessions;

namespace Daypass.Core.Identity;

/// <summary>Who a verified assertion speaks for, and everything in it that has an effect.</summary>
public sealed record SamlIdentity
{
    /// <summary>The ARN of the provider that signed.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The text of the NameID.</summary>
    public required string Subject { get; init; }

    /// <summary>The NameID's format without SAML 2.0's prefix.</summary>
    public required string SubjectType { get; init; }

    /// <summary>The assertion's issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>The Recipient of the subject confirmation: what AWS calls the audience.</summary>
    public required string Audience { get; init; }

    /// <summary>AWS's hash of issuer, account and provider name.</summary>
    public required string NameQualifier { get; init; }

    /// <summary>The session name.</summary>
    public required string RoleSessionName { get; init; }

    /// <summary>How long the session may last at most by what the provider says; null when it sets no limit.</summary>
    public TimeSpan? LongestSession { get; init; }

    /// <summary>Session tags in the order of the assertion.</summary>
    public IReadOnlyList<SessionTag> SessionTags { get; init; } = [];

    /// <summary>The source identity.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>Condition keys for the role's trust policy.</summary>
    public required IReadOnlyList<SessionKey> TrustKeys { get; init; }

    /// <summary>The three of them that stay with the session.</summary>
    public required IReadOnlyList<SessionKey> SessionKeys { get; init; }

    /// <summary>The assertion's id; for the audit record.</summary>
    public required string AssertionId { get; init; }

    /// <summary>True when the assertion must not be redeemed a second time before <see cref="RememberUntil"/>.</summary>
    public required bool IsForOneUse { get; init; }

    /// <summary>When the assertion can no longer be redeemed anyway.</summary>
    public required DateTimeOffset RememberUntil { get; init; }
}
