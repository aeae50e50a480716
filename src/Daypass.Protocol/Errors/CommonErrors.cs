using System.Globalization;

namespace Daypass.Protocol.Errors;

/// <summary>
/// Errors any operation of any service can end in, in AWS's words (https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html).
/// Those of signatures are in <see cref="SigningErrors"/>.
/// </summary>
public static class CommonErrors
{
    /// <summary>The sentence for two tag keys that differ at most in case; STS and IAM send it with different codes.</summary>
    public const string DuplicateTagKeys = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";

    private const int MostEchoed = 256;

    /// <summary>The dispatcher knows no such operation; answered without authentication.</summary>
    public static AwsError InvalidAction(string action, string version) =>
        new(ErrorCode.InvalidAction, $"Could not find operation {Shorten(action)} for version {Shorten(version)}") { IsDispatchFault = true };

    /// <summary>Query was asked for a version of no service that is served.</summary>
    /// <param name="action">The operation.</param>
    /// <param name="version">The version.</param>
    /// <param name="served">What is served, for example <c>STS (2011-06-15) and IAM (2010-05-08)</c>.</param>
    public static AwsError InvalidAction(string action, string version, string served) =>
        new(ErrorCode.InvalidAction, $"{InvalidAction(action, version).Message}. This server serves {served}.") { IsDispatchFault = true };

    /// <summary>AWS JSON was asked for a service or an operation that is not served; answered without authentication.</summary>
    /// <param name="target">What was asked for: a service, or a service and an operation.</param>
    /// <param name="served">What is served, for example <c>STS (2011-06-15) and IAM (2010-05-08)</c>.</param>
    public static AwsError UnknownOperation(string target, string served) =>
        new(ErrorCode.UnknownOperation, $"This server serves {served}; it does not serve {Shorten(target)}.");

    /// <summary>A request for a service that is not here, said in that service's protocol and without authentication. No error of AWS's: there, each service
    /// has an address of its own.</summary>
    /// <param name="service">What people call the service.</param>
    public static AwsError ServiceNotServed(string service) => new(
        ErrorCode.ServiceNotServed,
        $"Daypass serves sts and iam; {Shorten(service)} is not served here. Set AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_IAM instead of AWS_ENDPOINT_URL.")
    {
        IsDispatchFault = true,
    };

    /// <summary>The body of an AWS JSON request is not what the operation takes.</summary>
    public static AwsError Serialization(string message) => new(ErrorCode.Serialization, message);

    /// <summary>A parameter of which others who read the request may take another value than this server.</summary>
    public static AwsError TwoValues(string name) =>
        new(ErrorCode.MalformedQueryString, $"The parameter '{Shorten(name)}' is given twice with different values.");

    /// <summary>An integer that is none, or does not fit 32 bits: AWS sends no message.</summary>
    public static AwsError MalformedInput() => new(ErrorCode.MalformedInput, null);

    /// <summary>The name of a list's element has something else than its number.</summary>
    public static AwsError NotAList() => new(ErrorCode.MalformedInput, "Start of list found where not expected");

    /// <summary>The number of a list's element is less than zero.</summary>
    public static AwsError NegativeIndex(string key) => new(ErrorCode.MalformedInput, $"Key {key} may not have a leading '-'");

    /// <summary>The number of a list's element is zero.</summary>
    public static AwsError ZeroIndex(string key) => new(ErrorCode.MalformedInput, key + " is not a valid index");

    /// <summary>The numbers of a list's elements leave out so many that the rest is no list.</summary>
    public static AwsError SparseList(int step) => new(
        ErrorCode.MalformedInput, string.Create(CultureInfo.InvariantCulture, $"Excessively sparse input would skip {step} list elements"));

    /// <summary>A text where a list belongs.</summary>
    public static AwsError TextForList() => new(ErrorCode.MalformedInput, "Unexpected list element termination");

    /// <summary>A text where a structure belongs.</summary>
    public static AwsError TextForStructure() => new(ErrorCode.MalformedInput, "Unexpected complex element termination");

    /// <summary>Members of a structure where a text belongs.</summary>
    public static AwsError StructureForText() => new(ErrorCode.MalformedInput, "Start of structure or map found where not expected.");

    /// <summary>An integer that is empty.</summary>
    public static AwsError MissingNumber() => new(ErrorCode.MalformedInput, "missing value for decimal type");

    /// <summary>A value that the declared constraints let pass and the operation does not.</summary>
    public static AwsError ValidationError(string message) => new(ErrorCode.ValidationError, message);

    /// <summary>A text that should be an ARN and is none.</summary>
    public static AwsError NotAnArn(string value) => ValidationError(Shorten(value) + " is invalid");

    /// <summary>A refusal in a sentence of its own.</summary>
    public static AwsError AccessDenied(string message) => new(ErrorCode.AccessDenied, message);

    /// <summary>A refusal in the general grammar (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).</summary>
    /// <param name="callerArn">Who asked.</param>
    /// <param name="action">For what, for example <c>sts:AssumeRole</c>.</param>
    /// <param name="resource">On what; null leaves that part out.</param>
    /// <param name="reason">Why, beginning with "because" or "with"; null where the caller may not learn it.</param>
    public static AwsError NotAuthorized(string callerArn, string action, string? resource = null, string? reason = null) =>
        AccessDenied($"User: {callerArn} is not authorized to perform: "
            + $"{action}{(resource is null ? "" : " on resource: " + resource)}{(reason is null ? "" : " " + reason)}");

    /// <summary>The credentials are not known, or may not be used here.</summary>
    /// <param name="reason">Which of these, for the log.</param>
    public static AwsError InvalidClientTokenId(string reason) => SigningErrors.InvalidClientTokenId(reason);

    /// <summary>The account has not switched the service on.</summary>
    public static AwsError OptInRequired() => new(ErrorCode.OptInRequired, "The AWS Access Key Id needs a subscription for the service");

    /// <summary>Too many requests; clients retry it.</summary>
    public static AwsError Throttling() => new(ErrorCode.Throttling, "Rate exceeded");

    /// <summary>A bug or broken I/O; clients retry it.</summary>
    public static AwsError InternalFailure() =>
        new(ErrorCode.InternalFailure, "The request processing has failed because of an unknown error, exception or failure.");

    /// <summary>A store is down or busy; clients retry it.</summary>
    public static AwsError ServiceUnavailable() => new(ErrorCode.ServiceUnavailable, "The request has failed due to a temporary failure of the server.");

    private static string Shorten(string text) =>
        text.Length <= MostEchoed ? text : text[..(char.IsHighSurrogate(text[MostEchoed - 1]) ? MostEchoed - 1 : MostEchoed)];
}
