namespace Daypass.Protocol.Errors;

/// <summary>The wire codes of errors and their statuses; those that operations declare are for <c>[Operation(Errors = …)]</c>.</summary>
public static class ErrorCode
{
    public const string ExpiredToken = "ExpiredTokenException";
    public const string ExpiredTradeInToken = "ExpiredTradeInTokenException";
    public const string IdpCommunicationError = "IDPCommunicationError";
    public const string IdpRejectedClaim = "IDPRejectedClaim";
    public const string InsufficientSessionLifetime = "InsufficientSessionLifetime";
    public const string InvalidAuthorizationMessage = "InvalidAuthorizationMessageException";
    public const string InvalidContextAssertion = "InvalidContextAssertion";
    public const string InvalidIdentityToken = "InvalidIdentityToken";
    public const string InvalidSubjectCredentials = "InvalidSubjectCredentials";
    public const string JwtPayloadSizeExceeded = "JWTPayloadSizeExceededException";
    public const string MalformedPolicyDocument = "MalformedPolicyDocument";
    public const string OutboundWebIdentityFederationDisabled = "OutboundWebIdentityFederationDisabledException";
    public const string PackedPolicyTooLarge = "PackedPolicyTooLarge";
    public const string RegionDisabled = "RegionDisabledException";
    public const string SessionDurationEscalation = "SessionDurationEscalationException";

    public const string AccountNotManagementOrDelegatedAdministrator = "AccountNotManagementOrDelegatedAdministratorException";
    public const string CallerIsNotManagementAccount = "CallerIsNotManagementAccountException";
    public const string ConcurrentModification = "ConcurrentModification";
    public const string CredentialReportExpired = "ReportExpired";
    public const string CredentialReportNotPresent = "ReportNotPresent";
    public const string CredentialReportNotReady = "ReportInProgress";
    public const string DeleteConflict = "DeleteConflict";
    public const string DuplicateCertificate = "DuplicateCertificate";
    public const string DuplicateSshPublicKey = "DuplicateSSHPublicKey";
    public const string EntityAlreadyExists = "EntityAlreadyExists";
    public const string EntityTemporarilyUnmodifiable = "EntityTemporarilyUnmodifiable";
    public const string FeatureDisabled = "FeatureDisabled";
    public const string FeatureEnabled = "FeatureEnabled";
    public const string InvalidAuthenticationCode = "InvalidAuthenticationCode";
    public const string InvalidCertificate = "InvalidCertificate";
    public const string InvalidInput = "InvalidInput";
    public const string InvalidPublicKey = "InvalidPublicKey";
    public const string InvalidUserType = "InvalidUserType";
    public const string KeyPairMismatch = "KeyPairMismatch";
    public const string LimitExceeded = "LimitExceeded";
    public const string MalformedCertificate = "MalformedCertificate";
    public const string NameConflict = "NameConflict";
    public const string NoSuchEntity = "NoSuchEntity";
    public const string OpenIdIdpCommunicationError = "OpenIdIdpCommunicationError";
    public const string OrganizationNotFound = "OrganizationNotFoundException";
    public const string OrganizationNotInAllFeaturesMode = "OrganizationNotInAllFeaturesModeException";
    public const string PasswordPolicyViolation = "PasswordPolicyViolation";
    public const string PolicyEvaluation = "PolicyEvaluation";
    public const string PolicyNotAttachable = "PolicyNotAttachable";
    public const string ReportGenerationLimitExceeded = "ReportGenerationLimitExceeded";
    public const string RoleModified = "RoleModified";
    public const string RoleTemplateDisabled = "RoleTemplateDisabled";
    public const string ServiceAccessNotEnabled = "ServiceAccessNotEnabledException";
    public const string ServiceNotSupported = "NotSupportedService";
    public const string UnmodifiableEntity = "UnmodifiableEntity";
    public const string UnrecognizedPublicKeyEncoding = "UnrecognizedPublicKeyEncoding";

    public const string AccessDeniedException = "AccessDeniedException";
    public const string InternalServer = "InternalServerException";
    public const string ResourceNotFound = "ResourceNotFoundException";
    public const string Validation = "ValidationException";

    /// <summary>Codes that no operation declares, because any may end in them.</summary>
    internal const string AccessDenied = "AccessDenied";
    internal const string ExpiredSignature = "ExpiredToken";
    internal const string IncompleteSignature = "IncompleteSignature";
    internal const string InternalFailure = "InternalFailure";
    internal const string InvalidAction = "InvalidAction";
    internal const string InvalidClientTokenId = "InvalidClientTokenId";
    internal const string InvalidParameterValue = "InvalidParameterValue";
    internal const string MalformedInput = "MalformedInput";
    internal const string MalformedQueryString = "MalformedQueryString";
    internal const string MissingAuthenticationToken = "MissingAuthenticationToken";
    internal const string OptInRequired = "OptInRequired";
    internal const string Serialization = "SerializationException";
    internal const string ServiceUnavailable = "ServiceUnavailable";
    internal const string SignatureDoesNotMatch = "SignatureDoesNotMatch";
    internal const string Throttling = "Throttling";
    internal const string ServiceNotServed = "ServiceNotServed";
    internal const string UnknownOperation = "UnknownOperationException";
    internal const string ValidationError = "ValidationError";

    /// <summary>The HTTP status of an error: the model's for a declared one, the one of AWS's page of common errors for the others.</summary>
    /// <param name="code">A wire code; those of the Organizations-related errors of IAM have no status in the model and get 400, as unknown ones do.</param>
    public static int StatusOf(string code) => code switch
    {
        IdpRejectedClaim or InvalidAuthenticationCode or OutboundWebIdentityFederationDisabled or RegionDisabled or SessionDurationEscalation => 403,
        NoSuchEntity or CredentialReportNotReady or FeatureDisabled or ResourceNotFound or ServiceNotSupported => 404,
        ConcurrentModification or DeleteConflict or DuplicateCertificate or EntityAlreadyExists or EntityTemporarilyUnmodifiable or FeatureEnabled
            or LimitExceeded or NameConflict or ReportGenerationLimitExceeded or RoleModified => 409,
        CredentialReportExpired or CredentialReportNotPresent => 410,
        AccessDenied or AccessDeniedException or ExpiredSignature or InvalidClientTokenId or MissingAuthenticationToken or OptInRequired
            or SignatureDoesNotMatch => 403,
        PolicyEvaluation or InternalFailure or InternalServer => 500,
        ServiceUnavailable => 503,
        _ => 400,
    };
}
