using static Daypass.S3.Operations.ActionOccasion;
using static Daypass.S3.Operations.HeaderNames;
using static Daypass.S3.Operations.RowMaker;

namespace Daypass.S3.Operations;

/// <summary>The operations on objects.</summary>
internal static class ObjectRows
{
    private static readonly string[] Version = ["versionId"];

    private static readonly string[] Reading =
    [
        "versionId", "partNumber", "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language",
        "response-content-type", "response-expires",
    ];

    private static readonly NeededAction[] ReadObject = [NeedsOfVersion("GetObject", "GetObjectVersion")];

    /// <summary>What storing an object needs, however it is done.</summary>
    public static readonly NeededAction[] StoreObject =
    [
        Needs("PutObject"), Needs("PutObjectAcl", BringsAcl), Needs("PutObjectTagging", BringsTags), Needs("PutObjectRetention", BringsRetention),
        Needs("PutObjectLegalHold", BringsLegalHold),
    ];

    private static readonly NeededAction[] ReadSource = [NeedsOfVersion("GetObject", "GetObjectVersion", Always, ActionSubject.Source)];

    public static IEnumerable<S3Operation> All =>
    [
        Read("GetObject", "GET", "OBJECT"),
        Read("HeadObject", "HEAD", "OBJECT"),
        Of("GetObjectAttributes", "GET", "attributes", "OBJECT_ATTRIBUTES",
            [.. ReadObject, NeedsOfVersion("GetObjectAttributes", "GetObjectVersionAttributes")], Version,
            ["x-amz-object-attributes", "x-amz-max-parts", "x-amz-part-number-marker", .. CustomerKey], isRare: true),
        Of("GetObjectAcl", "GET", "acl", "ACL", [NeedsOfVersion("GetObjectAcl", "GetObjectVersionAcl")], Version, kept: true),
        Of("PutObjectAcl", "PUT", "acl", "ACL", [NeedsOfVersion("PutObjectAcl", "PutObjectVersionAcl")], Version, [.. Acls, .. Checksums],
            BodyKind.Document, needsChecksum: true, kept: true),
        Of("GetObjectTagging", "GET", "tagging", "OBJECT_TAGGING", [NeedsOfVersion("GetObjectTagging", "GetObjectVersionTagging")], Version),
        Of("PutObjectTagging", "PUT", "tagging", "OBJECT_TAGGING", [NeedsOfVersion("PutObjectTagging", "PutObjectVersionTagging")], Version, Checksums,
            BodyKind.Document, needsChecksum: true),
        Of("DeleteObjectTagging", "DELETE", "tagging", "OBJECT_TAGGING", [NeedsOfVersion("DeleteObjectTagging", "DeleteObjectVersionTagging")], Version),
        Of("GetObjectLegalHold", "GET", "legal-hold", "LEGAL_HOLD", [Needs("GetObjectLegalHold")], Version, isRare: true),
        Of("PutObjectLegalHold", "PUT", "legal-hold", "LEGAL_HOLD", [Needs("PutObjectLegalHold")], Version, Checksums, BodyKind.Document,
            needsChecksum: true, isRare: true),
        Of("GetObjectRetention", "GET", "retention", "RETENTION", [Needs("GetObjectRetention")], Version, isRare: true),
        Of("PutObjectRetention", "PUT", "retention", "RETENTION", [Needs("PutObjectRetention"), Needs("BypassGovernanceRetention", BypassesGovernance)],
            Version, [.. Checksums, Bypass], BodyKind.Document, needsChecksum: true, isRare: true),
        Refused("GetObjectTorrent", "GET", "torrent", "TORRENT", [NeedsOfVersion("GetObjectTorrent", "GetObjectVersionTorrent")]),
        new S3Operation
        {
            Name = "PutObject", Method = "PUT", Level = S3Level.Object, LogName = "REST.PUT.OBJECT", Actions = StoreObject, Body = BodyKind.Data,
            Headers = Set([.. Stored, .. Checksums, .. Framing]), TakesMetadata = true, PassedHeaders = Set([.. Content, "content-md5", .. WriteConditions]),
        },
        new S3Operation
        {
            Name = "CopyObject", Method = "PUT", Level = S3Level.Object, With = CopySource, LogName = "REST.COPY.OBJECT",
            Actions =
            [
                .. ReadSource, NeedsOfVersion("GetObjectTagging", "GetObjectVersionTagging", CopiesTags, ActionSubject.Source), .. StoreObject,
                Needs("PutObjectTagging", CopiesTags),
            ],
            Headers = Set([.. Stored, .. Copied, "x-amz-metadata-directive", TaggingDirective, "x-amz-checksum-algorithm"]),
            TakesMetadata = true, PassedHeaders = Set([.. Content, .. WriteConditions]),
        },
        new S3Operation
        {
            Name = "CreateMultipartUpload", Method = "POST", Level = S3Level.Object, Marker = "uploads", LogName = "REST.POST.UPLOADS",
            Actions = StoreObject, Headers = Set([.. Stored, "x-amz-checksum-algorithm", "x-amz-checksum-type"]), TakesMetadata = true,
            PassedHeaders = Set(Content),
        },
        Of("UploadPart", "PUT", "uploadId", "PART", [Needs("PutObject")], ["partNumber"], [.. Checksums, .. Framing, .. CustomerKey], BodyKind.Data),
        Of("UploadPartCopy", "PUT", "uploadId", "PART", [.. ReadSource, Needs("PutObject")], ["partNumber"],
            [.. Copied, .. CustomerKey, "x-amz-copy-source-range"], with: CopySource),
        Of("CompleteMultipartUpload", "POST", "uploadId", "UPLOAD", [Needs("PutObject")], [],
            [.. Checksums, .. CustomerKey, "x-amz-checksum-type", "x-amz-mp-object-size"], BodyKind.Document),
        Of("AbortMultipartUpload", "DELETE", "uploadId", "UPLOAD", [Needs("AbortMultipartUpload")], []),
        Of("ListParts", "GET", "uploadId", "UPLOAD", [Needs("ListMultipartUploadParts")], ["max-parts", "part-number-marker", "encoding-type"], CustomerKey),
        Of("DeleteObject", "DELETE", null, "OBJECT",
            [NeedsOfVersion("DeleteObject", "DeleteObjectVersion"), Needs("BypassGovernanceRetention", BypassesGovernance)], Version, [Bypass]),
        Refused("RestoreObject", "POST", "restore", "OBJECT_RESTORE", [Needs("RestoreObject")]),
        Refused("SelectObjectContent", "POST", "select", "SELECT_OBJECT_CONTENT", [Needs("GetObject")], ["select-type"]),
        Refused("RenameObject", "PUT", "renameObject", "RENAME_OBJECT", []),
        Refused("UpdateObjectEncryption", "PUT", "encryption", "OBJECT_ENCRYPTION", [Needs("UpdateObjectEncryption")]),
    ];

    private static S3Operation Read(string name, string method, string log) => new()
    {
        Name = name, Method = method, Level = S3Level.Object, LogName = $"REST.{method}.{log}", Actions = ReadObject, Parameters = Set(Reading),
        Headers = Set([.. CustomerKey, "x-amz-checksum-mode"]), PassedHeaders = Set(ReadConditions),
    };

    private static S3Operation Refused(string name, string method, string marker, string log, NeededAction[] actions, string[]? more = null) => new()
    {
        Name = name, Method = method, Level = S3Level.Object, Marker = marker, LogName = $"REST.{method}.{log}", Class = OperationClass.Refused,
        Actions = actions, Parameters = Set([.. Version, .. more ?? []]), IsRare = true, Headers = Set(Checksums),
        Body = method == "GET" ? BodyKind.None : BodyKind.Document,
    };

    private static S3Operation Of(
        string name, string method, string? marker, string log, NeededAction[] actions, string[] parameters, string[]? headers = null,
        BodyKind body = BodyKind.None, bool needsChecksum = false, bool kept = false, bool isRare = false, string? with = null) => new()
        {
            Name = name,
            Method = method,
            Level = S3Level.Object,
            Marker = marker,
            With = with,
            LogName = $"REST.{(with is null ? method : "COPY")}.{log}",
            Actions = actions,
            Parameters = Set(parameters),
            Headers = Set(headers ?? []),
            Body = body,
            NeedsChecksum = needsChecksum,
            Class = kept ? OperationClass.Kept : OperationClass.Store,
            IsRare = isRare,
            PassedHeaders = Set(
                body switch
                {
                    BodyKind.Data => ["content-md5"],
                    BodyKind.Document => ["content-type", "content-md5", .. name == "CompleteMultipartUpload" ? WriteConditions : []],
                    _ => name == "DeleteObject" ? ["if-match"] : [],
                }),
        };
}
