using Daypass.Core.Identity;
using Daypass.Federation.Saml.Assertions;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Saml.Reading;
using Daypass.Federation.Saml.Signing;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml;

/// <summary>Proves a SAML response: budget, structure, signatures, and only then what is stated, read from the very octets that were signed. Safe for any number of callers at once.</summary>
internal sealed class SamlVerifier(TimeProvider time)
{
    /// <summary>The longest response in base64, in characters (AWS's limit).</summary>
    internal const int MaxLength = 100_000;

    /// <summary>The identity behind a response, or AWS's error.</summary>
    /// <param name="response">The base64 of the whole <c>samlp:Response</c>; line breaks in it are dropped.</param>
    /// <param name="provider">The provider that the request names.</param>
    /// <param name="roleArn">The role that is asked for: the assertion must name it together with the provider.</param>
    internal Result<SamlIdentity> Verify(string response, SamlProvider provider, string roleArn)
    {
        try
        {
            return Prove(response, provider, roleArn);
        }
#pragma warning disable CA1031 // whatever a response makes the platform throw is a refusal, counted, never a 5xx.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FederationMeter.CountUnexpected("saml", cause);
            return FederationErrors.InvalidSamlResponse("DP-SAML-00: " + cause.GetType().Name);
        }
    }

    private Result<SamlIdentity> Prove(string response, SamlProvider provider, string roleArn)
    {
        if (response.Length > MaxLength)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-02: longer than 100000 characters");
        }

        var octets = new byte[(response.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(response, octets, out var length))
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-03: not base64");
        }

        if (StrictXml.Read(octets.AsSpan(0, length), out var fault) is not { } document)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-04: " + fault);
        }

        if (ResponseShape.Read(document, out fault) is not { } shape)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-10: " + fault);
        }

        // Verified first where there is one: then even what is enciphered is the provider's.
        if (shape.ResponseSignature is { } signature
            && SignedElement.Verify(shape.Response, signature, shape.Response.Value("ID")!, provider.Metadata.SigningKeys, provider.Rules, out fault) is null)
        {
            return FederationErrors.SignatureInvalid("DP-SAML-20: the response's signature: " + fault);
        }

        var signed = shape.IsEncrypted ? Decipher(shape, provider) : Plain(shape, provider);
        return signed.Succeeded ? Believe(signed.Value, provider, roleArn) : signed.Error;
    }

    private static Result<byte[]> Plain(ResponseShape shape, SamlProvider provider)
    {
        if (provider.RequiresEncryption)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-11: the provider's assertions must be encrypted");
        }

        if (shape.AssertionSignature is not { } signature)
        {
            return FederationErrors.AssertionUnsigned("DP-SAML-12: the assertion has no signature of its own");
        }

        if (shape.Assertion.Value("ID") is not { Length: > 0 } id)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-13: the assertion has no ID");
        }

        return SignedElement.Verify(shape.Assertion, signature, id, provider.Metadata.SigningKeys, provider.Rules, out var fault) is { } octets
            ? octets
            : FederationErrors.SignatureInvalid("DP-SAML-21: the assertion's signature: " + fault);
    }

    // From here to the signature inside there is one answer to everything that goes wrong.
    private static Result<byte[]> Decipher(ResponseShape shape, SamlProvider provider)
    {
        if (EncryptedShape.Read(shape.Assertion, out var fault) is not { } encrypted)
        {
            return FederationErrors.SignatureInvalid("DP-SAML-30: " + fault);
        }

        if (provider.PrivateKeys.Count == 0)
        {
            return FederationErrors.SignatureInvalid("DP-SAML-31: the provider has no private key");
        }

        if (StrictXml.Read(AssertionCipher.Open(encrypted, provider.PrivateKeys), out fault)?.DocumentElement is not { } opened)
        {
            return FederationErrors.SignatureInvalid("DP-SAML-32: what was enciphered does not open to a document: " + fault);
        }

        if (shape.SignatureOfOpened(opened, out fault) is not { } signature || opened.Value("ID") is not { Length: > 0 } id)
        {
            return FederationErrors.SignatureInvalid("DP-SAML-33: " + fault);
        }

        return SignedElement.Verify(opened, signature, id, provider.Metadata.SigningKeys, provider.Rules, out fault) is { } octets
            ? octets
            : FederationErrors.SignatureInvalid("DP-SAML-34: the enciphered assertion's signature: " + fault);
    }

    private Result<SamlIdentity> Believe(byte[] signed, SamlProvider provider, string roleArn)
    {
        if (StrictXml.Read(signed, out var fault)?.DocumentElement is not { } assertion)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-14: " + fault);
        }

        if (AssertionStatement.Read(assertion, out fault) is not { } statement)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-15: " + fault);
        }

        var now = time.GetUtcNow();
        if (AssertionRules.Refuse(statement, provider, now) is { } refusal)
        {
            return refusal;
        }

        var attributes = SamlAttributes.Read(statement, roleArn, provider.Arn);
        if (!attributes.Succeeded)
        {
            return attributes.Error;
        }

        if (SamlConditionKeys.Of(statement, provider) is not { } keys)
        {
            return FederationErrors.InvalidSamlResponse("DP-SAML-48: two attributes for one condition key");
        }

        return new SamlIdentity
        {
            ProviderArn = provider.Arn,
            Subject = statement.NameId,
            SubjectType = SamlConditionKeys.SubjectType(statement.NameFormat),
            Issuer = statement.Issuer,
            Audience = statement.Recipient,
            NameQualifier = SamlConditionKeys.NameQualifier(statement.Issuer, provider.Account, provider.Name),
            RoleSessionName = attributes.Value.RoleSessionName,
            LongestSession = Shorter(attributes.Value.SessionDuration, statement.SessionUntil - now),
            SessionTags = attributes.Value.SessionTags,
            SourceIdentity = attributes.Value.SourceIdentity,
            TrustKeys = keys.Trust,
            SessionKeys = keys.Session,
            AssertionId = statement.Id,
            IsForOneUse = provider.Rules.Replay == ReplayRule.Never || (provider.Rules.Replay == ReplayRule.OneTimeUse && statement.IsForOneUse),
            RememberUntil = statement.NotOnOrAfter is { } until && until < statement.ConfirmedUntil ? until : statement.ConfirmedUntil,
        };
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
