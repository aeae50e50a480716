namespace Daypass.Protocol.Signing;

/// <summary>What a client signs with.</summary>
/// <param name="AccessKeyId">Names the key.</param>
/// <param name="SecretAccessKey">The key.</param>
/// <param name="SessionToken">Comes with temporary credentials; null for long-term ones.</param>
public sealed record SigningCredentials(string AccessKeyId, Secret SecretAccessKey, string? SessionToken = null)
{
    /// <summary>The access key id only.</summary>
    public override string ToString() => AccessKeyId;
}
