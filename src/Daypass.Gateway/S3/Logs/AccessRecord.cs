namespace Daypass.Gateway.S3.Logs;

/// <summary>What the access log says of one request; filled while it is served.</summary>
internal sealed class AccessRecord
{
    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Its id, as the client is told it.</summary>
    public required string RequestId { get; init; }

    /// <summary>The second id.</summary>
    public required string HostId { get; init; }

    /// <summary>The method and the raw target, without what is secret in it.</summary>
    public required string RequestLine { get; init; }

    /// <summary>The Host header.</summary>
    public required string Host { get; init; }

    /// <summary>The client's address.</summary>
    public string? Address { get; set; }

    /// <summary>The version of TLS, such as <c>TLSv1.3</c>; null without.</summary>
    public string? TlsVersion { get; set; }

    /// <summary>The cipher; null without TLS.</summary>
    public string? Cipher { get; set; }

    /// <summary>The User-Agent header.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The Referer header.</summary>
    public string? Referer { get; set; }

    /// <summary>The operation as S3's log names it, such as <c>REST.GET.OBJECT</c>.</summary>
    public string? Operation { get; set; }

    /// <summary>The account that owns the bucket.</summary>
    public string? BucketAccount { get; set; }

    /// <summary>The bucket.</summary>
    public string? Bucket { get; set; }

    /// <summary>The key.</summary>
    public string? Key { get; set; }

    /// <summary>The version that was asked for.</summary>
    public string? VersionId { get; set; }

    /// <summary>Who asked: an ARN; null for nobody.</summary>
    public string? Requester { get; set; }

    /// <summary>Where the signature was: <c>AuthHeader</c> or <c>QueryString</c>; null without.</summary>
    public string? AuthType { get; set; }

    /// <summary>The status of the answer.</summary>
    public int Status { get; set; }

    /// <summary>The error code; null without.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why, for the operator; not in S3's form.</summary>
    public string? Reason { get; set; }

    /// <summary>How many bytes of body were answered.</summary>
    public long BytesSent { get; set; }

    /// <summary>How many bytes of body came.</summary>
    public long BytesReceived { get; set; }

    /// <summary>How long the whole object is; null when that is not known.</summary>
    public long? ObjectSize { get; set; }

    /// <summary>How long it all took.</summary>
    public TimeSpan Total { get; set; }

    /// <summary>How long the store took until it began to answer; null when it was not asked.</summary>
    public TimeSpan? Turnaround { get; set; }

    /// <summary>The store that was asked; null when none was.</summary>
    public string? Store { get; set; }

    /// <summary>The id that the store gave the request.</summary>
    public string? StoreRequestId { get; set; }

    /// <summary>A copy for one key of a batch, or for the source of a copy.</summary>
    public AccessRecord For(string operation, string? bucket, string? account, string? key, string? versionId, int status, string? errorCode)
    {
        var copy = (AccessRecord)MemberwiseClone();
        copy.Operation = operation;
        copy.Bucket = bucket;
        copy.BucketAccount = account;
        copy.Key = key;
        copy.VersionId = versionId;
        copy.Status = status;
        copy.ErrorCode = errorCode;
        copy.BytesSent = 0;
        return copy;
    }
}
