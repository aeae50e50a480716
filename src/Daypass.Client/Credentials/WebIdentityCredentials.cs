using Daypass.Client.Cache;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Client.Tokens;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Sts;

namespace Daypass.Client.Credentials;

/// <summary>A role that is assumed with a token from a file, named by the environment or the profile.</summary>
internal static class WebIdentityCredentials
{
    /// <summary>The role's session; null when no token file is named.</summary>
    public static ClientResult<CredentialSource?> Find(ClientSettings settings, CredentialTools tools, bool useEnvironment)
    {
        string? Setting(string variable, string key) => settings.Find(useEnvironment ? variable : null, key);

        if (Setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") is not { Length: > 0 } file)
        {
            return (CredentialSource?)null;
        }

        if (Setting("AWS_ROLE_ARN", "role_arn") is not { Length: > 0 } role)
        {
            return ClientError.General(
                "The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure "
                + "that the profile has the role_arn configuration set or the AWS_ROLE_ARN env var is set.");
        }

        var parameters = new MapValue()
            .Set("RoleArn", role)
            .Set("RoleSessionName", SessionName.Choose(Setting("AWS_ROLE_SESSION_NAME", "role_session_name"), settings.Environment));
        var error = SessionParameters.AddDuration(parameters, settings);
        if (settings.Profile is { } profile)
        {
            error ??= SessionParameters.AddPolicies(parameters, profile, settings.Environment);
        }

        if (error is not null)
        {
            return error;
        }

        file = settings.Environment.ExpandPath(file);
        var session = new SessionRequest(settings, tools, AssumeRoleWithWebIdentityRequest.Operation, parameters)
        {
            Source = $"role {role} with the token in {file}",
            Caller = "token:" + IdentifySubject(file),
            Proof = () => ReadToken(file),
        }.Prepare();
        return session.Error is { } refused ? refused : session.Value;
    }

    // The file's token is replaced again and again: what stays is who it speaks of. A token that cannot be read stands for itself.
    private static string IdentifySubject(string file)
    {
        var token = ReadToken(file).Value?.FindText("WebIdentityToken") ?? string.Empty;
        var claims = JsonWebToken.ReadClaims(token);
        return claims?.FindText("iss") is { } issuer && claims.FindText("sub") is { } subject
            ? CacheKey.Create(issuer, subject, JsonText.Write(claims.Find("aud") ?? Value.Null, JsonStyle.Compact)).Text
            : CacheKey.Create(file, token).Text;
    }

    private static ClientResult<MapValue> ReadToken(string file)
    {
        if (Directory.Exists(file))
        {
            return CredentialErrors.Retrieval("assume-role-with-web-identity", $"{file} is a folder; the token stands in a file.");
        }

        try
        {
            return new MapValue().Set("WebIdentityToken", File.ReadAllText(file).Trim());
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return CredentialErrors.Retrieval("assume-role-with-web-identity", refused.Message);
        }
    }
}
