using Daypass.Client.Cache;
using Daypass.Client.Faults;
using Daypass.Client.Login;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;

namespace Daypass.Client.Credentials;

/// <summary>A role that is assumed with a token from a file, named by the environment or the profile.</summary>
internal static class WebIdentityCredentials
{
    /// <summary>The role's session; null when no token file is named.</summary>
    public static Outcome<CredentialSource?> Find(ClientSettings settings, CredentialTools tools, bool useEnvironment)
    {
        string? Setting(string variable, string key) => settings.Find(useEnvironment ? variable : null, key);

        if (Setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") is not { Length: > 0 } file)
        {
            return (CredentialSource?)null;
        }

        if (Setting("AWS_ROLE_ARN", "role_arn") is not { Length: > 0 } role)
        {
            return ClientFault.General("The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arn configuration set or the AWS_ROLE_ARN env var is set.");
        }

        var parameters = new MapValue()
            .Set("RoleArn", role)
            .Set("RoleSessionName", SessionName.Of(Setting("AWS_ROLE_SESSION_NAME", "role_session_name"), settings.Surroundings));
        if (settings.Number(null, "duration_seconds", 0) is > 0 and var seconds)
        {
            parameters.Set("DurationSeconds", Value.Of((long)seconds));
        }

        if (settings.Profile is { } profile && SessionShape.TakePolicies(parameters, profile, settings.Surroundings) is { } fault)
        {
            return fault;
        }

        file = settings.Surroundings.Expand(file);
        var session = new SessionRequest(settings, tools, AssumeRoleWithWebIdentityRequest.Operation, parameters)
        {
            Source = $"role {role} with the token in {file}",
            Caller = "token:" + Subject(file),
            Proof = () => Token(file),
        }.Prepare();
        return session.Fault is { } refused ? refused : session.Value;
    }

    // The file's token is replaced again and again: what stays is who it speaks of. A token that cannot be read stands for itself.
    private static string Subject(string file)
    {
        var token = Token(file).Value?.FindText("WebIdentityToken") ?? string.Empty;
        var claims = IdToken.Claims(token);
        return claims?.FindText("iss") is { } issuer && claims.FindText("sub") is { } subject
            ? CacheKey.Of(issuer, subject, JsonText.Write(claims.Find("aud") ?? Value.Null, JsonStyle.Compact)).Text
            : CacheKey.Of(file, token).Text;
    }

    private static Outcome<MapValue> Token(string file)
    {
        try
        {
            return new MapValue().Set("WebIdentityToken", File.ReadAllText(file).Trim());
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return CredentialFaults.Retrieval("assume-role-with-web-identity", refused.Message);
        }
    }
}
