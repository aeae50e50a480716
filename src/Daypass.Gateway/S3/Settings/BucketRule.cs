namespace Daypass.Gateway.S3.Settings;

/// <summary>A bucket, or all buckets whose names begin alike.</summary>
/// <param name="Name">The name; what the names begin with when <paramref name="IsPrefix"/>.</param>
/// <param name="IsPrefix">Whether it stands for all names that begin so.</param>
/// <param name="Account">The account that owns them.</param>
/// <param name="Store">The store that has them.</param>
/// <param name="NameInStore">What the store calls the bucket, when that is another name.</param>
internal sealed record BucketRule(string Name, bool IsPrefix, string Account, string Store, string? NameInStore)
{
    /// <summary>Whether a name is meant.</summary>
    public bool Matches(string name) => IsPrefix ? name.StartsWith(Name, StringComparison.Ordinal) : name == Name;
}
