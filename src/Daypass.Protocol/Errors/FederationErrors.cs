using System.Globalization;

namespace Daypass.Protocol.Errors;

/// <summary>What a refused web identity token or SAML response is answered with: AWS's words on the wire, the precise reason for the audit record.</summary>
public static class FederationErrors
{
    /// <summary>The text AWS gives for anything that is not a signed token in compact form.</summary>
    public const string NotAJwtText = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";

    /// <summary>The text AWS gives when no key of the provider fits; the two spaces are AWS's.</summary>
    public const string NoVerificationKeyText = "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
        + "documentation for requirements";

    /// <summary>The text AWS gives for a token that fails a check it does not name.</summary>
    public const string NotValidatedText = "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for "
        + "requirements.";

    /// <summary>The token's shape or header is not one that can be verified.</summary>
    public static AwsError NotAJwt(string reason) => Refuse(ErrorCode.InvalidIdentityToken, NotAJwtText, reason);

    /// <summary>One of iss, sub, aud, iat and exp is absent or null.</summary>
    public static AwsError MissingClaim(string name) =>
        Refuse(ErrorCode.InvalidIdentityToken, "Missing a required claim: " + name, Reasons.TokenClaimMissing.With("no claim " + name));

    /// <summary>The role's account has no provider whose URL is exactly the token's issuer.</summary>
    public static AwsError NoProvider(string issuer) =>
        Refuse(ErrorCode.InvalidIdentityToken, "No OpenIDConnect provider found in your account for " + issuer, Reasons.TokenIssuerNotRegistered.Text);

    /// <summary>The provider was reached, but has no key for this token.</summary>
    public static AwsError NoVerificationKey(string reason) => Refuse(ErrorCode.InvalidIdentityToken, NoVerificationKeyText, reason);

    /// <summary>A check failed that AWS does not name on the wire.</summary>
    public static AwsError NotValidated(string reason) => Refuse(ErrorCode.InvalidIdentityToken, NotValidatedText, reason);

    /// <summary>A check failed that AWS names with these words.</summary>
    public static AwsError InvalidIdentityToken(string message, string reason) => Refuse(ErrorCode.InvalidIdentityToken, message, reason);

    /// <summary>The provider's TLS certificate is neither trusted by the roots in use nor named by a thumbprint.</summary>
    public static AwsError CertificateRefused(string reason) =>
        Refuse(ErrorCode.InvalidIdentityToken, "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint", reason);

    /// <summary>The provider is down, slow, redirecting or answers something unreadable; the one error of this operation that SDKs retry.</summary>
    public static AwsError ProviderUnreachable(string reason) =>
        Refuse(ErrorCode.IdpCommunicationError,
            "The identity provider could not be reached or gave an answer that cannot be used. This is often a transient error.", reason);

    /// <summary>The token's <c>exp</c> lies further back than the tolerance; <paramref name="now"/> is already less the tolerance, as on AWS.</summary>
    public static AwsError TokenExpired(long now, long expires) => Refuse(
        ErrorCode.ExpiredToken,
        string.Create(CultureInfo.InvariantCulture, $"Token expired: current date/time {now} must be before the expiration date/time {expires}"),
        Reasons.TokenExpired.Text);

    /// <summary>An assertion, its subject confirmation or its session has ended.</summary>
    public static AwsError ResponseExpired(string reason) => Refuse(ErrorCode.ExpiredToken, "Response has expired", reason);

    /// <summary>An assertion was issued longer ago than it may be redeemed.</summary>
    public static AwsError RedeemedTooLate(string reason) => Refuse(ErrorCode.ExpiredToken, "Token must be redeemed within 5 minutes of issuance", reason);

    /// <summary>The generic answer to a SAML response that is not well-formed or lacks a part that AWS insists on.</summary>
    public static AwsError InvalidSamlResponse(string reason) => RefuseSaml("Invalid base64 SAMLResponse", reason);

    /// <summary>The assertion carries no signature of its own.</summary>
    public static AwsError AssertionUnsigned(string reason) =>
        RefuseSaml("Response (with optional signature) must contain an assertion with a mandatory signature", reason);

    /// <summary>The one answer to every signature and decryption failure, so that none can be told from another.</summary>
    public static AwsError SignatureInvalid(string reason) => Refuse(ErrorCode.InvalidIdentityToken, "Response signature invalid", reason);

    /// <summary>The assertion's issuer is not the entity of the provider's metadata.</summary>
    public static AwsError IssuerNotInProvider(string reason) => RefuseSaml("Issuer not present in specified provider", reason);

    /// <summary>Neither order of the requested role and provider stands in the Role attribute.</summary>
    public static AwsError RoleNotAsserted() => Refuse(
        ErrorCode.InvalidIdentityToken,
        "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
        Reasons.SamlRoleMissing.Text);

    /// <summary>A source identity that breaks the pattern, in a claim or an attribute.</summary>
    public static AwsError SourceIdentityInvalid(string reason) =>
        Refuse(ErrorCode.InvalidIdentityToken, "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"", reason);

    /// <summary>A claim that the provider's context provider maps is missing where it is the subject, is no short text, or is several.</summary>
    public static AwsError ContextClaimInvalid(string key, string reason) =>
        Refuse(ErrorCode.InvalidIdentityToken, $"The identity token has no usable value for the context provider's source key: {key}", reason);

    /// <summary>The same of an attribute.</summary>
    public static AwsError ContextAttributeInvalid(string key, string reason) =>
        Refuse(ErrorCode.InvalidIdentityToken, $"SAML Assertion has no usable value for the context provider's source key: {key}", reason);

    /// <summary>The role's account has no SAML provider of that ARN.</summary>
    public static AwsError NoSamlProvider() =>
        RefuseSaml("Specified provider doesn't exist", Reasons.SamlProviderMissing.Text, "AuthSamlManifestNotFoundException");

    /// <summary>An assertion for one use was used. The text is ours: AWS lets it be used again.</summary>
    public static AwsError AssertionIsUsed { get; } =
        Refuse(ErrorCode.InvalidIdentityToken, "Response has already been used", Reasons.SamlUsed.Text);

    /// <summary>A provider of contexts that is not this service.</summary>
    public static AwsError UnknownContextProvider(string? arn, string own) =>
        new(ErrorCode.InvalidContextAssertion, $"{arn} is not a context provider of this service; {own} is");

    /// <summary>A context assertion is not one that can be trusted.</summary>
    public static AwsError ContextNotBelieved { get; } = new(ErrorCode.InvalidContextAssertion, "The provided context assertion is not valid for this role.");

    /// <summary>A context assertion has expired.</summary>
    public static AwsError ContextExpired { get; } = new(ErrorCode.InvalidContextAssertion, "The provided context assertion has expired.");

    private static AwsError Refuse(string code, string message, string reason) => new(code, message) { Reason = reason };

    // AWS's own reader of SAML is another service; STS passes on its sentence and, behind it, that service's answer.
    private static AwsError RefuseSaml(string sentence, string reason, string code = "AuthSamlInvalidSamlResponseException") => Refuse(
        ErrorCode.InvalidIdentityToken,
        $"{sentence} (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: {code}; Request ID: {Guid.NewGuid()}; Proxy: null)",
        reason);
}
