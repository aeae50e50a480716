using Daypass.S3.Buckets;

namespace Daypass.S3.Deciding;

/// <summary>A bucket as a request meets it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">The account that owns it.</param>
/// <param name="Judge">Decides about the caller of the request and this bucket.</param>
public sealed record S3Bucket(string Name, string Account, IAccessJudge Judge)
{
    /// <summary>The partition in its ARN.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>What counts of block public access: its own switches with those of its account.</summary>
    public PublicAccessBlock PublicAccess { get; init; } = PublicAccessBlock.All;

    /// <summary>Its tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Its ARN.</summary>
    public string Arn => $"arn:{Partition}:s3:::{Name}";
}
