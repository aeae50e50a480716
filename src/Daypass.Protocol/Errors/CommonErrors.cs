namespace Daypass.Protocol.Errors;

/// <summary>Errors any operation of any service can end in, in AWS's words (sts.md 3.1, 4.1, 9.2). Those of signatures are in <see cref="Signing.SigningErrors"/>.</summary>
public static class CommonErrors
{
    private const int MostEchoed = 256;

    /// <summary>The dispatcher knows no such operation; answered without authentication.</summary>
    public static AwsError InvalidAction(string action, string version) =>
        new("InvalidAction", 400, $"Could not find operation {Shorten(action)} for version {Shorten(version)}") { IsDispatchFault = true };

    /// <summary>An integer that is none, or does not fit 32 bits: AWS sends no message.</summary>
    public static AwsError MalformedInput() => new("MalformedInput", 400, null);

    /// <summary>An integer that is empty.</summary>
    public static AwsError MissingNumber() => new("MalformedInput", 400, "missing value for decimal type");

    /// <summary>A value that the declared constraints let pass and the operation does not.</summary>
    public static AwsError ValidationError(string message) => new("ValidationError", 400, message);

    /// <summary>A text that should be an ARN and is none.</summary>
    public static AwsError NotAnArn(string value) => ValidationError(Shorten(value) + " is invalid");

    /// <summary>A refusal in a sentence of its own.</summary>
    public static AwsError AccessDenied(string message) => new("AccessDenied", 403, message);

    /// <summary>A refusal in the general grammar (sts.md 9.4).</summary>
    /// <param name="callerArn">Who asked.</param>
    /// <param name="action">For what, for example <c>sts:AssumeRole</c>.</param>
    /// <param name="resource">On what; null leaves that part out.</param>
    /// <param name="reason">Why, beginning with "because" or "with"; null where the caller may not learn it.</param>
    public static AwsError NotAuthorized(string callerArn, string action, string? resource = null, string? reason = null) =>
        AccessDenied($"User: {callerArn} is not authorized to perform: {action}{(resource is null ? "" : " on resource: " + resource)}{(reason is null ? "" : " " + reason)}");

    /// <summary>The credentials mean nobody, or may not be used here.</summary>
    /// <param name="reason">Which of these, for the log.</param>
    public static AwsError InvalidClientTokenId(string reason) => Signing.SigningErrors.InvalidClientTokenId(reason);

    /// <summary>The account has not switched the service on.</summary>
    public static AwsError OptInRequired() => new("OptInRequired", 403, "The AWS Access Key Id needs a subscription for the service");

    /// <summary>Too many requests; clients retry it.</summary>
    public static AwsError Throttling() => new("Throttling", 400, "Rate exceeded");

    /// <summary>A bug or broken I/O; clients retry it.</summary>
    public static AwsError InternalFailure() => new("InternalFailure", 500, "The request processing has failed because of an unknown error, exception or failure.");

    /// <summary>A store is down or busy; clients retry it.</summary>
    public static AwsError ServiceUnavailable() => new("ServiceUnavailable", 503, "The request has failed due to a temporary failure of the server.");

    private static string Shorten(string text) =>
        text.Length <= MostEchoed ? text : text[..(char.IsHighSurrogate(text[MostEchoed - 1]) ? MostEchoed - 1 : MostEchoed)];
}
