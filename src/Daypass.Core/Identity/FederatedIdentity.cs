using Daypass.Core.Sessions;

namespace Daypass.Core.Identity;

/// <summary>Who a verified token or assertion speaks for, and everything in it that role and session depend on, whichever of the two it was.</summary>
public abstract record FederatedIdentity
{
    /// <summary>The ARN of the provider that signed.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>Who it is by the provider's word: the <c>sub</c> claim (a JSON number is given as its text), or the text of the NameID.</summary>
    public required string Subject { get; init; }

    /// <summary>Whom it was made for: <c>azp</c> when a token has one, else its single <c>aud</c>; for an assertion the Recipient of the subject
    /// confirmation.</summary>
    public required string Audience { get; init; }

    /// <summary>Session tags in the order of the token or assertion.</summary>
    public IReadOnlyList<SessionTag> SessionTags { get; init; } = [];

    /// <summary>The source identity, or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>What of it stays with every session of the chain; null when the provider propagates nothing.</summary>
    public PropagatedIdentity? Propagated { get; init; }

    /// <summary>Condition keys for the role's trust policy.</summary>
    public required IReadOnlyList<SessionKey> TrustKeys { get; init; }

    /// <summary>The few of them that stay with the session.</summary>
    public required IReadOnlyList<SessionKey> SessionKeys { get; init; }
}
