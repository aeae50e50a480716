using Daypass.Client.Cache;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Credentials;

/// <summary>A profile that is signed in to with a browser: the session that <c>daypass login</c> left is used while it lasts.</summary>
public static class SignInCredentials
{
    /// <summary>True when the profile names an identity provider to sign in at.</summary>
    public static bool AppliesTo(Profile? profile) => profile?.Get("oidc_issuer") is not null || profile?.Get("saml_url") is not null;

    /// <summary>Under which key the session of a profile is stored, or that the address of STS is not known.</summary>
    public static ClientResult<CacheKey> CreateKey(ClientSettings settings)
    {
        var profile = settings.Profile!;
        return CreateKey(settings, profile.Get("oidc_issuer"), profile.Get("oidc_client_id"), profile.Get("saml_url"), profile.Get("role_arn"));
    }

    /// <summary>Under which key a session is stored that was signed in to with other settings than the profile's, or that the address of STS is not known.</summary>
    /// <param name="settings">The profile and the machine.</param>
    /// <param name="issuer">The OpenID Connect provider, or null.</param>
    /// <param name="client">The client at it, or null.</param>
    /// <param name="samlUrl">The SAML identity provider, or null.</param>
    /// <param name="role">The role; null when the sign-in was free to pick one.</param>
    public static ClientResult<CacheKey> CreateKey(ClientSettings settings, string? issuer, string? client, string? samlUrl, string? role)
    {
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: false);
        return endpoint.Succeeded
            ? CacheKey.Create("login", settings.ProfileName, endpoint.Value.Url.AbsoluteUri, issuer ?? string.Empty, client ?? string.Empty, samlUrl ?? string.Empty, role ?? string.Empty)
            : endpoint.Error;
    }

    /// <summary>The stored session.</summary>
    internal static ClientResult<CredentialSource> Find(ClientSettings settings, CredentialTools tools)
    {
        var profile = settings.Profile!;
        var key = CreateKey(settings);
        if (!key.Succeeded)
        {
            return key.Error;
        }

        return new CredentialSource("login:" + key.Value.Text, () => FindStored(tools.Cache, key.Value, profile))
        {
            Steps = [$"the sign-in of profile {profile.Name} at {profile.Get("oidc_issuer") ?? profile.Get("saml_url")}"],
        };
    }

    private static ClientResult<AwsCredentials> FindStored(SessionCache cache, CacheKey key, Profile profile) =>
        cache.Find(key) is { } stored
            ? stored
            : new ClientError(ClientErrorKind.Configuration, "NoCredentials", $"There is no sign-in of profile {profile.Name} that still lasts. Sign in with: daypass login {profile.Name}");
}
