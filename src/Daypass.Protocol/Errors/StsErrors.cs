namespace Daypass.Protocol.Errors;

/// <summary>Errors of the STS operations, in AWS's words (sts.md 5, 7, 9.2, 10-12).</summary>
public static class StsErrors
{
    /// <summary>Root asked for a role.</summary>
    public static AwsError RootMayNotAssumeRoles() => CommonErrors.AccessDenied("Roles may not be assumed by root accounts.");

    /// <summary>GetSessionToken or GetFederationToken was called with temporary credentials.</summary>
    public static AwsError SessionMayNotCall(string operation) => CommonErrors.AccessDenied($"Cannot call {operation} with session credentials");

    /// <summary>The trust policy, or the absence of the role, refuses an unsigned operation.</summary>
    /// <param name="operation">The operation, for example <c>AssumeRoleWithSAML</c>.</param>
    public static AwsError NotAuthorizedUnsigned(string operation) => CommonErrors.AccessDenied($"Not authorized to perform sts:{operation}");

    /// <summary>The lifetime asked for is over the role's maximum.</summary>
    public static AwsError DurationExceedsRole() => CommonErrors.ValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    /// <summary>The lifetime asked for is over the role's maximum, as AssumeRoleWithSAML says it.</summary>
    public static AwsError SamlDurationExceedsRole() => CommonErrors.ValidationError("Requested DurationSeconds exceeds MaxSessionDuration set for this role.");

    /// <summary>A role session asked for another role for more than an hour.</summary>
    public static AwsError DurationExceedsChaining() =>
        CommonErrors.ValidationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

    /// <summary>Two tag keys are equal but for their case.</summary>
    public static AwsError DuplicateTagKeys() => InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    /// <summary>An identity provider asserts more than 50 tags.</summary>
    public static AwsError TooManySessionTags() => InvalidParameterValue("Session tags exceed the limit of 50.");

    /// <summary>An identity provider asserts a tag whose key or value is not what a session tag may be.</summary>
    public static AwsError InvalidSessionTag() => InvalidParameterValue(
        "Session tags must match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@], with keys of 1 to 128 characters that do not begin with \"aws:\" and values of up to 256.");

    /// <summary>A transitive key names no tag of the request.</summary>
    public static AwsError TransitiveKeyNotRequested() => InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");

    /// <summary>A tag would replace one inherited from the calling session.</summary>
    public static AwsError TransitiveKeyConflicts() =>
        InvalidParameterValue("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");

    /// <summary>A tag key begins with <c>aws:</c>.</summary>
    public static AwsError ReservedTagKey() => InvalidParameterValue("Tag keys beginning with aws: are reserved for system use.");

    /// <summary>The calling session has another source identity.</summary>
    public static AwsError SourceIdentityAlreadySet() => CommonErrors.ValidationError("The source identity is already set for this assume role session");

    /// <summary>The code of the MFA device is wrong or was used before.</summary>
    public static AwsError WrongMfaCode() => CommonErrors.AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");

    /// <summary>The caller has no such MFA device.</summary>
    public static AwsError WrongMfaDevice() =>
        CommonErrors.AccessDenied("MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");

    /// <summary>A session policy is none.</summary>
    public static AwsError MalformedPolicyDocument(string message) => new(ErrorCode.MalformedPolicyDocument, 400, message);

    /// <summary>Policies and tags are too large together.</summary>
    /// <param name="percent">What they take, more than 100.</param>
    public static AwsError PackedPolicyTooLarge(int percent) =>
        new(ErrorCode.PackedPolicyTooLarge, 400, $"Packed policy consumes {percent}% of allotted space, please use smaller policy.");

    /// <summary>The session tags alone are too large.</summary>
    /// <param name="percent">What they take, more than 100.</param>
    public static AwsError PackedTagsTooLarge(int percent) => new(ErrorCode.PackedPolicyTooLarge, 400, $"Packed size of session tags consumes {percent}% of allotted space.");

    /// <summary>The session token as a whole is too large.</summary>
    public static AwsError SessionTokenTooLarge() => new(ErrorCode.PackedPolicyTooLarge, 400, "Serialized token too large for session");

    /// <summary>STS is switched off for the account in this region.</summary>
    public static AwsError RegionDisabled(string account) => new(
        ErrorCode.RegionDisabled,
        403,
        $"STS is not activated in this region for account:{account}. Your account administrator can activate STS in this region using the IAM Console.");

    /// <summary>An identity token or assertion is not acceptable; the sentences are in sts.md 7.2 and 7.3.</summary>
    public static AwsError InvalidIdentityToken(string message) => new(ErrorCode.InvalidIdentityToken, 400, message);

    /// <summary>What AWS's own reader of SAML refused, as STS passes it on: the sentence and, behind it, that service's answer.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="code">That service's code, for example <c>AuthSamlInvalidSamlResponseException</c>.</param>
    public static AwsError InvalidSamlResponse(string sentence, string code) =>
        InvalidIdentityToken($"{sentence} (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: {code}; Request ID: {Guid.NewGuid()}; Proxy: null)");

    /// <summary>An identity token or assertion has expired.</summary>
    public static AwsError ExpiredIdentityToken(string message) => new(ErrorCode.ExpiredToken, 400, message);

    /// <summary>An identity token has expired.</summary>
    /// <param name="now">Seconds since 1970.</param>
    /// <param name="expiration">Seconds since 1970.</param>
    public static AwsError ExpiredIdentityToken(long now, long expiration) =>
        ExpiredIdentityToken($"Token expired: current date/time {now} must be before the expiration date/time {expiration}");

    /// <summary>The identity provider's documents cannot be fetched; the one STS error that clients retry.</summary>
    public static AwsError IdpCommunicationError(string message) => new(ErrorCode.IdpCommunicationError, 400, message);

    /// <summary>A claim of the identity provider is refused.</summary>
    public static AwsError IdpRejectedClaim(string message) => new(ErrorCode.IdpRejectedClaim, 403, message);

    /// <summary>An encoded message is foreign, tampered with or expired.</summary>
    public static AwsError InvalidAuthorizationMessage() => new(ErrorCode.InvalidAuthorizationMessage, 400, "The encoded authorization message is invalid or has expired.");

    /// <summary>The trade-in token is past its time.</summary>
    public static AwsError ExpiredTradeInToken() => new(ErrorCode.ExpiredTradeInToken, 400, "The trade-in token has expired.");

    /// <summary>The identity token would outlive the session that asks for it.</summary>
    public static AwsError SessionDurationEscalation() =>
        new(ErrorCode.SessionDurationEscalation, 403, "The requested token duration would extend the session beyond its original expiration time.");

    /// <summary>The account does not issue identity tokens.</summary>
    public static AwsError OutboundFederationDisabled() =>
        new(ErrorCode.OutboundWebIdentityFederationDisabled, 403, "Outbound web identity federation is not enabled for this account.");

    /// <summary>The identity token would be too large.</summary>
    public static AwsError JwtPayloadTooLarge() => new(ErrorCode.JwtPayloadSizeExceeded, 400, "The requested token payload size exceeds the maximum allowed size.");

    /// <summary>An id that no account can be read from.</summary>
    public static AwsError InvalidAccessKeyId() => CommonErrors.ValidationError("Invalid AccessKeyId");

    private static AwsError InvalidParameterValue(string message) => new("InvalidParameterValue", 400, message);
}
