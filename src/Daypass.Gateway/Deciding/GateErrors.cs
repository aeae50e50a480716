using Daypass.Protocol.Errors;

namespace Daypass.Gateway.Deciding;

/// <summary>What the gateway refuses for reasons of its own.</summary>
internal static class GateErrors
{
    public static readonly AwsError TargetNotPlain = new(
        "InvalidURI", 400, "The path has something that programs read in different ways: dot segments, doubled slashes, encoded slashes, or the like.");

    public static readonly AwsError NoRoute = new("AccessDenied", 403, "No route matches the request.") { Reason = "no route" };

    public static readonly AwsError IdentityForged = new("AccessDenied", 403, "A header has a name that some programs take for one of the gateway's.");

    public static readonly AwsError ParameterUnclear = new(
        "InvalidQueryParameter", 400, "A query parameter that the decision hangs on is repeated or cannot be decoded.");

    public static readonly AwsError NameUnfit = new("InvalidURI", 400, "A part of the path is not the name of anything.");

    public static readonly AwsError BodyNotTaken = new("AccessDenied", 403, "A body is not taken here.");

    public static readonly AwsError BodyNotCovered = new(
        "AccessDenied", 403, "The body of this request has to be covered by its signature; UNSIGNED-PAYLOAD is not taken here.");

    public static readonly AwsError BodyStreamed = new(
        "AccessDenied", 403, "Bodies that are signed chunk by chunk are not taken here; send their hash in x-amz-content-sha256.");

    public static readonly AwsError BodyNotDeclared = new(
        "AccessDenied", 403, "The signature cannot be verified without the body: send its hash in x-amz-content-sha256.");

    public static readonly AwsError BodyNotSeen = new("AccessDenied", 403, "The body could not be compared with the signature.")
    {
        Reason = "the proxy handed over neither the whole body nor its hash",
    };

    public static readonly AwsError BodyDiffers = new(
        "XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.");
}
