using Daypass.Protocol.Errors;

namespace Daypass.Core.Pipeline;

/// <summary>The refusals of the road itself.</summary>
internal static class RoadErrors
{
    /// <summary>A path other than / never verifies, see sts.md 3.1: AWS canonicalises it as if it were /.</summary>
    public static AwsError PathIsNotRoot { get; } = new(
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.")
    {
        Reason = "DP-ROA-01: the path is not /",
    };

    /// <summary>A bug or broken I/O; clients retry it.</summary>
    public static AwsError InternalFailure { get; } = new("InternalFailure", 500, "The request processing has failed because of an unknown error, exception or failure.");

    /// <summary>The database cannot be reached; clients retry it.</summary>
    public static AwsError ServiceUnavailable { get; } = new("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server.");

    /// <summary>This kind of credential may not call that operation, whatever policies say.</summary>
    public static AwsError NotForSessions(string operation) =>
        new("AccessDenied", 403, $"Cannot call {operation} with session credentials") { Reason = "DP-ADM-01: session credentials" };

    /// <summary>The ordinary refusal for a kind of credential that may not ask at all.</summary>
    public static AwsError NotAuthorized(string callerArn, string action) =>
        new("AccessDenied", 403, $"User: {callerArn} is not authorized to perform: {action}") { Reason = "DP-ADM-02: this kind of session" };

    /// <summary>IAM takes no session of this kind.</summary>
    public static AwsError NotForIam { get; } =
        new("InvalidClientTokenId", 403, "The security token included in the request is invalid") { Reason = "DP-ADM-03: a session without MFA, or a federated user, called IAM" };
}
