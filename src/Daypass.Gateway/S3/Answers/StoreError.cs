using System.Collections.Frozen;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Stores;
using Daypass.S3.Errors;

namespace Daypass.Gateway.S3.Answers;

/// <summary>
/// What a client is told when a store refuses: the store's code and words, but nothing of the store itself. A refusal of the gateway's own key or signature
/// is no affair of the client's: it is an internal error, and the log says which.
/// </summary>
internal static class StoreError
{
    private const int Longest = 64 * 1024;
    private const int LongestText = 2048;

    /// <summary>Codes that say that the store does not take the gateway for what it is.</summary>
    private static readonly FrozenSet<string> OfGateway = new[]
    {
        "InvalidAccessKeyId", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "InvalidToken", "ExpiredToken", "InvalidSecurity",
        "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "MissingSecurityHeader", "NotSignedUp", "InvalidPayer", "AccountProblem",
        "PermanentRedirect", "TemporaryRedirect", "Redirect", "AuthFailure", "UserSuspended", "RequestExpired",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Elements that speak of the request, and of nothing that only the store knows.</summary>
    private static readonly FrozenSet<string> Told = new[]
    {
        "Key", "UploadId", "VersionId", "PartNumber", "ETag", "Condition", "ArgumentName", "ActualObjectSize", "RangeRequested", "MinSizeAllowed",
        "MaxSizeAllowed", "ProposedSize", "Method", "ResourceType", "Header", "CalculatedDigest", "ExpectedDigest", "ClientComputedContentSHA256",
        "S3ComputedContentSHA256", "PartsCount", "PartNumberRequested", "MaxKeyLength", "Size", "MinSegmentSizeAllowed",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads a refusal.</summary>
    /// <param name="answer">The store's answer, of status 300 or more.</param>
    /// <param name="store">The store.</param>
    /// <param name="place">The bucket that was asked about; null for the list of buckets.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<S3Error> Read(HttpResponseMessage answer, Store store, BucketPlace? place, CancellationToken cancelled)
    {
        var body = await StoreDocument.ReadBody(answer, Longest, cancelled);
        return Create((int)answer.StatusCode, body ?? [], store, place);
    }

    /// <summary>Reads a refusal from its body.</summary>
    public static S3Error Create(int status, byte[] body, Store store, BucketPlace? place)
    {
        var elements = body.Length == 0 ? null : StoreDocument.ReadElements(body, out _);
        var code = elements?.GetValueOrDefault("Code");
        if (!IsWord(code))
        {
            return WithoutBody(status, store);
        }

        if (OfGateway.Contains(code!) || status is 401 or (>= 300 and < 304) or 307 or 308)
        {
            return S3Errors.InternalError with { Reason = $"the store {store.Settings.Name} refuses the gateway: {status} {code}" };
        }

        // A store denies to the gateway's key what it denies, and its sentence may name that key's owner.
        var message = code == "AccessDenied" ? S3Errors.AccessDenied.Message : Plain(elements!.GetValueOrDefault("Message"), store, place);
        var error = new S3Error(code!, status, message) { Reason = $"the store {store.Settings.Name} refuses" };
        foreach (var (name, value) in elements!)
        {
            if (Told.Contains(name) && value.Length <= LongestText && !SpeaksOf(value, store))
            {
                error = error.With(name, value);
            }
        }

        return place is not null && elements.ContainsKey("BucketName") ? error.With("BucketName", place.Name) : error;
    }

    private static S3Error WithoutBody(int status, Store store) => (status switch
    {
        304 => new S3Error("NotModified", 304, "Not Modified"),
        400 => new S3Error("BadRequest", 400, "Bad Request"),
        403 => S3Errors.AccessDenied,
        404 => new S3Error("NoSuchKey", 404, "The specified key does not exist."),
        405 => new S3Error("MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
        409 => new S3Error("OperationAborted", 409, "A conflicting conditional operation is currently in progress against this resource. Try again."),
        411 => new S3Error("MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
        412 => new S3Error("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold"),
        416 => new S3Error("InvalidRange", 416, "The requested range is not satisfiable"),
        501 => new S3Error("NotImplemented", 501, "A header you provided implies functionality that is not implemented."),
        503 => new S3Error("SlowDown", 503, "Please reduce your request rate."),
        _ => S3Errors.InternalError,
    }) with { Reason = $"the store {store.Settings.Name} answered {status}" };

    private static string Plain(string? message, Store store, BucketPlace? place)
    {
        if (string.IsNullOrEmpty(message) || message.Length > LongestText || SpeaksOf(message, store))
        {
            return "";
        }

        return place is not null && place.NameInStore != place.Name
            ? message.Replace(place.NameInStore, place.Name, StringComparison.Ordinal) : message;
    }

    private static bool SpeaksOf(string text, Store store)
    {
        if (text.Contains(store.Settings.Credentials.AccessKeyId, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var url in store.Settings.Urls)
        {
            if (text.Contains(url.Authority, StringComparison.OrdinalIgnoreCase) || text.Contains(url.Host, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return text.Contains("arn:", StringComparison.Ordinal);
    }

    private static bool IsWord(string? code)
    {
        if (code is null or { Length: 0 or > 128 })
        {
            return false;
        }

        foreach (var one in code)
        {
            if (!char.IsAsciiLetterOrDigit(one))
            {
                return false;
            }
        }

        return true;
    }
}
