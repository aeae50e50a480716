namespace Daypass.Protocol.Errors;

/// <summary>
/// Errors of the STS operations, in AWS's words: the pages of the operations
/// (https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html) list the codes, the sentences are those the service answers.
/// </summary>
public static class StsErrors
{
    /// <summary>Root asked for a role.</summary>
    public static AwsError RootMayNotAssumeRoles() => CommonErrors.AccessDenied("Roles may not be assumed by root accounts.");

    /// <summary>GetSessionToken or GetFederationToken was called with temporary credentials.</summary>
    public static AwsError SessionMayNotCall(string operation) => CommonErrors.AccessDenied($"Cannot call {operation} with session credentials");

    /// <summary>A session of GetFederationToken asked for what only other sessions may have.</summary>
    public static AwsError FederatedUserMayNotCall(string operation) => CommonErrors.AccessDenied($"{operation} does not support federated user sessions");

    /// <summary>The trust policy, or the absence of the role, refuses an unsigned operation.</summary>
    /// <param name="operation">The operation, for example <c>AssumeRoleWithSAML</c>.</param>
    public static AwsError NotAuthorizedUnsigned(string operation) => CommonErrors.AccessDenied($"Not authorized to perform sts:{operation}");

    /// <summary>The lifetime asked for is over the role's maximum.</summary>
    public static AwsError DurationExceedsRole() =>
        CommonErrors.ValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    /// <summary>The lifetime asked for is over the role's maximum, as AssumeRoleWithSAML says it.</summary>
    public static AwsError SamlDurationExceedsRole() => CommonErrors.ValidationError("Requested DurationSeconds exceeds MaxSessionDuration set for this role.");

    /// <summary>A role session asked for another role for more than an hour.</summary>
    public static AwsError DurationExceedsChaining() =>
        CommonErrors.ValidationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

    /// <summary>Two tag keys are equal but for their case.</summary>
    public static AwsError DuplicateTagKeys() => InvalidParameterValue(CommonErrors.DuplicateTagKeys);

    /// <summary>What a transitive key that names no tag of the request is answered with, here and for a web identity token.</summary>
    public const string TransitiveKeyNotRequestedText = "The specified transitive tag key must be included in the requested tags.";

    /// <summary>An identity provider asserts more than 50 tags.</summary>
    public static AwsError TooManySessionTags() => InvalidParameterValue("Session tags exceed the limit of 50.");

    /// <summary>An identity provider asserts a tag whose key or value is not what a session tag may be.</summary>
    public static AwsError InvalidSessionTag() => InvalidParameterValue(
        "Session tags must match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@], with keys of 1 to 128 characters that do not begin with \"aws:\" and values of up to 256.");

    /// <summary>A transitive key names no tag of the request.</summary>
    public static AwsError TransitiveKeyNotRequested() => InvalidParameterValue(TransitiveKeyNotRequestedText);

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
        CommonErrors.AccessDenied(
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");

    /// <summary>A session policy is none.</summary>
    public static AwsError MalformedPolicyDocument(string message) => new(ErrorCode.MalformedPolicyDocument, message);

    /// <summary>The session token would be too large: with its policies and tags, or for what else it carries.</summary>
    /// <param name="size">The bytes it would have.</param>
    /// <param name="most">The bytes it may have.</param>
    public static AwsError PackedPolicyTooLarge(int size, int most) => new(
        ErrorCode.PackedPolicyTooLarge,
        $"The session token would have {size} bytes, and the maximum is {most} bytes. Session policies and session tags add to its size.");

    /// <summary>GetScopedCredentials was called with a long-term key.</summary>
    public static AwsError NoSessionToScope() => new(
        ErrorCode.InvalidSubjectCredentials, "GetScopedCredentials must be called with temporary credentials; call GetSessionToken first.");

    /// <summary>GetScopedCredentials was asked for nothing.</summary>
    public static AwsError NothingToScope() => CommonErrors.ValidationError("Request must contain Policy or DurationSeconds");

    /// <summary>The session has as many scope down policies as it may have.</summary>
    public static AwsError TooManyScopes(int most) =>
        CommonErrors.AccessDenied($"Cannot add a scope down policy to a session that has {most} of them, which is the maximum");

    /// <summary>Scoped credentials would outlive the session that asks for them.</summary>
    public static AwsError InsufficientSessionLifetime() => new(
        ErrorCode.InsufficientSessionLifetime, "The requested DurationSeconds exceeds the remaining lifetime of the calling session.");

    /// <summary>STS is switched off for the account in this region.</summary>
    public static AwsError RegionDisabled(string account) => new(
        ErrorCode.RegionDisabled,
        $"STS is not activated in this region for account:{account}. Your account administrator can activate STS in this region using the IAM Console.");

    /// <summary>An encoded message is foreign, tampered with or expired.</summary>
    public static AwsError InvalidAuthorizationMessage() =>
        new(ErrorCode.InvalidAuthorizationMessage, "The encoded authorization message is invalid or has expired.");

    /// <summary>The trade-in token is past its time.</summary>
    public static AwsError ExpiredTradeInToken() => new(ErrorCode.ExpiredTradeInToken, "The trade-in token has expired.");

    /// <summary>The identity token would outlive the session that asks for it.</summary>
    public static AwsError SessionDurationEscalation() =>
        new(ErrorCode.SessionDurationEscalation, "Requested token expiry time must be before the original session's expiry time.");

    /// <summary>The account does not issue identity tokens.</summary>
    public static AwsError OutboundFederationDisabled() =>
        new(ErrorCode.OutboundWebIdentityFederationDisabled, "OutboundWebIdentityFederation is disabled.");

    /// <summary>The identity token would be too large.</summary>
    public static AwsError JwtPayloadTooLarge() => new(ErrorCode.JwtPayloadSizeExceeded, "JWT payload exceeds maximum allowed size");

    /// <summary>An algorithm with which no identity token is signed.</summary>
    public static AwsError UnsupportedSigningAlgorithm() => CommonErrors.ValidationError(
        "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported algorithms");

    /// <summary>A scope that is not one, or cannot be had.</summary>
    public static AwsError InvalidScope(string message) => CommonErrors.ValidationError(message);

    /// <summary>Nobody is behind the session that asks for a token in their name.</summary>
    public static AwsError NoOriginIdentity() => CommonErrors.ValidationError(
        "SubjectMode OriginIdentity needs a session with aws:OriginIdentity/Subject and aws:OriginIdentity/Issuer or aws:OriginIdentity/FederatedProviderArn");

    /// <summary>Whoever is behind the session has a name that no token may bear: somebody could take it for another's.</summary>
    public static AwsError OriginSubjectNotAllowed() =>
        CommonErrors.AccessDenied("The origin identity of the session has a subject that cannot be the subject of a web identity token");

    /// <summary>Whoever is behind the session was proven to another account, which could have named anybody.</summary>
    public static AwsError OriginOfAnotherAccount() =>
        CommonErrors.AccessDenied("The origin identity of the session comes from an identity provider of another account");

    /// <summary>A text that names no account or its root.</summary>
    public static AwsError NoTargetPrincipal() => CommonErrors.ValidationError("Request must contain a valid target principal");

    /// <summary>A policy that is not for a task of root.</summary>
    public static AwsError NoTaskPolicy() => CommonErrors.ValidationError("Request must contain valid AWS managed task policy ARN");

    /// <summary>A text that should be the ARN of a role, where nobody signed.</summary>
    public static AwsError InvalidRequestArn() => CommonErrors.ValidationError("Request ARN is invalid");

    /// <summary>An access key id as AWS's documentation has them.</summary>
    public static AwsError ExampleAccessKeyId(string id) =>
        CommonErrors.ValidationError($"{id} is an access key ID of the examples in AWS's documentation. It belongs to no account.");

    /// <summary>An id that no account can be read from.</summary>
    public static AwsError InvalidAccessKeyId() => CommonErrors.ValidationError("Invalid AccessKeyId");

    private static AwsError InvalidParameterValue(string message) => new(ErrorCode.InvalidParameterValue, message);
}
