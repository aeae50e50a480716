using Daypass.Client.Errors;
using Daypass.Protocol;
using Daypass.Protocol.Signing;

namespace Daypass.Client;

/// <summary>Credentials and where they came from; prints the access key id and nothing secret.</summary>
/// <param name="AccessKeyId">Names the key.</param>
/// <param name="SecretAccessKey">The key.</param>
/// <param name="Source">Which provider they came from, for users: <c>environment variables</c>.</param>
public sealed record AwsCredentials(string AccessKeyId, Secret SecretAccessKey, string Source)
{
    /// <summary>Comes with temporary credentials; null for long-term ones.</summary>
    public Secret? SessionToken { get; init; }

    /// <summary>When temporary credentials end; null when that is not known.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The account, where the provider says it.</summary>
    public string? AccountId { get; init; }

    /// <summary>A text that stays the same while the same caller is requested again: what a cache may be keyed by.</summary>
    public string Identity { get; init; } = "key:" + AccessKeyId;

    /// <summary>The same, as a signer takes them.</summary>
    public SigningCredentials ToSigningCredentials() => new(AccessKeyId, SecretAccessKey, SessionToken?.Reveal());

    /// <summary>What makes these unfit to sign with, or null.</summary>
    public ClientError? Validate()
    {
        if (HasOddCharacter(AccessKeyId) || (SessionToken is not null && HasOddCharacter(SessionToken.Reveal())))
        {
            return ClientError.General($"The credentials from {Source} hold a line break or another character that no access key id or session token has.");
        }

        return null;
    }

    /// <summary>The access key id and the source.</summary>
    public override string ToString() => $"{AccessKeyId} from {Source}";

    private static bool HasOddCharacter(string text)
    {
        foreach (var character in text)
        {
            if (character is <= ' ' or > '~')
            {
                return true;
            }
        }

        return text.Length == 0;
    }
}
