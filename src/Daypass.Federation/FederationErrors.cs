using System.Globalization;
using Daypass.Protocol.Errors;

namespace Daypass.Federation;

/// <summary>What a refused web identity token or SAML response is answered with: AWS's words on the wire, the precise reason for the audit record.</summary>
internal static class FederationErrors
{
    private const string InvalidToken = "InvalidIdentityToken";
    private const string Expired = "ExpiredTokenException";

    /// <summary>The text AWS gives for anything that is not a signed token in compact form.</summary>
    internal const string NotAJwtText = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";

    /// <summary>The text AWS gives when no key of the provider fits; the two spaces are AWS's.</summary>
    internal const string NoVerificationKeyText = "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    /// <summary>The text AWS gives for a token that fails a check it does not name.</summary>
    internal const string NotValidatedText = "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.";

    /// <summary>The token's shape or header is not one that can be verified.</summary>
    internal static AwsError NotAJwt(string reason) => Refuse(InvalidToken, NotAJwtText, reason);

    /// <summary>One of iss, sub, aud, iat and exp is absent or null.</summary>
    internal static AwsError MissingClaim(string name) => Refuse(InvalidToken, "Missing a required claim: " + name, "DP-JWT-10: no claim " + name);

    /// <summary>The role's account has no provider whose URL is exactly the token's issuer.</summary>
    internal static AwsError NoProvider(string issuer) =>
        Refuse(InvalidToken, "No OpenIDConnect provider found in your account for " + issuer, "DP-JWT-11: no provider for this issuer");

    /// <summary>The provider was reached, but has no key for this token.</summary>
    internal static AwsError NoVerificationKey(string reason) => Refuse(InvalidToken, NoVerificationKeyText, reason);

    /// <summary>A check failed that AWS does not name on the wire.</summary>
    internal static AwsError NotValidated(string reason) => Refuse(InvalidToken, NotValidatedText, reason);

    /// <summary>A check failed that AWS names with these words.</summary>
    internal static AwsError InvalidIdentityToken(string message, string reason) => Refuse(InvalidToken, message, reason);

    /// <summary>The provider's TLS certificate is neither trusted by the roots in use nor named by a thumbprint.</summary>
    internal static AwsError CertificateRefused(string reason) =>
        Refuse(InvalidToken, "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint", reason);

    /// <summary>The provider is down, slow, redirecting or answers something unreadable; the one error of this operation that SDKs retry.</summary>
    internal static AwsError ProviderUnreachable(string reason) =>
        Refuse("IDPCommunicationError", "The identity provider could not be reached or gave an answer that cannot be used. This is often a transient error.", reason);

    /// <summary>The token's <c>exp</c> lies further back than the tolerance; <paramref name="now"/> is already less the tolerance, as on AWS.</summary>
    internal static AwsError TokenExpired(long now, long expires) => Refuse(
        Expired,
        string.Create(CultureInfo.InvariantCulture, $"Token expired: current date/time {now} must be before the expiration date/time {expires}"),
        "DP-JWT-30: expired");

    /// <summary>An assertion, its subject confirmation or its session has ended.</summary>
    internal static AwsError ResponseExpired(string reason) => Refuse(Expired, "Response has expired", reason);

    /// <summary>An assertion was issued longer ago than it may be redeemed.</summary>
    internal static AwsError RedeemedTooLate(string reason) => Refuse(Expired, "Token must be redeemed within 5 minutes of issuance", reason);

    /// <summary>The generic answer to a SAML response that is not well-formed or lacks a part that AWS insists on.</summary>
    internal static AwsError InvalidSamlResponse(string reason) => RefuseSaml("Invalid base64 SAMLResponse", reason);

    /// <summary>The assertion carries no signature of its own.</summary>
    internal static AwsError AssertionUnsigned(string reason) =>
        RefuseSaml("Response (with optional signature) must contain an assertion with a mandatory signature", reason);

    /// <summary>The one answer to every signature and decryption failure, so that none can be told from another.</summary>
    internal static AwsError SignatureInvalid(string reason) => Refuse(InvalidToken, "Response signature invalid", reason);

    /// <summary>The assertion's issuer is not the entity of the provider's metadata.</summary>
    internal static AwsError IssuerNotInProvider(string reason) => RefuseSaml("Issuer not present in specified provider", reason);

    /// <summary>Neither order of the requested role and provider stands in the Role attribute.</summary>
    internal static AwsError RoleNotAsserted() => Refuse(
        InvalidToken,
        "SAML Assertion doesn't contain the requested Role and Metadata in the attributes",
        "DP-SAML-60: the role and provider pair is not in the Role attribute");

    /// <summary>A source identity that breaks the pattern, in a claim or an attribute.</summary>
    internal static AwsError SourceIdentityInvalid(string reason) =>
        Refuse(InvalidToken, "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"", reason);

    private static AwsError Refuse(string code, string message, string reason) => new(code, 400, message) { Reason = reason };

    private static AwsError RefuseSaml(string sentence, string reason) =>
        StsErrors.InvalidSamlResponse(sentence, "AuthSamlInvalidSamlResponseException") with { Reason = reason };
}
