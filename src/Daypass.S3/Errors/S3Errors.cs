using System.Globalization;

namespace Daypass.S3.Errors;

/// <summary>The errors of S3 by their causes (Amazon S3 API Reference, "Error responses").</summary>
public static class S3Errors
{
    /// <summary>The argument that is at fault, in errors that name one.</summary>
    public const string ArgumentName = "ArgumentName";

    /// <summary>Its value.</summary>
    public const string ArgumentValue = "ArgumentValue";

    /// <summary>Denied, without a word about why.</summary>
    public static S3Error AccessDenied { get; } = new("AccessDenied", 403, "Access Denied");

    /// <summary>A target that cannot be read.</summary>
    public static S3Error InvalidUri { get; } = new("InvalidURI", 400, "Couldn't parse the specified URI.");

    /// <summary>A body that is not the XML it should be.</summary>
    public static S3Error MalformedXml { get; } = new(
        "MalformedXML", 400, "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>A body that was to be read whole is too long.</summary>
    public static S3Error BodyTooLong { get; } = new("MaxMessageLengthExceeded", 400, "Your request was too big.");

    /// <summary>The server or the store is away; SDKs try again.</summary>
    public static S3Error ServiceUnavailable { get; } =
        new S3Error("ServiceUnavailable", 503, "Service is unable to handle request.").WithHeader("Retry-After", "1");

    /// <summary>A bug.</summary>
    public static S3Error InternalError { get; } = new("InternalError", 500, "We encountered an internal error. Please try again.");

    /// <summary>A checksum or MD5 was demanded, and neither came.</summary>
    public static S3Error ChecksumMissing { get; } = new(
        "InvalidRequest", 400, "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");

    /// <summary>Two mechanisms to authenticate at once. The value of the header is left out: clients log errors.</summary>
    public static S3Error BothMechanisms { get; } = new S3Error(
        "InvalidArgument", 400,
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be "
        + "specified").With(ArgumentName, "Authorization");

    /// <summary>Signature Version 2, whose key cannot be derived for a day.</summary>
    public static S3Error OldMechanism { get; } = new(
        "InvalidRequest", 400, "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.")
    {
        Reason = "The request is signed with Signature Version 2; signature_version = s3v4 in the client's configuration helps.",
    };

    /// <summary>A presigned request of version 2 without all its parameters.</summary>
    public static S3Error OldQueryIncomplete { get; } = new(
        "AccessDenied", 403, "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");

    /// <summary>The method is none of S3's.</summary>
    public static S3Error MethodNotAllowed(string method) => new S3Error(
        "MethodNotAllowed", 405, "The specified method is not allowed against this resource.").With("Method", method);

    /// <summary>The bucket's name is none.</summary>
    public static S3Error InvalidBucketName(string bucket) =>
        new S3Error("InvalidBucketName", 400, "The specified bucket is not valid.").With("BucketName", bucket);

    /// <summary>The bucket is not there.</summary>
    public static S3Error NoSuchBucket(string bucket) =>
        new S3Error("NoSuchBucket", 404, "The specified bucket does not exist").With("BucketName", bucket);

    /// <summary>The object is not there, and the caller may know.</summary>
    public static S3Error NoSuchKey(string key) => new S3Error("NoSuchKey", 404, "The specified key does not exist.").With("Key", key);

    /// <summary>The key is longer than keys are.</summary>
    public static S3Error KeyTooLong(int bytes, int most) => new S3Error("KeyTooLongError", 400, "Your key is too long")
        .With("Size", Text(bytes)).With("MaxSizeAllowed", Text(most));

    /// <summary>What a header or parameter asks for is not here.</summary>
    public static S3Error NotImplemented(string header) => new S3Error(
        "NotImplemented", 501, "A header you provided implies functionality that is not implemented.").With("Header", header);

    /// <summary>An argument that cannot be.</summary>
    public static S3Error InvalidArgument(string message, string name, string? value = null)
    {
        var error = new S3Error("InvalidArgument", 400, message).With(ArgumentName, name);
        return value is null ? error : error.With(ArgumentValue, value);
    }

    /// <summary>A request that contradicts itself or has too much.</summary>
    public static S3Error InvalidRequest(string message) => new("InvalidRequest", 400, message);

    /// <summary>The bucket is in another region.</summary>
    public static S3Error PermanentRedirect(string bucket, string endpoint, string region) => new S3Error(
        "PermanentRedirect", 301,
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.")
        .With("Bucket", bucket).With("Endpoint", endpoint).WithHeader("x-amz-bucket-region", region);

    /// <summary>The bucket is in another region for now.</summary>
    public static S3Error TemporaryRedirect(string bucket, string endpoint, string location) => new S3Error(
        "TemporaryRedirect", 307, "Please re-send this request to the specified temporary endpoint. Continue to use the original request endpoint for future "
        + "requests.").With("Bucket", bucket).With("Endpoint", endpoint).WithHeader("Location", location);

    /// <summary>The scope names another region than this endpoint's.</summary>
    public static S3Error WrongRegion(string said, string expected, bool isPresigned)
    {
        var sentence = $"the region '{said}' is wrong; expecting '{expected}'";
        return (isPresigned
            ? new S3Error("AuthorizationQueryParametersError", 400, "Error parsing the X-Amz-Credential parameter; " + sentence)
            : new S3Error("AuthorizationHeaderMalformed", 400, "The authorization header is malformed; " + sentence)).With("Region", expected);
    }

    /// <summary>Too many bytes.</summary>
    public static S3Error EntityTooLarge(long proposed, long most) => new S3Error(
        "EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size").With("ProposedSize", Text(proposed)).With("MaxSizeAllowed", Text(most));

    /// <summary>Too few bytes.</summary>
    public static S3Error EntityTooSmall(long proposed, long least) => new S3Error(
        "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size").With("ProposedSize", Text(proposed))
        .With("MinSizeAllowed", Text(least));

    /// <summary>The bucket has no ACLs.</summary>
    public static S3Error AclsNotSupported { get; } = new("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
