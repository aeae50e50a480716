using Daypass.Client.Errors;
using Daypass.Client.Profiles;

namespace Daypass.Client.Credentials;

/// <summary>A profile of <c>aws login</c>.</summary>
internal static class LoginSessionCredentials
{
    /// <summary>The session's credentials.</summary>
    public static ClientResult<CredentialSource> Find(ClientSettings settings, CredentialTools tools, string session) =>
        new CredentialSource("login:" + session, () => new LoginSession(settings, tools, session).Get())
        {
            Steps = [$"the login session of profile {settings.ProfileName}"],
        };
}
