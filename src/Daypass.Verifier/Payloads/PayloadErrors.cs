using System.Globalization;
using Daypass.Protocol.Errors;

namespace Daypass.Verifier.Payloads;

/// <summary>How S3 refuses bodies (Amazon S3 API Reference, "Error responses").</summary>
public static class PayloadErrors
{
    /// <summary>The body's hash is not the one that was signed.</summary>
    public static AwsError HashDiffers { get; } = new(
        "XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.");

    /// <summary>The signature of a chunk or of the trailer is not the one that follows from the chain.</summary>
    public static AwsError SignatureDiffers { get; } = new(
        "SignatureDoesNotMatch", 403,
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");

    /// <summary>The body ended early, or a size line is none.</summary>
    public static AwsError Incomplete { get; } = new("IncompleteBody", 400, "The request body terminated unexpectedly");

    /// <summary>The data have another length than the request said.</summary>
    public static AwsError OtherLength { get; } = new(
        "IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header");

    /// <summary>The request does not say how long the data are.</summary>
    public static AwsError NoLength { get; } = new("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");

    /// <summary>The trailer is not the one that was announced, or not well-formed.</summary>
    public static AwsError MalformedTrailer { get; } = new(
        "MalformedTrailerError", 400,
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    /// <summary>A chunk is larger than this verifier keeps in memory.</summary>
    public static AwsError ChunkTooLarge { get; } = new("InvalidChunkSizeError", 400, "A chunk is larger than this service takes.");

    /// <summary>A chunk that is not the last one is too small.</summary>
    public static AwsError ChunkTooSmall(int minimum) => new(
        "InvalidChunkSizeError", 400, string.Create(CultureInfo.InvariantCulture, $"Only the last chunk is allowed to have a size less than {minimum} bytes"));

    /// <summary>The value of the checksum is no digest of its algorithm.</summary>
    public static AwsError InvalidChecksum(string header) => new("InvalidRequest", 400, $"Value for {header} trailing header is invalid.");

    /// <summary>The checksum is another one.</summary>
    public static AwsError ChecksumDiffers(string algorithm) => new(
        "BadDigest", 400, $"The {algorithm} you specified did not match the calculated checksum.");
}
