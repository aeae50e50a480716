namespace Daypass.Protocol.Errors;

/// <summary>The wire codes of the errors operations declare, as constants for <c>[Operation(Errors = …)]</c>.</summary>
public static class ErrorCode
{
    public const string ExpiredToken = "ExpiredTokenException";
    public const string ExpiredTradeInToken = "ExpiredTradeInTokenException";
    public const string IdpCommunicationError = "IDPCommunicationError";
    public const string IdpRejectedClaim = "IDPRejectedClaim";
    public const string InvalidAuthorizationMessage = "InvalidAuthorizationMessageException";
    public const string InvalidIdentityToken = "InvalidIdentityToken";
    public const string JwtPayloadSizeExceeded = "JWTPayloadSizeExceededException";
    public const string MalformedPolicyDocument = "MalformedPolicyDocument";
    public const string OutboundWebIdentityFederationDisabled = "OutboundWebIdentityFederationDisabledException";
    public const string PackedPolicyTooLarge = "PackedPolicyTooLarge";
    public const string RegionDisabled = "RegionDisabledException";
    public const string SessionDurationEscalation = "SessionDurationEscalationException";
}
