using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Endpoints;
using Daypass.Client.Faults;
using Daypass.Client.Profiles;
using Daypass.Protocol.Catalogue;

namespace Daypass.Client.Login;

/// <summary>A profile that is signed in to with a browser: the session that <c>daypass login</c> left is used while it lasts.</summary>
public static class SignInCredentials
{
    /// <summary>True when the profile names an identity provider to sign in at.</summary>
    public static bool AppliesTo(Profile? profile) => profile?.Get("oidc_issuer") is not null || profile?.Get("saml_url") is not null;

    /// <summary>Under which key the session of a profile is kept, or that the address of STS cannot be told.</summary>
    public static Outcome<CacheKey> KeyOf(ClientSettings settings)
    {
        var profile = settings.Profile!;
        return KeyOf(settings, profile.Get("oidc_issuer"), profile.Get("oidc_client_id"), profile.Get("saml_url"), profile.Get("role_arn"));
    }

    /// <summary>Under which key a session is kept that was signed in to with other settings than the profile's, or that the address of STS cannot be told.</summary>
    /// <param name="settings">The profile and the machine.</param>
    /// <param name="issuer">The OpenID Connect provider, or null.</param>
    /// <param name="client">The client at it, or null.</param>
    /// <param name="samlUrl">The SAML identity provider, or null.</param>
    /// <param name="role">The role; null when the sign-in was free to pick one.</param>
    public static Outcome<CacheKey> KeyOf(ClientSettings settings, string? issuer, string? client, string? samlUrl, string? role)
    {
        var endpoint = EndpointResolver.Resolve(settings, Service.Sts, signed: false);
        return endpoint.Succeeded
            ? CacheKey.Of("login", settings.ProfileName, endpoint.Value.Url.AbsoluteUri, issuer ?? string.Empty, client ?? string.Empty, samlUrl ?? string.Empty, role ?? string.Empty)
            : endpoint.Fault;
    }

    /// <summary>The kept session.</summary>
    internal static Outcome<CredentialSource> Find(ClientSettings settings, CredentialTools tools)
    {
        var profile = settings.Profile!;
        var key = KeyOf(settings);
        if (!key.Succeeded)
        {
            return key.Fault;
        }

        return new CredentialSource("login:" + key.Value.Text, () => Kept(tools.Cache, key.Value, profile))
        {
            Steps = [$"the sign-in of profile {profile.Name} at {profile.Get("oidc_issuer") ?? profile.Get("saml_url")}"],
        };
    }

    private static Outcome<AwsCredentials> Kept(SessionCache cache, CacheKey key, Profile profile) =>
        cache.Find(key) is { } kept
            ? kept
            : new ClientFault(FaultKind.Configuration, "NoCredentials", $"There is no sign-in of profile {profile.Name} that still lasts. Sign in with: daypass login {profile.Name}");
}
