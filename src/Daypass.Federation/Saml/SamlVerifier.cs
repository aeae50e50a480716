using Daypass.Core.Identity;
using Daypass.Federation.Saml.Assertions;
using Daypass.Federation.Saml.Encryption;
using Daypass.Federation.Saml.Providers;
using Daypass.Federation.Saml.Reading;
using Daypass.Federation.Saml.Rules;
using Daypass.Federation.Saml.Signing;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml;

/// <summary>
/// Proves a SAML response: budget, structure, signatures, and only then what is stated, read from the very octets that were signed. Safe for any number
/// of callers at once.
/// </summary>
internal sealed class SamlVerifier(TimeProvider time)
{
    /// <summary>The longest response in base64, in characters (AWS's limit).</summary>
    internal const int MaxLength = 100_000;

    /// <summary>The identity behind a response, or AWS's error.</summary>
    /// <param name="response">The base64 of the whole <c>samlp:Response</c>; line breaks in it are dropped.</param>
    /// <param name="provider">The provider that the request names.</param>
    /// <param name="roleArn">The role that is asked for: the assertion must name it together with the provider.</param>
    internal Result<SamlIdentity> Verify(string response, SamlIssuer provider, string roleArn)
    {
        try
        {
            return VerifyResponse(response, provider, roleArn);
        }
#pragma warning disable CA1031 // Whatever a response makes the platform throw is a refusal, counted, never a 5xx: clients retry those.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FederationMeter.CountUnexpected("saml", cause);
            return FederationErrors.InvalidSamlResponse(Reasons.SamlUnexpected.With(cause.GetType().Name));
        }
    }

    private Result<SamlIdentity> VerifyResponse(string response, SamlIssuer provider, string roleArn)
    {
        if (response.Length > MaxLength)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlTooLong.Text);
        }

        var octets = new byte[(response.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(response, octets, out var length))
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlNotBase64.Text);
        }

        if (StrictXml.Parse(octets.AsSpan(0, length), out var fault) is not { } document)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlNotXml.With(fault));
        }

        if (ResponseDocument.Read(document, out fault) is not { } shape)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlShape.With(fault));
        }

        // Verified first where there is one: then even what is enciphered is the provider's.
        if (shape.ResponseSignature is { } signature
            && SignedElement.Verify(shape.Response, signature, shape.Response.ReadAttribute("ID")!, provider.Metadata.SigningKeys, provider.Rules, out fault)
                is null)
        {
            return FederationErrors.SignatureInvalid(Reasons.SamlResponseSignature.With("the response's signature: " + fault));
        }

        var signed = shape.IsEncrypted ? DecryptAssertion(shape, provider) : ReadSignedAssertion(shape, provider);
        return signed.Succeeded ? ValidateAssertion(signed.Value, shape.IsEncrypted, provider, roleArn) : signed.Error;
    }

    private static Result<SignedOctets> ReadSignedAssertion(ResponseDocument shape, SamlIssuer provider)
    {
        if (provider.RequiresEncryption)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlEncryptionRequired.Text);
        }

        if (shape.AssertionSignature is not { } signature)
        {
            return FederationErrors.AssertionUnsigned(Reasons.SamlAssertionUnsigned.Text);
        }

        if (shape.Assertion.ReadAttribute("ID") is not { Length: > 0 } id)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlAssertionWithoutId.Text);
        }

        return SignedElement.Verify(shape.Assertion, signature, id, provider.Metadata.SigningKeys, provider.Rules, out var fault) is { } octets
            ? octets
            : FederationErrors.SignatureInvalid(Reasons.SamlAssertionSignature.With("the assertion's signature: " + fault));
    }

    // From here to the signature inside there is one answer to everything that goes wrong.
    private static Result<SignedOctets> DecryptAssertion(ResponseDocument shape, SamlIssuer provider)
    {
        if (EncryptedAssertion.Read(shape.Assertion, out var fault) is not { } encrypted)
        {
            return FederationErrors.SignatureInvalid(Reasons.SamlEncryptionForm.With(fault));
        }

        if (provider.PrivateKeys.Count == 0)
        {
            return FederationErrors.SignatureInvalid(Reasons.SamlPrivateKeyMissing.Text);
        }

        if (StrictXml.Parse(AssertionCipher.Decrypt(encrypted, provider.PrivateKeys), out fault)?.DocumentElement is not { } opened)
        {
            return FederationErrors.SignatureInvalid(Reasons.SamlDoesNotOpen.With("what was enciphered does not open to a document: " + fault));
        }

        if (shape.FindSignatureOfDecrypted(opened, out fault) is not { } signature || opened.ReadAttribute("ID") is not { Length: > 0 } id)
        {
            return FederationErrors.SignatureInvalid(Reasons.SamlDecryptedShape.With(fault));
        }

        return SignedElement.Verify(opened, signature, id, provider.Metadata.SigningKeys, provider.Rules, out fault) is { } octets
            ? octets
            : FederationErrors.SignatureInvalid(Reasons.SamlDecryptedSignature.With("the enciphered assertion's signature: " + fault));
    }

    private Result<SamlIdentity> ValidateAssertion(SignedOctets signed, bool isEncrypted, SamlIssuer provider, string roleArn)
    {
        if (StrictXml.Parse(signed.Octets, out var fault)?.DocumentElement is not { } assertion)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlSignedNotXml.With(fault));
        }

        if (AssertionStatement.Read(assertion, out fault) is not { } statement)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlStatement.With(fault));
        }

        var now = time.GetUtcNow();
        if (AssertionRules.Validate(statement, provider, now) is { } refusal)
        {
            return refusal;
        }

        var attributes = SamlAttributes.Read(statement, roleArn, provider.Arn);
        if (!attributes.Succeeded)
        {
            return attributes.Error;
        }

        if (SamlConditionKeys.Create(statement, provider) is not { } keys)
        {
            return FederationErrors.InvalidSamlResponse(Reasons.SamlKeysCollide.Text);
        }

        if (ContextAttributes.Read(statement, provider, signed.Signer, out var propagated) is { } unusable)
        {
            return unusable;
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
            LongestSession = Shortest(attributes.Value.SessionDuration, statement.SessionUntil - now),
            SessionTags = attributes.Value.SessionTags,
            SourceIdentity = attributes.Value.SourceIdentity,
            TrustKeys = keys.Trust,
            SessionKeys = keys.Session,
            Propagated = propagated,
            IsEncrypted = isEncrypted,
            AssertionId = statement.Id,
            IsForOneUse = provider.Rules.Replay == ReplayRule.Never || (provider.Rules.Replay == ReplayRule.OneTimeUse && statement.IsForOneUse),
            RememberUntil = statement.NotOnOrAfter is { } until && until < statement.ConfirmedUntil ? until : statement.ConfirmedUntil,
        };
    }

    private static TimeSpan? Shortest(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
