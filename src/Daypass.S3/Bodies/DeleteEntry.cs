namespace Daypass.S3.Bodies;

/// <summary>An object that a batch delete names.</summary>
/// <param name="Key">Its key.</param>
/// <param name="VersionId">Its version, or null.</param>
public sealed record DeleteEntry(string Key, string? VersionId)
{
    /// <summary>The ETag it must have; null when it does not say.</summary>
    public string? ETag { get; init; }

    /// <summary>When it must have been changed last, as it was written; null when it does not say.</summary>
    public string? LastModified { get; init; }

    /// <summary>How large it must be, as it was written; null when it does not say.</summary>
    public string? Size { get; init; }
}
