using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.Protocol;

namespace Daypass.Client.Credentials;

/// <summary>Keys that simply stand somewhere: in the environment or in a profile.</summary>
internal static class StaticCredentials
{
    /// <summary>The keys in the environment; null when there are none.</summary>
    public static ClientResult<AwsCredentials?> FindInEnvironment(ClientEnvironment environment)
    {
        if (environment.GetVariable("AWS_ACCESS_KEY_ID") is not { } id)
        {
            return (AwsCredentials?)null;
        }

        if (environment.GetVariable("AWS_SECRET_ACCESS_KEY") is not { } secret)
        {
            return CredentialErrors.Partial("env", "AWS_SECRET_ACCESS_KEY");
        }

        DateTimeOffset? expiration = null;
        if (environment.GetVariable("AWS_CREDENTIAL_EXPIRATION") is { } text)
        {
            if (Timestamps.Parse(text) is not { } end)
            {
                return CredentialErrors.Retrieval("env", $"AWS_CREDENTIAL_EXPIRATION is no instant: {text}");
            }

            if (end <= environment.Clock.GetUtcNow())
            {
                return CredentialErrors.Retrieval("env", "Credentials in the environment have expired (AWS_CREDENTIAL_EXPIRATION).") with
                {
                    Advice = environment.GetVariable("DAYPASS_PROFILE") is { } profile
                        ? $"They came from \"daypass exec {profile}\": leave that program and start it again, or unset the AWS_ variables."
                        : "Get new ones with \"daypass export\" or \"daypass exec\", or unset the AWS_ variables.",
                };
            }

            expiration = end;
        }

        return new AwsCredentials(id, Secret.FromText(secret), "environment variables")
        {
            SessionToken = ParseToken(environment.GetVariable("AWS_SESSION_TOKEN") ?? environment.GetVariable("AWS_SECURITY_TOKEN")),
            Expiration = expiration,
            AccountId = environment.GetVariable("AWS_ACCOUNT_ID"),
        };
    }

    /// <summary>The keys in a profile; null when there are none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="provider">How the aws command line calls the place, for errors.</param>
    /// <param name="source">How we call it, for users.</param>
    public static ClientResult<AwsCredentials?> FindInProfile(Profile? profile, string provider, string source)
    {
        if (profile?.Get("aws_access_key_id") is not { Length: > 0 } id)
        {
            return (AwsCredentials?)null;
        }

        if (profile.Get("aws_secret_access_key") is not { Length: > 0 } secret)
        {
            return CredentialErrors.Partial(provider, "aws_secret_access_key");
        }

        return new AwsCredentials(id, Secret.FromText(secret), source)
        {
            SessionToken = ParseToken(profile.Get("aws_session_token") ?? profile.Get("aws_security_token")),
            AccountId = profile.Get("aws_account_id"),
        };
    }

    /// <summary>A session token, or null for none.</summary>
    public static Secret? ParseToken(string? text) => string.IsNullOrEmpty(text) ? null : Secret.FromText(text);
}
