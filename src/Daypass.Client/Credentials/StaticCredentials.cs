using System.Globalization;
using Daypass.Client.Faults;
using Daypass.Client.Profiles;
using Daypass.Protocol;

namespace Daypass.Client.Credentials;

/// <summary>Keys that simply stand somewhere: in the environment or in a profile.</summary>
internal static class StaticCredentials
{
    /// <summary>The keys in the environment; null when there are none.</summary>
    public static Outcome<AwsCredentials?> InEnvironment(Surroundings surroundings)
    {
        if (surroundings.Variable("AWS_ACCESS_KEY_ID") is not { } id)
        {
            return (AwsCredentials?)null;
        }

        if (surroundings.Variable("AWS_SECRET_ACCESS_KEY") is not { } secret)
        {
            return CredentialFaults.Partial("env", "AWS_SECRET_ACCESS_KEY");
        }

        DateTimeOffset? expiration = null;
        if (surroundings.Variable("AWS_CREDENTIAL_EXPIRATION") is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            {
                return CredentialFaults.Retrieval("env", $"AWS_CREDENTIAL_EXPIRATION is no instant: {text}");
            }

            if (end <= surroundings.Clock.GetUtcNow())
            {
                return CredentialFaults.Retrieval("env", "Credentials in the environment have expired (AWS_CREDENTIAL_EXPIRATION).");
            }

            expiration = end;
        }

        return new AwsCredentials(id, Secret.FromText(secret), "environment variables")
        {
            SessionToken = Token(surroundings.Variable("AWS_SESSION_TOKEN") ?? surroundings.Variable("AWS_SECURITY_TOKEN")),
            Expiration = expiration,
            AccountId = surroundings.Variable("AWS_ACCOUNT_ID"),
        };
    }

    /// <summary>The keys in a profile; null when there are none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="provider">How the aws command line calls the place, for errors.</param>
    /// <param name="source">How we call it, for people.</param>
    public static Outcome<AwsCredentials?> InProfile(Profile? profile, string provider, string source)
    {
        if (profile?.Get("aws_access_key_id") is not { Length: > 0 } id)
        {
            return (AwsCredentials?)null;
        }

        if (profile.Get("aws_secret_access_key") is not { Length: > 0 } secret)
        {
            return CredentialFaults.Partial(provider, "aws_secret_access_key");
        }

        return new AwsCredentials(id, Secret.FromText(secret), source)
        {
            SessionToken = Token(profile.Get("aws_session_token") ?? profile.Get("aws_security_token")),
            AccountId = profile.Get("aws_account_id"),
        };
    }

    /// <summary>A session token, or null for none.</summary>
    public static Secret? Token(string? text) => string.IsNullOrEmpty(text) ? null : Secret.FromText(text);
}
