namespace Daypass.Gateway.S3.Buckets;

/// <summary>What the gateway keeps of a bucket that no store is told.</summary>
/// <param name="Bucket">The bucket.</param>
internal sealed record KeptSettings(string Bucket)
{
    /// <summary>The four switches against public access, in S3's order; null when they were taken off.</summary>
    public bool[]? PublicAccess { get; init; } = [true, true, true, true];

    /// <summary>Its tags, a key and a value in turn.</summary>
    public string[] Tags { get; init; } = [];
}
