namespace Daypass.S3.Deciding;

/// <summary>What one question is about.</summary>
/// <param name="Bucket">The bucket, that of the object where it is one.</param>
/// <param name="Arn">The ARN, or <c>*</c>.</param>
internal readonly record struct Subject(S3Bucket Bucket, string Arn)
{
    /// <summary>The version, or null.</summary>
    public string? VersionId { get; init; }

    /// <summary>The tags of the stored object; null where nobody asks for them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? ExistingTags { get; init; }

    /// <summary>The ETag that an entry of a batch names.</summary>
    public string? ETag { get; init; }

    /// <summary>The prefix of a listing that the request does not ask for itself.</summary>
    public string? Prefix { get; init; }

    /// <summary>An object.</summary>
    public static Subject Of(S3Bucket bucket, string key, string? versionId) => new(bucket, $"{bucket.Arn}/{key}") { VersionId = versionId };
}
