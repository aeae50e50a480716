using Daypass.Client.Errors;

namespace Daypass.Client.Credentials;

/// <summary>Credentials that can be had, and who they will be, known before any call is made for them.</summary>
/// <param name="Identity">Stays the same while the same caller is meant: what a cache may be keyed by.</param>
/// <param name="Get">Gets them: reads, calls or runs what is needed.</param>
internal sealed record CredentialSource(string Identity, Func<ClientResult<AwsCredentials>> Get)
{
    /// <summary>True when they are known to be keys of a user, which alone may ask for an MFA session.</summary>
    public bool IsLongTerm { get; init; }

    /// <summary>True when they are a session of a role, whose length can be asked for.</summary>
    public bool IsRole { get; init; }

    /// <summary>How one gets there, one sentence fragment a step, for users.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>A source of credentials that are there already; null stays null.</summary>
    public static ClientResult<CredentialSource?> FromCredentials(ClientResult<AwsCredentials?> found)
    {
        if (!found.Succeeded)
        {
            return found.Error;
        }

        return found.Value is { } credentials
            ? new CredentialSource(credentials.Identity, () => credentials)
            {
                IsLongTerm = credentials.SessionToken is null,
                Steps = [$"{credentials.AccessKeyId} from {credentials.Source}"],
            }
            : null;
    }
}
