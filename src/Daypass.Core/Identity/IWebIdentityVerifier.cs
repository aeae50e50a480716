using Daypass.Core.Entities;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Identity;

/// <summary>An OpenID Connect provider as an account registered it.</summary>
public sealed record OidcRegistration
{
    /// <summary>The ARN: the URL without its scheme after <c>oidc-provider/</c>; also the key under which its signing keys are cached.</summary>
    public required string Arn { get; init; }

    /// <summary>The issuer, beginning with <c>https://</c>; compared with a token's <c>iss</c> character by character.</summary>
    public required string Url { get; init; }

    /// <summary>The audiences whose tokens are accepted.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 thumbprints, 40 hexadecimal digits, of certificates trusted for this provider besides the roots in use.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>The value of the provider's tag <see cref="ProviderSwitches.OidcTag"/>; null when it has none.</summary>
    public string? Switches { get; init; }

    /// <summary>What stays with sessions as trusted context; null when nothing does.</summary>
    public ContextProvider? ContextProvider { get; init; }
}

/// <summary>Finds the provider that the role's account registered for an issuer, or null.</summary>
/// <param name="issuer">The <c>iss</c> of a token of which nothing is proven yet.</param>
/// <param name="cancelled">Gives up.</param>
public delegate ValueTask<OidcRegistration?> FindOidcRegistration(string issuer, CancellationToken cancelled);

/// <summary>Proves web identity tokens; the JWT and TLS work behind it is Daypass.Federation's.</summary>
public interface IWebIdentityVerifier
{
    /// <summary>The identity behind a token, or AWS's error. Nothing is fetched before <paramref name="find"/> has named a registered provider.</summary>
    ValueTask<Result<WebIdentity>> Verify(string token, string roleArn, FindOidcRegistration find, CancellationToken cancelled);

    /// <summary>The URL of a provider to register, in the form in which it is kept, or IAM's refusal.</summary>
    Result<string> CheckUrl(string url);
}
