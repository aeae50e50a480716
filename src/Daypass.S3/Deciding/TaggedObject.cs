namespace Daypass.S3.Deciding;

/// <summary>An object whose tags a policy asks for.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key, decoded.</param>
/// <param name="VersionId">Its version, or null.</param>
public sealed record TaggedObject(S3Bucket Bucket, string Key, string? VersionId);
