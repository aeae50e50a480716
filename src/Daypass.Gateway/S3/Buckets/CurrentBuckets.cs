namespace Daypass.Gateway.S3.Buckets;

/// <summary>The buckets of now, read again when somebody asks for it.</summary>
internal sealed class CurrentBuckets(BucketMap now)
{
    private volatile BucketMap _now = now;

    /// <summary>Those of now.</summary>
    public BucketMap Now
    {
        get => _now;
        set => _now = value;
    }
}
