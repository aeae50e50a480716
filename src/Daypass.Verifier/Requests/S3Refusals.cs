using System.Globalization;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Payloads;

namespace Daypass.Verifier.Requests;

/// <summary>How S3 refuses requests whose signature the other services refuse in their words (Amazon S3 API Reference, "Error responses").</summary>
internal static class S3Refusals
{
    private const string Malformed = "AuthorizationHeaderMalformed";
    private const string MalformedText = "The authorization header is malformed; ";
    private const string MalformedQuery = "AuthorizationQueryParametersError";
    private const string InCredential = "Error parsing the X-Amz-Credential parameter; ";

    private static readonly AwsError BothForms = new(
        "InvalidArgument", 400,
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be "
        + "specified");

    private static readonly AwsError NotSigned = new("AccessDenied", 403, "There were headers present in the request which were not signed");

    private static readonly AwsError NoDate = new("AccessDenied", 403, "AWS authentication requires a valid Date or x-amz-date header");

    private static readonly AwsError QueryIncomplete = new(
        MalformedQuery, 400,
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and "
        + "X-Amz-Expires parameters.");

    private static readonly AwsError NoMechanism = new(
        "InvalidRequest", 400, "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");

    /// <summary>What S3 says in the place of a refusal. The reason stays, for the log.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="request">The request.</param>
    /// <param name="regions">The regions that it may be signed for.</param>
    public static AwsError Translate(AwsError error, in SignedRequest request, RegionRule regions)
    {
        var claim = RefusedClaim.Read(request);
        return Translate(error, claim, regions) with { Reason = error.Reason };
    }

    private static AwsError Translate(AwsError error, in RefusedClaim claim, RegionRule regions) => error.Code switch
    {
        "InvalidClientTokenId" when claim.HasToken => new AwsError("InvalidToken", 400, "The provided token is malformed or otherwise invalid."),
        "InvalidClientTokenId" =>
            new AwsError("InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records."),
        "ExpiredToken" => new AwsError("ExpiredToken", 400, "The provided token has expired."),
        _ => OfSignature(error, claim, regions),
    };

    private static AwsError OfSignature(AwsError error, in RefusedClaim claim, RegionRule regions)
    {
        var reason = error.Reason ?? "";
        return Is(reason, Reasons.NotSigned) ? new AwsError("AccessDenied", 403, "Access Denied")
            : Is(reason, Reasons.SignedTwice) ? BothForms
            : Is(reason, Reasons.MalformedTarget) ? new AwsError("InvalidURI", 400, "Couldn't parse the specified URI.")
            : Is(reason, Reasons.MalformedMethod)
                ? new AwsError("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
            : Is(reason, Reasons.HostNotSigned) || Is(reason, Reasons.AmzHeaderNotSigned) ? NotSigned
            : Is(reason, Reasons.BodyNotHashed) ? OfBody(claim)
            : Is(reason, Reasons.BodyHashDiffers) ? PayloadErrors.HashDiffers
            : Is(reason, Reasons.MalformedExpires) ? OfExpires(claim)
            : Is(reason, Reasons.AuthorizationIncomplete) ? OfParts(claim)
            : Is(reason, Reasons.QueryIncomplete) ? QueryIncomplete
            : Is(reason, Reasons.OtherAlgorithm) ? OfAlgorithm(claim)
            : Is(reason, Reasons.MalformedDate) ? OfDate(claim)
            : Is(reason, Reasons.MalformedCredential)
                ? OfCredential("the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".", claim)
            : Is(reason, Reasons.OtherScope) ? OfScope(claim, regions)
            : Is(reason, Reasons.SignatureExpired)
                ? claim.IsPresigned ? new AwsError("AccessDenied", 403, "Request has expired") : TooSkewed
            : Is(reason, Reasons.SignatureAhead)
                ? claim.IsPresigned ? new AwsError("AccessDenied", 403, "Request is not valid yet") : TooSkewed
            : Is(reason, Reasons.ComponentWithoutValue) || Is(reason, Reasons.ComponentRepeated) || Is(reason, Reasons.AuthorizationTooLong)
                || Is(reason, Reasons.MalformedSignedHeaders)
                ? claim.IsPresigned ? QueryIncomplete : new AwsError(Malformed, 400, MalformedText + "an authorization component is malformed.")
            : Is(reason, Reasons.HeaderRepeated) || Is(reason, Reasons.ParameterRepeated) ? new AwsError("InvalidArgument", 400, error.Message)
            : error.Code == "SignatureDoesNotMatch" ? PayloadErrors.SignatureDiffers
            : error;
    }

    private static AwsError TooSkewed { get; } =
        new("RequestTimeTooSkewed", 403, "The difference between the request time and the current time is too large.");

    private static bool Is(string reason, ReasonId id) => reason.StartsWith(id.Id, StringComparison.Ordinal);

    private static AwsError OfBody(in RefusedClaim claim) => new(
        "InvalidRequest", 400,
        claim.HasContentHash
            ? "The value of x-amz-content-sha256 header is invalid."
            : "Missing required header for this request: x-amz-content-sha256");

    private static AwsError OfExpires(in RefusedClaim claim) => new(
        MalformedQuery, 400,
        claim.Expires is null ? QueryIncomplete.Message
        : !long.TryParse(claim.Expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? "X-Amz-Expires should be a number"
        : seconds < 0 ? "X-Amz-Expires must be non-negative"
        : "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");

    private static AwsError OfParts(in RefusedClaim claim) =>
        !claim.Has("Credential=") ? new AwsError(Malformed, 400, MalformedText + "missing Credential.")
        : !claim.Has("SignedHeaders=") ? new AwsError(Malformed, 400, MalformedText + "missing SignedHeaders.")
        : !claim.Has("Signature=") ? new AwsError(Malformed, 400, MalformedText + "missing Signature.")
        : NoDate;

    private static AwsError OfAlgorithm(in RefusedClaim claim) =>
        claim.IsPresigned ? new AwsError(MalformedQuery, 400, "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")
        : claim.IsOfAws ? NoMechanism
        : new AwsError("InvalidArgument", 400, "Unsupported Authorization Type");

    private static AwsError OfDate(in RefusedClaim claim) => claim.IsPresigned
        ? new AwsError(MalformedQuery, 400, "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        : NoDate;

    private static AwsError OfScope(in RefusedClaim claim, RegionRule regions)
    {
        // In the order of S3's checks: terminator, service, region, date.
        var parts = claim.Credential.Split('/');
        if (parts is not [.., var day, var region, var service, var terminator])
        {
            return PayloadErrors.SignatureDiffers;
        }

        return terminator != "aws4_request"
            ? OfCredential($"incorrect terminal \"{RefusedClaim.Echo(terminator)}\". This endpoint uses \"aws4_request\".", claim)
            : service != "s3" ? OfCredential($"incorrect service \"{RefusedClaim.Echo(service)}\". This endpoint belongs to \"s3\".", claim)
            : !regions.Allows(region) ? OfCredential(
                $"the region '{RefusedClaim.Echo(region)}' is wrong{(regions.Single is { } only ? $"; expecting '{only}'" : "")}", claim)
            : day.Length != 8 || day.AsSpan().ContainsAnyExceptInRange('0', '9')
                ? OfCredential(
                    $"incorrect date format \"{RefusedClaim.Echo(day)}\". This date in the credential must be in the format \"yyyyMMdd\".", claim)
            : claim.IsPresigned
                ? new AwsError(
                    MalformedQuery, 400,
                    $"Invalid credential date \"{day}\". This date is not the same as X-Amz-Date: \"{RefusedClaim.Echo(claim.Date.Split('T')[0])}\".")
                : new AwsError(Malformed, 400, MalformedText + "Invalid credential date. Date is not the same as X-Amz-Date.");
    }

    private static AwsError OfCredential(string sentence, in RefusedClaim claim) => claim.IsPresigned
        ? new AwsError(MalformedQuery, 400, InCredential + sentence)
        : new AwsError(Malformed, 400, MalformedText + sentence);
}
