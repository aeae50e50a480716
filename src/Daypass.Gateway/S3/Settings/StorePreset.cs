using System.Collections.Frozen;

namespace Daypass.Gateway.S3.Settings;

/// <summary>What is known of a kind of store: the operations it has, and how it is spoken to.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Region">The region that it expects when the file does not say one.</param>
/// <param name="UsesVirtualHosts">Whether the bucket is part of the host name.</param>
/// <param name="Payload">How bodies are signed.</param>
/// <param name="Operations">The operations that it has.</param>
internal sealed record StorePreset(string Name, string Region, bool UsesVirtualHosts, PayloadSigning Payload, FrozenSet<string> Operations)
{
    /// <summary>What every store has that this gateway can work with.</summary>
    private static readonly string[] Common =
    [
        "GetObject", "HeadObject", "PutObject", "PostObject", "CopyObject", "DeleteObject", "DeleteObjects",
        "CreateMultipartUpload", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts", "ListMultipartUploads",
        "HeadBucket", "ListObjects", "ListObjectsV2", "CreateBucket", "DeleteBucket", "GetBucketLocation", "ListBuckets",
    ];

    private static readonly string[] Tagging = ["GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging"];

    private static readonly string[] Versions = ["ListObjectVersions", "GetBucketVersioning", "PutBucketVersioning"];

    private static readonly string[] Locks =
    [
        "GetObjectLegalHold", "PutObjectLegalHold", "GetObjectRetention", "PutObjectRetention", "GetObjectLockConfiguration", "PutObjectLockConfiguration",
    ];

    private static readonly string[] Lifecycle =
    [
        "GetBucketLifecycle", "PutBucketLifecycle", "GetBucketLifecycleConfiguration", "PutBucketLifecycleConfiguration", "DeleteBucketLifecycle",
    ];

    private static readonly string[] Notifications =
    [
        "GetBucketNotification", "PutBucketNotification", "GetBucketNotificationConfiguration", "PutBucketNotificationConfiguration",
    ];

    private static readonly string[] Encryption = ["GetBucketEncryption", "PutBucketEncryption", "DeleteBucketEncryption"];

    /// <summary>The kinds that are known. An operation is in a list only where the store is known not to do something else in its place.</summary>
    public static FrozenDictionary<string, StorePreset> All { get; } = new[]
    {
        Of("radosgw", "default", false, PayloadSigning.Hash, Tagging, Versions, Locks, Lifecycle),
        Of("moto", "us-east-1", false, PayloadSigning.Hash, Tagging, Versions, Locks, Lifecycle, Notifications, Encryption, ["GetObjectAttributes"]),
        Of("minio", "us-east-1", false, PayloadSigning.Hash, Tagging, Versions, Locks, Lifecycle, Encryption, ["GetObjectAttributes"]),
        Of("versitygw", "us-east-1", false, PayloadSigning.Hash, Tagging, Versions, Locks, ["GetObjectAttributes"]),
        Of("garage", "garage", false, PayloadSigning.Hash),
        Of("aws", "us-east-1", true, PayloadSigning.Hash, Tagging, Versions, Locks, Lifecycle, Notifications, Encryption, ["GetObjectAttributes"]),
        Of("other", "us-east-1", false, PayloadSigning.Hash),
    }.ToFrozenDictionary(static preset => preset.Name, StringComparer.Ordinal);

    private static StorePreset Of(string name, string region, bool usesVirtualHosts, PayloadSigning payload, params ReadOnlySpan<string[]> more)
    {
        var operations = new HashSet<string>(Common, StringComparer.Ordinal);
        foreach (var some in more)
        {
            operations.UnionWith(some);
        }

        return new StorePreset(name, region, usesVirtualHosts, payload, operations.ToFrozenSet(StringComparer.Ordinal));
    }
}
