using Daypass.Client.Errors;
using Daypass.JmesPath.Values;

namespace Daypass.Client.Credentials;

/// <summary>Reads what a provider answers; credentials that have ended, or whose end cannot be read, are refused instead of handed on.</summary>
internal static class ProvidedCredentials
{
    /// <summary>The credentials; null when the answer holds none.</summary>
    /// <param name="answer">The members of the answer.</param>
    /// <param name="source">Where it came from, for users.</param>
    /// <param name="provider">What the aws command line calls the provider.</param>
    /// <param name="clock">The time.</param>
    /// <param name="tokenName">The name of the member with the session token.</param>
    public static ClientResult<AwsCredentials?> Read(Value? answer, string source, string provider, TimeProvider clock, string tokenName = "SessionToken")
    {
        if (AwsCredentials.FromValue(answer, source, tokenName) is not { } found)
        {
            return (AwsCredentials?)null;
        }

        if (found.Expiration is null && answer?.Find("Expiration") is { } end && end != Value.Null)
        {
            return CredentialErrors.Retrieval(provider, $"Expiration is no instant: {PythonText.Format(end)}");
        }

        return CheckEnd(found, clock) is { } ended ? ended : found;
    }

    /// <summary>That credentials have ended already, or null.</summary>
    public static ClientError? CheckEnd(AwsCredentials found, TimeProvider clock) => found.Expiration is { } end && end <= clock.GetUtcNow()
        ? ClientError.General("Credentials were refreshed, but the refreshed credentials are still expired.") with
        {
            Advice = $"They came from {found.Source}, and ended at {Timestamps.Format(end)}.",
        }
        : null;
}
