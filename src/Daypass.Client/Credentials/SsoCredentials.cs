using Daypass.Client.Cache;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Credentials;

/// <summary>A profile of an identity center: the token that <c>aws sso login</c> left is exchanged for a role's credentials.</summary>
internal static class SsoCredentials
{
    private static readonly string[] Required = ["sso_start_url", "sso_region", "sso_role_name", "sso_account_id"];

    /// <summary>True when the profile asks for a role of an identity center.</summary>
    public static bool AppliesTo(Profile? profile) => profile?.Get("sso_role_name") is not null || profile?.Get("sso_account_id") is not null;

    /// <summary>The role's credentials.</summary>
    public static ClientResult<CredentialSource> Find(ClientSettings settings, CredentialTools tools)
    {
        var profile = settings.Profile!;
        var session = profile.Get("sso_session");
        var section = session is null ? null : settings.Store.FindSsoSession(session);
        if (session is not null && section is null)
        {
            return ClientError.General($"The specified sso-session does not exist: \"{session}\"");
        }

        string? Setting(string key) => section?.Get(key) ?? profile.Get(key);

        var missing = Array.FindAll(Required, key => string.IsNullOrEmpty(Setting(key)));
        if (missing.Length > 0)
        {
            return ClientError.General(
                $"The profile \"{profile.Name}\" is configured to use SSO but is missing required configuration: {string.Join(", ", missing)}");
        }

        foreach (var shared in new[] { "sso_region", "sso_start_url" })
        {
            if (section?.Get(shared) is { } inSession && profile.Get(shared) is { } inProfile && inSession != inProfile)
            {
                return ClientError.General(
                    $"The value for {shared} is inconsistent between profile ({inProfile}) and sso-session ({inSession}).") with
                {
                    Advice = $"See {profile.DescribeOrigin(shared)} and [sso-session {session}] ({settings.Store.ConfigFile}).",
                };
            }
        }

        var center = new IdentityCenter(settings, tools, Setting("sso_region")!, Setting("sso_start_url")!, session);
        var (account, role) = (Setting("sso_account_id")!, Setting("sso_role_name")!);
        var key = CacheKey.Create("sso", center.Name, account, role);
        return new CredentialSource(
            "session:" + key.Text,
            () => tools.Cache.GetOrAdd(key, () => Exchange(center, account, role, settings.Environment.Clock), settings.ProfileName))
        {
            Steps = [$"role {role} in account {account} of {center.Name}"],
        };
    }

    private static ClientResult<AwsCredentials> Exchange(IdentityCenter center, string account, string role, TimeProvider clock)
    {
        var token = center.GetToken();
        if (!token.Succeeded)
        {
            return token.Error;
        }

        var query = $"federation/credentials?role_name={Uri.EscapeDataString(role)}&account_id={Uri.EscapeDataString(account)}";
        var answer = center.CallPortal(query, token.Value);
        if (!answer.Succeeded)
        {
            return answer.Error;
        }

        var given = answer.Value.Find("roleCredentials");
        if (given?.FindText("accessKeyId") is not { } id || given.FindText("secretAccessKey") is not { } secret
            || given.FindText("sessionToken") is not { } sessionToken || given.Find("expiration") is not IntegerValue { Number: var milliseconds })
        {
            return CredentialErrors.Retrieval("sso", "The answer holds no credentials.");
        }

        var credentials = new AwsCredentials(id, Secret.FromText(secret), $"role {role} in account {account} of {center.Name}")
        {
            SessionToken = Secret.FromText(sessionToken),
            Expiration = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            AccountId = account,
        };
        return ProvidedCredentials.CheckEnd(credentials, clock) is { } ended ? ended : credentials;
    }
}
