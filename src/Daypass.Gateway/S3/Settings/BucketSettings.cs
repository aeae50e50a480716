namespace Daypass.Gateway.S3.Settings;

/// <summary>Whose the buckets are and where.</summary>
internal sealed record BucketSettings
{
    /// <summary>The buckets that the file names.</summary>
    public required IReadOnlyList<BucketRule> Rules { get; init; }

    /// <summary>The file that buckets made through the gateway are kept in; none can be made when null.</summary>
    public string? Registry { get; init; }

    /// <summary>The store that buckets are made in.</summary>
    public required string StoreForNew { get; init; }
}
