using Daypass.S3.Errors;

namespace Daypass.Gateway.S3.Serving;

/// <summary>What a gateway answers when one of its sides does not go on.</summary>
internal static class RelayErrors
{
    /// <summary>The client neither sends nor takes.</summary>
    public static S3Error ClientSilent { get; } = new(
        "RequestTimeout", 400,
        "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.");

    /// <summary>The store does not answer; clients ask again, more slowly.</summary>
    public static S3Error StoreSilent { get; } = new("SlowDown", 503, "Please reduce your request rate.");

    /// <summary>A body where none belongs.</summary>
    public static S3Error NoBody { get; } = S3Errors.InvalidRequest("This operation takes no request body.");

    /// <summary>The request says its length in two ways.</summary>
    public static S3Error TwoLengths { get; } = new("InvalidRequest", 400, "The request has both a Content-Length and a Transfer-Encoding.");

    /// <summary>The request does not say how long its body is.</summary>
    public static S3Error NoLength { get; } = new("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");

    /// <summary>A copy from one store to another.</summary>
    public static S3Error TwoStores { get; } = new(
        "NotImplemented", 501, "The source of a copy has to be in the same store as its target.");
}
