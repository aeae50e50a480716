namespace Daypass.S3.Operations;

/// <summary>The headers of S3 that several operations take, in lower case.</summary>
internal static class HeaderNames
{
    public const string AmzPrefix = "x-amz-";
    public const string MetadataPrefix = "x-amz-meta-";
    public const string GrantPrefix = "x-amz-grant-";
    public const string ChecksumPrefix = "x-amz-checksum-";
    public const string Acl = "x-amz-acl";
    public const string Tagging = "x-amz-tagging";
    public const string CopySource = "x-amz-copy-source";
    public const string Bypass = "x-amz-bypass-governance-retention";
    public const string LockMode = "x-amz-object-lock-mode";
    public const string LockUntil = "x-amz-object-lock-retain-until-date";
    public const string LegalHold = "x-amz-object-lock-legal-hold";
    public const string LockEnabled = "x-amz-bucket-object-lock-enabled";
    public const string Ownership = "x-amz-object-ownership";
    public const string TaggingDirective = "x-amz-tagging-directive";
    public const string ExpectedOwner = "x-amz-expected-bucket-owner";
    public const string SourceExpectedOwner = "x-amz-source-expected-bucket-owner";
    public const string ContentHash = "x-amz-content-sha256";
    public const string Token = "x-amz-security-token";
    public const string Date = "x-amz-date";
    public const string DecodedLength = "x-amz-decoded-content-length";
    public const string Trailer = "x-amz-trailer";

    /// <summary>What every request may have; none of it is for the store.</summary>
    public static readonly string[] OfEvery =
    [
        Date, ContentHash, Token, ExpectedOwner, "x-amz-user-agent", "x-amz-request-payer", "x-amz-api-version", "x-amz-sdk-checksum-algorithm",
    ];

    public static readonly string[] Framing = [DecodedLength, Trailer];

    public static readonly string[] Checksums =
    [
        "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256", "x-amz-checksum-md5",
        "x-amz-checksum-sha512", "x-amz-checksum-xxhash3", "x-amz-checksum-xxhash64", "x-amz-checksum-xxhash128",
    ];

    public static readonly string[] Acls =
        [Acl, "x-amz-grant-full-control", "x-amz-grant-read", "x-amz-grant-read-acp", "x-amz-grant-write", "x-amz-grant-write-acp"];

    public static readonly string[] CustomerKey =
    [
        "x-amz-server-side-encryption-customer-algorithm", "x-amz-server-side-encryption-customer-key", "x-amz-server-side-encryption-customer-key-md5",
    ];

    public static readonly string[] Encryption =
    [
        "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-context",
        "x-amz-server-side-encryption-bucket-key-enabled",
    ];

    public static readonly string[] Locks = [LockMode, LockUntil, LegalHold];

    /// <summary>What says how an object is to be stored.</summary>
    public static readonly string[] Stored =
        [.. Acls, .. CustomerKey, .. Encryption, .. Locks, "x-amz-storage-class", Tagging, "x-amz-website-redirect-location"];

    public static readonly string[] Copied =
    [
        CopySource, SourceExpectedOwner, "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match", "x-amz-copy-source-if-modified-since",
        "x-amz-copy-source-if-unmodified-since", "x-amz-copy-source-server-side-encryption-customer-algorithm",
        "x-amz-copy-source-server-side-encryption-customer-key", "x-amz-copy-source-server-side-encryption-customer-key-md5",
    ];

    /// <summary>Headers of HTTP that say how an object is to be stored.</summary>
    public static readonly string[] Content =
        ["content-type", "content-encoding", "content-disposition", "content-language", "cache-control", "expires"];

    public static readonly string[] WriteConditions = ["if-match", "if-none-match"];

    public static readonly string[] ReadConditions = ["range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range"];
}
