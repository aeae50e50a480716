namespace Daypass.Core.Identity;

/// <summary>What proves people who have no IAM user; a server without it does not serve the two operations for them.</summary>
/// <param name="WebIdentities">Proves tokens.</param>
/// <param name="Saml">Proves assertions.</param>
public sealed record FederatedIdentity(IWebIdentityVerifier WebIdentities, ISamlTrusts Saml);

/// <summary>Tags of an identity provider by which its account makes this server stricter or laxer with it; IAM's API has no parameter for that.</summary>
public static class ProviderSwitches
{
    /// <summary>The tag of OpenID Connect providers.</summary>
    public const string OidcTag = "daypass:oidc";

    /// <summary>The tag of SAML providers.</summary>
    public const string SamlTag = "daypass:saml";
}
