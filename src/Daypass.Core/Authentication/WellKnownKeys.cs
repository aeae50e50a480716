using Daypass.Protocol;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Authentication;

/// <summary>The keys that people have in their tests because other tools take any: here they are the key of one user, or refused with what to do.</summary>
/// <remarks>Everybody knows their secrets, so a server that holds anything real never takes them.</remarks>
public sealed class WellKnownKeys
{
    private static readonly Dictionary<string, Secret> Secrets = new(StringComparer.Ordinal)
    {
        ["test"] = Secret.FromText("test"),
        ["testing"] = Secret.FromText("testing"),
    };

    /// <summary>The access key of the user that they stand for; null before it is known, and then they are refused.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>The secret of a well-known key id; null for any other id.</summary>
    internal static Secret? SecretOf(string accessKeyId) => Secrets.GetValueOrDefault(accessKeyId);

    /// <summary>What somebody is told who uses one where it is not taken.</summary>
    internal static AwsError Refusal(string accessKeyId) => SigningErrors.WellKnownKey(accessKeyId);
}
