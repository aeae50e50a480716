namespace Daypass.Federation.Oidc;

/// <summary>An OpenID Connect identity provider as an account registered it.</summary>
public sealed record OidcProvider
{
    /// <summary>The ARN: the URL without its scheme after <c>oidc-provider/</c>; also the key under which its signing keys are cached.</summary>
    public required string Arn { get; init; }

    /// <summary>The issuer, beginning with <c>https://</c>; compared with a token's <c>iss</c> character by character.</summary>
    public required string Url { get; init; }

    /// <summary>The audiences whose tokens are accepted.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 thumbprints, 40 hexadecimal digits, of certificates trusted for this provider besides the roots in use.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>True asks for a registered audience in <c>aud</c> even when <c>azp</c> is registered; AWS looks at <c>azp</c> alone.</summary>
    public bool RequireRegisteredAudience { get; init; }

    /// <summary>The signature algorithms accepted from this provider; empty means all six that AWS accepts.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];
}
