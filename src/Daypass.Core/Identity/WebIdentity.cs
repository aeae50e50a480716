namespace Daypass.Core.Identity;

/// <summary>Who a verified web identity token speaks for. Its condition keys are the issuer without scheme, a colon and the claim;
/// <c>aud</c>, <c>sub</c>, <c>amr</c> and <c>id</c> stay with the session.</summary>
public sealed record WebIdentity : FederatedIdentity
{
    /// <summary>The <c>iss</c> claim.</summary>
    public required string Issuer { get; init; }

    /// <summary>The token's own <c>aud</c> values.</summary>
    public required IReadOnlyList<string> TokenAudiences { get; init; }

    /// <summary>The id of the key that signed; for the audit record.</summary>
    public required string KeyId { get; init; }

    /// <summary>The <c>exp</c> claim, in seconds since 1970; it does not shorten the session.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>The value of <c>sts:RoleAuthorizedByIdp</c>: true when the token names the requested role in its roles claim, false when it has no such
    /// claim.</summary>
    public required bool RoleAuthorizedByIdp { get; init; }

    /// <summary>Who acts for the subject by the token's own <c>act</c>, or null.</summary>
    public Actor? Actor { get; init; }

    /// <summary>Who may act for the subject by the token's <c>may_act</c>; null when it does not say.</summary>
    public Actor? MayAct { get; init; }

    /// <summary>Whether the token says of actors what cannot be read, or names too many.</summary>
    public bool HasUnusableActor { get; init; }

    /// <summary>Whom the actor token proves that came with this one, or null.</summary>
    public WebIdentity? PresentedActor { get; init; }
}
