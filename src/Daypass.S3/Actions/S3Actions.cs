using System.Collections.Frozen;

namespace Daypass.S3.Actions;

/// <summary>All actions of S3 that bear on buckets and objects, and the names of the others.</summary>
public static class S3Actions
{
    private static readonly string[] Acl =
    [
        "s3:x-amz-acl", "s3:x-amz-grant-full-control", "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp",
    ];

    private static readonly string[] Encryption = ["s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id"];

    private static readonly string[] Written =
    [
        .. Acl, .. Encryption, "s3:x-amz-server-side-encryption-customer-algorithm", "s3:x-amz-storage-class", "s3:x-amz-website-redirect-location",
        "s3:x-amz-copy-source", "s3:x-amz-metadata-directive", "s3:RequestObjectTag/", "s3:RequestObjectTagKeys",
    ];

    private static readonly string[] Retention =
    [
        "s3:object-lock-mode", "s3:object-lock-retain-until-date", "s3:object-lock-remaining-retention-days", "s3:object-lock-event-hold",
        "s3:object-lock-event-hold-duration-days",
    ];

    private static readonly string[] Listing = ["s3:prefix", "s3:delimiter", "s3:max-keys"];

    private const string Existing = "s3:ExistingObjectTag/";
    private const string Version = "s3:versionid";

    /// <summary>The keys that nearly all actions have, filled from the request itself.</summary>
    public static IReadOnlyList<string> CommonKeys { get; } =
        ["s3:authType", "s3:ResourceAccount", "s3:signatureAge", "s3:signatureversion", "s3:TlsVersion", "s3:x-amz-content-sha256"];

    /// <summary>The keys that come from the bucket.</summary>
    public static IReadOnlyList<string> BucketKeys { get; } = ["s3:BucketTag/", "aws:ResourceTag/"];

    /// <summary>The actions by their names, of which the case does not matter.</summary>
    public static FrozenDictionary<string, S3Action> ByName { get; } =
        Rows().ToFrozenDictionary(static action => action.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>An action of the table.</summary>
    public static S3Action Get(string name) => ByName[name];

    private static IEnumerable<S3Action> Rows() =>
    [
        .. Of(ActionTarget.Object, [Existing], "GetObject GetObjectAcl GetObjectAttributes GetObjectTagging DeleteObjectTagging GetObjectAnnotation"),
        .. Of(ActionTarget.Object, [Existing, Version],
            "GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes GetObjectVersionTagging DeleteObjectVersionTagging GetObjectVersionAnnotation"),
        .. Of(ActionTarget.Object, [],
            "AbortMultipartUpload GetObjectLegalHold GetObjectRetention GetObjectTorrent ListMultipartUploadParts RestoreObject InitiateReplication "
            + "GetObjectVersionAnnotationForReplication GetObjectVersionForReplication ObjectOwnerOverrideToBucketOwner ReplicateDelete "
            + "ReplicateObjectAnnotation ReplicateTags"),
        .. Of(ActionTarget.Object, [Version], "DeleteObjectVersion GetObjectVersionTorrent"),
        .. Of(ActionTarget.Object, ["s3:if-match"], "DeleteObject"),
        .. Of(ActionTarget.Object,
            [.. Written, .. Retention, "s3:object-lock-legal-hold", "s3:ObjectCreationOperation", "s3:if-match", "s3:if-none-match",
                "s3:x-amz-object-annotation-directive"], "PutObject"),
        .. Of(ActionTarget.Object, [.. Acl, Existing, "s3:x-amz-storage-class"], "PutObjectAcl"),
        .. Of(ActionTarget.Object, [.. Acl, Existing, Version, "s3:x-amz-storage-class"], "PutObjectVersionAcl"),
        .. Of(ActionTarget.Object, [Existing, "s3:RequestObjectTag/", "s3:RequestObjectTagKeys"], "PutObjectTagging"),
        .. Of(ActionTarget.Object, [Existing, Version, "s3:RequestObjectTag/", "s3:RequestObjectTagKeys"], "PutObjectVersionTagging"),
        .. Of(ActionTarget.Object, ["s3:object-lock-legal-hold"], "PutObjectLegalHold"),
        .. Of(ActionTarget.Object, Retention, "PutObjectRetention"),
        .. Of(ActionTarget.Object, Written, "BypassGovernanceRetention"),
        .. Of(ActionTarget.Object, [.. Encryption, Existing], "UpdateObjectEncryption"),
        .. Of(ActionTarget.Object, [.. Encryption, "s3:x-amz-server-side-encryption-customer-algorithm", "s3:object-lock-event-hold",
            "s3:object-lock-event-hold-duration-days"], "ReplicateObject"),
        .. Of(ActionTarget.Object, [Existing, "s3:x-amz-object-if-match"], "PutObjectAnnotation DeleteObjectAnnotation"),
        .. Of(ActionTarget.Object, [Existing, Version, "s3:x-amz-object-if-match"], "PutObjectVersionAnnotation DeleteObjectVersionAnnotation"),
        .. Of(ActionTarget.Object, [Existing, "s3:annotation-prefix", "s3:max-annotation-results"], "ListObjectAnnotations"),
        .. Of(ActionTarget.Object, [Existing, Version, "s3:annotation-prefix", "s3:max-annotation-results"], "ListObjectVersionAnnotations"),

        .. Of(ActionTarget.Bucket, Listing, "ListBucket ListBucketVersions"),
        .. Of(ActionTarget.Bucket, Acl, "PutBucketAcl"),
        .. Of(ActionTarget.Bucket,
            [.. Acl, "s3:locationconstraint", "s3:x-amz-bucket-namespace", "s3:x-amz-object-ownership", "aws:RequestTag/", "aws:TagKeys"], "CreateBucket"),
        .. Of(ActionTarget.Bucket, ["aws:RequestTag/", "aws:TagKeys"], "TagResource"),
        .. Of(ActionTarget.Bucket, ["aws:TagKeys"], "UntagResource"),
        .. Of(ActionTarget.Bucket, ["s3:InventoryAccessibleOptionalFields"], "PutInventoryConfiguration"),
        .. Of(ActionTarget.Bucket, ["s3:isReplicationPauseRequest"], "PutReplicationConfiguration"),
        .. Of(ActionTarget.Bucket, ["s3:destinationRegion"], "PauseReplication"),
        .. Of(ActionTarget.Bucket, ["s3:deliverySourceArn", "s3:logType", "s3:resourceArnBeingAuthorized"], "AllowVendedLogDeliveryForResource"),
        .. Of(ActionTarget.Bucket, [],
            "CreateBucketMetadataTableConfiguration DeleteBucket DeleteBucketMetadataTableConfiguration DeleteBucketPolicy DeleteBucketWebsite "
            + "GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging "
            + "GetBucketMetadataTableConfiguration GetBucketNotification GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy "
            + "GetBucketPolicyStatus GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite "
            + "GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration GetMetricsConfiguration "
            + "GetReplicationConfiguration ListBucketMultipartUploads ListTagsForResource PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac "
            + "PutBucketCORS PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy "
            + "PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration "
            + "PutIntelligentTieringConfiguration PutLifecycleConfiguration PutMetricsConfiguration UpdateBucketMetadataAnnotationTableConfiguration "
            + "UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration"),

        .. Of(ActionTarget.All, [],
            "CreateJob CreateStorageLensGroup GetAccessPoint GetAccountPublicAccessBlock ListAccessGrantsInstances ListAccessPoints ListAllMyBuckets "
            + "ListAccessPointsForObjectLambda ListJobs ListMultiRegionAccessPoints ListStorageLensConfigurations ListStorageLensGroups "
            + "PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutStorageLensConfiguration"),
        .. Of(ActionTarget.Other, [],
            "AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance CreateAccessGrantsLocation CreateAccessPoint "
            + "CreateAccessPointForObjectLambda CreateMultiRegionAccessPoint DeleteAccessGrant DeleteAccessGrantsInstance "
            + "DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation DeleteAccessPoint DeleteAccessPointForObjectLambda DeleteAccessPointPolicy "
            + "DeleteAccessPointPolicyForObjectLambda DeleteJobTagging DeleteMultiRegionAccessPoint DeleteStorageLensConfiguration "
            + "DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob DescribeMultiRegionAccessPointOperation "
            + "DissociateAccessGrantsIdentityCenter GetAccessGrant GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix "
            + "GetAccessGrantsInstanceResourcePolicy GetAccessGrantsLocation GetAccessPointConfigurationForObjectLambda GetAccessPointForObjectLambda "
            + "GetAccessPointPolicy GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda GetDataAccess "
            + "GetJobTagging GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes "
            + "GetStorageLensConfiguration GetStorageLensConfigurationTagging GetStorageLensDashboard GetStorageLensGroup ListAccessGrants "
            + "ListAccessGrantsLocations ListCallerAccessGrants PutAccessGrantsInstanceResourcePolicy PutAccessPointConfigurationForObjectLambda "
            + "PutAccessPointPolicy PutAccessPointPolicyForObjectLambda PutJobTagging PutMultiRegionAccessPointPolicy PutStorageLensConfigurationTagging "
            + "SubmitMultiRegionAccessPointRoutes UpdateAccessGrantsLocation UpdateJobPriority UpdateJobStatus UpdateStorageLensGroup"),
    ];

    private static IEnumerable<S3Action> Of(ActionTarget target, string[] keys, string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new S3Action(name, target, keys));
}
