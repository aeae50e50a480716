using System.Security.Cryptography;
using System.Text;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol;

namespace Daypass.Client.Credentials;

/// <summary>A profile of <c>aws login</c>: its cached credentials are used while they last; renewing them is left to the tool they belong to.</summary>
internal static class LoginSessionCredentials
{
    /// <summary>The cached credentials.</summary>
    public static ClientResult<CredentialSource> Find(ClientSettings settings, string session) =>
        new CredentialSource("login:" + session, () => Read(settings, session)) { Steps = [$"the login session of profile {settings.ProfileName}"] };

    private static ClientResult<AwsCredentials> Read(ClientSettings settings, string session)
    {
        var folder = settings.Environment.GetVariable("AWS_LOGIN_CACHE_DIRECTORY") ?? Path.Combine(settings.Environment.HomeFolder, ".aws", "login", "cache");
        var file = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session.Trim()))) + ".json");
        if (!File.Exists(file))
        {
            return ClientError.General($"Error loading login session token: Unable to load a existing login session for session {session}, Please reauthenticate with 'aws login'.");
        }

        var token = JsonText.Parse(File.ReadAllBytes(file), out _)?.Find("accessToken");
        if (token?.FindText("accessKeyId") is not { } id || token.FindText("secretAccessKey") is not { } secret
            || token.FindText("sessionToken") is not { } sessionToken || Timestamps.Parse(token.FindText("expiresAt")) is not { } end)
        {
            return ClientError.General("Error loading login session token: Failed to load access token from token cache, missing one or more required fields.");
        }

        if (end <= settings.Environment.Clock.GetUtcNow())
        {
            return ClientError.General("Your session has expired. Please reauthenticate using 'aws login'.");
        }

        return new AwsCredentials(id, Secret.FromText(secret), $"the login session of profile {settings.ProfileName}")
        {
            SessionToken = Secret.FromText(sessionToken),
            Expiration = end,
            AccountId = token.FindText("accountId"),
        };
    }
}
