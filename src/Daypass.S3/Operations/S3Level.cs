namespace Daypass.S3.Operations;

/// <summary>What a request is addressed to.</summary>
public enum S3Level
{
    /// <summary>The service: the path is <c>/</c>.</summary>
    Service,

    /// <summary>A bucket.</summary>
    Bucket,

    /// <summary>An object.</summary>
    Object,
}
