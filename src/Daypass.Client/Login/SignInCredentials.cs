using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Profiles;

namespace Daypass.Client.Login;

/// <summary>A profile that is signed in to with a browser: the session that <c>daypass login</c> left is used while it lasts.</summary>
public static class SignInCredentials
{
    /// <summary>True when the profile names an identity provider to sign in at.</summary>
    public static bool AppliesTo(Profile? profile) => profile?.Get("oidc_issuer") is not null || profile?.Get("saml_url") is not null;

    /// <summary>Under which key the session of a profile is kept.</summary>
    public static CacheKey KeyOf(Profile profile) => CacheKey.Of(
        "login",
        profile.Name,
        profile.Get("oidc_issuer") ?? string.Empty,
        profile.Get("oidc_client_id") ?? string.Empty,
        profile.Get("saml_url") ?? string.Empty,
        profile.Get("role_arn") ?? string.Empty);

    /// <summary>The kept session.</summary>
    internal static Outcome<CredentialSource> Find(ClientSettings settings, CredentialTools tools)
    {
        var profile = settings.Profile!;
        var key = KeyOf(profile);
        return new CredentialSource("login:" + key.Text, () => Kept(tools.Cache, key, profile)) { Steps = [$"the sign-in of profile {profile.Name} at {profile.Get("oidc_issuer") ?? profile.Get("saml_url")}"] };
    }

    private static Outcome<AwsCredentials> Kept(SessionCache cache, CacheKey key, Profile profile) =>
        cache.Find(key) is { } kept
            ? kept
            : new ClientFault(FaultKind.Configuration, "NoCredentials", $"There is no sign-in of profile {profile.Name} that still lasts. Sign in with: daypass login {profile.Name}");
}
