using Daypass.Core.Sessions;

namespace Daypass.Core.Identity;

/// <summary>Who a verified web identity token speaks for, and everything in it that has an effect.</summary>
public sealed record WebIdentity
{
    /// <summary>The ARN of the provider whose key signed the token.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The <c>iss</c> claim.</summary>
    public required string Issuer { get; init; }

    /// <summary>The <c>sub</c> claim; a JSON number is given as its text.</summary>
    public required string Subject { get; init; }

    /// <summary><c>azp</c> when the token has one, else its single <c>aud</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>The token's own <c>aud</c> values.</summary>
    public required IReadOnlyList<string> TokenAudiences { get; init; }

    /// <summary>The id of the key that signed; for the audit record .</summary>
    public required string KeyId { get; init; }

    /// <summary>The <c>exp</c> claim, in seconds since 1970; it does not shorten the session.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Session tags in the order of the token.</summary>
    public IReadOnlyList<SessionTag> SessionTags { get; init; } = [];

    /// <summary>The <c>https://aws.amazon.com/source_identity</c> claim.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The value of <c>sts:RoleAuthorizedByIdp</c>: true when the token names the requested role in its roles claim, false when it has no such claim.</summary>
    public required bool RoleAuthorizedByIdp { get; init; }

    /// <summary>Condition keys for the role's trust policy: issuer without scheme, colon, claim.</summary>
    public required IReadOnlyList<SessionKey> TrustKeys { get; init; }

    /// <summary>The few of them that stay with the session: <c>aud</c>, <c>sub</c>, <c>amr</c>, <c>id</c>.</summary>
    public required IReadOnlyList<SessionKey> SessionKeys { get; init; }
}
