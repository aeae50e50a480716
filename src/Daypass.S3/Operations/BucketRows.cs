using static Daypass.S3.Operations.ActionOccasion;
using static Daypass.S3.Operations.HeaderNames;
using static Daypass.S3.Operations.OperationClass;
using static Daypass.S3.Operations.RowMaker;

namespace Daypass.S3.Operations;

/// <summary>The operations on buckets and on the service.</summary>
internal static class BucketRows
{
    public static IEnumerable<S3Operation> All =>
    [
        new S3Operation
        {
            Name = "ListBuckets", Method = "GET", Level = S3Level.Service, LogName = "REST.GET.SERVICE", Class = Kept, Actions = [Needs("ListAllMyBuckets")],
            Parameters = Set("max-buckets", "continuation-token", "prefix", "bucket-region"),
        },
        Of("HeadBucket", "HEAD", null, "BUCKET", "ListBucket"),
        List("ListObjects", null, null, "BUCKET", "ListBucket", ["delimiter", "encoding-type", "marker", "max-keys", "prefix"]),
        List("ListObjectsV2", null, "list-type", "BUCKET", "ListBucket",
            ["continuation-token", "delimiter", "encoding-type", "fetch-owner", "max-keys", "prefix", "start-after"]),
        List("ListObjectVersions", "versions", null, "BUCKETVERSIONS", "ListBucketVersions",
            ["delimiter", "encoding-type", "key-marker", "max-keys", "prefix", "version-id-marker"]),
        List("ListMultipartUploads", "uploads", null, "UPLOADS", "ListBucketMultipartUploads",
            ["delimiter", "encoding-type", "key-marker", "max-uploads", "prefix", "upload-id-marker"]),
        Of("GetBucketLocation", "GET", "location", "LOCATION", "GetBucketLocation", Kept),
        new S3Operation
        {
            Name = "DeleteObjects", Method = "POST", Level = S3Level.Bucket, Marker = "delete", LogName = "REST.POST.MULTI_OBJECT_DELETE",
            Actions =
            [
                NeedsOfVersion("DeleteObject", "DeleteObjectVersion", Always, ActionSubject.Entry),
                Needs("BypassGovernanceRetention", BypassesGovernance, ActionSubject.Entry),
            ],
            Headers = Set([.. Checksums, Bypass]), Body = BodyKind.Document, NeedsChecksum = true,
        },
        new S3Operation
        {
            Name = "PostObject", Method = "POST", Level = S3Level.Bucket, LogName = "REST.POST.OBJECT", Actions = ObjectRows.StoreObject,
            Body = BodyKind.Form,
        },
        new S3Operation
        {
            Name = "CreateBucket", Method = "PUT", Level = S3Level.Bucket, LogName = "REST.PUT.BUCKET", Body = BodyKind.Document,
            Headers = Set([.. Acls, .. Checksums, LockEnabled, Ownership]),
            Actions =
            [
                Needs("CreateBucket"), Needs("PutBucketAcl", BringsAcl), Needs("PutBucketObjectLockConfiguration", EnablesLock),
                Needs("PutBucketVersioning", EnablesLock), Needs("PutBucketOwnershipControls", BringsOwnership), Needs("TagResource", BringsBucketTags),
            ],
        },
        Of("DeleteBucket", "DELETE", null, "BUCKET", "DeleteBucket"),

        .. Setting("policy", "BUCKETPOLICY", "BucketPolicy", Kept, "GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy",
            headers: ["x-amz-confirm-remove-self-bucket-access"]),
        Of("GetBucketPolicyStatus", "GET", "policyStatus", "BUCKETPOLICYSTATUS", "GetBucketPolicyStatus", Kept),
        .. Setting("publicAccessBlock", "PUBLIC_ACCESS_BLOCK", "PublicAccessBlock", Kept, "GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock",
            "PutBucketPublicAccessBlock"),
        .. Setting("ownershipControls", "OWNERSHIP_CONTROLS", "BucketOwnershipControls", Kept, "GetBucketOwnershipControls", "PutBucketOwnershipControls",
            "PutBucketOwnershipControls"),
        .. Setting("acl", "ACL", "BucketAcl", Kept, "GetBucketAcl", "PutBucketAcl", null, headers: Acls),
        .. Setting("abac", "ABAC", "BucketAbac", Refused, "GetBucketAbac", "PutBucketAbac", null),
        .. Setting("tagging", "TAGGING", "BucketTagging", Kept, "GetBucketTagging", "PutBucketTagging", "PutBucketTagging"),
        .. Setting("versioning", "VERSIONING", "BucketVersioning", Store, "GetBucketVersioning", "PutBucketVersioning", null, isRare: false),
        .. Setting("lifecycle", "LIFECYCLE", "BucketLifecycleConfiguration", Store, "GetLifecycleConfiguration", "PutLifecycleConfiguration",
            "PutLifecycleConfiguration", headers: ["x-amz-transition-default-minimum-object-size"], deleteName: "DeleteBucketLifecycle"),
        .. Setting("cors", "CORS", "BucketCors", Kept, "GetBucketCORS", "PutBucketCORS", "PutBucketCORS"),
        .. Setting("encryption", "ENCRYPTION", "BucketEncryption", Store, "GetEncryptionConfiguration", "PutEncryptionConfiguration",
            "PutEncryptionConfiguration"),
        Of("GetObjectLockConfiguration", "GET", "object-lock", "OBJECT_LOCK_CONFIGURATION", "GetBucketObjectLockConfiguration", isRare: true),
        Of("PutObjectLockConfiguration", "PUT", "object-lock", "OBJECT_LOCK_CONFIGURATION", "PutBucketObjectLockConfiguration", isRare: true,
            headers: ["x-amz-bucket-object-lock-token"]),
        .. Setting("notification", "NOTIFICATION", "BucketNotificationConfiguration", Store, "GetBucketNotification", "PutBucketNotification", null,
            headers: ["x-amz-skip-destination-validation"], needsChecksum: false),
        .. Setting("replication", "REPLICATION", "BucketReplication", Refused, "GetReplicationConfiguration", "PutReplicationConfiguration",
            "PutReplicationConfiguration"),
        .. Setting("website", "WEBSITE", "BucketWebsite", Refused, "GetBucketWebsite", "PutBucketWebsite", "DeleteBucketWebsite"),
        .. Setting("logging", "LOGGING_STATUS", "BucketLogging", Refused, "GetBucketLogging", "PutBucketLogging", null),
        .. Setting("requestPayment", "REQUEST_PAYMENT", "BucketRequestPayment", Refused, "GetBucketRequestPayment", "PutBucketRequestPayment", null),
        .. Setting("accelerate", "ACCELERATE", "BucketAccelerateConfiguration", Refused, "GetAccelerateConfiguration", "PutAccelerateConfiguration", null,
            needsChecksum: false),
        .. Many("analytics", "ANALYTICS", "AnalyticsConfiguration", "GetAnalyticsConfiguration", "PutAnalyticsConfiguration"),
        .. Many("intelligent-tiering", "INTELLIGENT_TIERING", "IntelligentTieringConfiguration", "GetIntelligentTieringConfiguration",
            "PutIntelligentTieringConfiguration"),
        .. Many("inventory", "INVENTORY", "InventoryConfiguration", "GetInventoryConfiguration", "PutInventoryConfiguration"),
        .. Many("metrics", "METRICS", "MetricsConfiguration", "GetMetricsConfiguration", "PutMetricsConfiguration"),
        .. Metadata("metadataConfiguration", "MetadataConfiguration"),
        .. Metadata("metadataTable", "MetadataTableConfiguration"),
        Of("UpdateBucketMetadataInventoryTableConfiguration", "PUT", "metadataInventoryTable", "METADATA_INVENTORY_TABLE",
            "UpdateBucketMetadataInventoryTableConfiguration", Refused),
        Of("UpdateBucketMetadataJournalTableConfiguration", "PUT", "metadataJournalTable", "METADATA_JOURNAL_TABLE",
            "UpdateBucketMetadataJournalTableConfiguration", Refused),
        new S3Operation
        {
            Name = "CreateSession", Method = "GET", Level = S3Level.Bucket, Marker = "session", LogName = "REST.GET.SESSION", Class = Refused, IsRare = true,
        },
    ];

    private static S3Operation List(string name, string? marker, string? with, string log, string action, string[] parameters) => new()
    {
        Name = name, Method = "GET", Level = S3Level.Bucket, Marker = marker, With = with, LogName = "REST.GET." + log, Actions = [Needs(action)],
        Parameters = Set(parameters), Headers = Set("x-amz-optional-object-attributes"),
    };

    private static S3Operation Of(
        string name, string method, string? marker, string log, string action, OperationClass held = Store, bool isRare = false, string[]? headers = null,
        bool? needsChecksum = null, string? with = null, string[]? parameters = null) => new()
        {
            Name = name,
            Method = method,
            Level = S3Level.Bucket,
            Marker = marker,
            With = with,
            LogName = $"REST.{method}.{log}",
            Class = held,
            IsRare = isRare || held == Refused,
            Actions = [Needs(action)],
            Parameters = Set(parameters ?? []),
            Headers = Set([.. method is "PUT" or "POST" ? Checksums : [], .. headers ?? []]),
            Body = method is "PUT" or "POST" ? BodyKind.Document : BodyKind.None,
            NeedsChecksum = needsChecksum ?? method is "PUT" or "POST",
            PassedHeaders = Set(method is "PUT" or "POST" ? ["content-type", "content-md5"] : []),
        };

    /// <summary>What a bucket has one of: it is read, put and mostly deleted.</summary>
    private static IEnumerable<S3Operation> Setting(
        string marker, string log, string noun, OperationClass held, string get, string put, string? delete, string[]? headers = null, bool isRare = true,
        string? deleteName = null, bool needsChecksum = true)
    {
        isRare &= held == Store;
        yield return Of("Get" + noun, "GET", marker, log, get, held, isRare);
        yield return Of("Put" + noun, "PUT", marker, log, put, held, isRare, headers, needsChecksum);
        if (delete is not null)
        {
            yield return Of(deleteName ?? "Delete" + noun, "DELETE", marker, log, delete, held, isRare);
        }
    }

    /// <summary>What a bucket has several of, each with an id.</summary>
    private static IEnumerable<S3Operation> Many(string marker, string log, string noun, string get, string put)
    {
        yield return Of($"GetBucket{noun}", "GET", marker, log, get, Refused, with: "id");
        yield return Of($"ListBucket{noun}s", "GET", marker, log, get, Refused, parameters: ["continuation-token"]);
        yield return Of($"PutBucket{noun}", "PUT", marker, log, put, Refused, with: "id", needsChecksum: false);
        yield return Of($"DeleteBucket{noun}", "DELETE", marker, log, put, Refused, with: "id");
    }

    private static IEnumerable<S3Operation> Metadata(string marker, string noun)
    {
        yield return Of($"CreateBucket{noun}", "POST", marker, "METADATA_TABLE", "CreateBucketMetadataTableConfiguration", Refused);
        yield return Of($"GetBucket{noun}", "GET", marker, "METADATA_TABLE", "GetBucketMetadataTableConfiguration", Refused);
        yield return Of($"DeleteBucket{noun}", "DELETE", marker, "METADATA_TABLE", "DeleteBucketMetadataTableConfiguration", Refused);
    }
}
