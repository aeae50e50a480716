using Daypass.Core.Sessions;
using Daypass.Federation.Saml.Providers;
using Daypass.Federation.Saml.Signing;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Saml.Assertions;

/// <summary>The attributes that a provider's context provider has stay with sessions.</summary>
internal static class ContextAttributes
{
    /// <summary>The source key that means the NameID and no attribute.</summary>
    private const string NameId = "Subject/NameID";

    /// <summary>What stays; no identity when the provider has no context provider.</summary>
    internal static AwsError? Read(AssertionStatement statement, SamlIssuer provider, SamlSigningKey signer, out PropagatedIdentity? identity)
    {
        identity = null;
        if (provider.ContextProvider is not { } wanted)
        {
            return null;
        }

        identity = ContextMapping.Read(wanted, key => Find(statement, key), signer.Hash, provider.Arn, out var fault);
        return identity is null
            ? FederationErrors.ContextAttributeInvalid(fault, Reasons.SamlContextAttributeInvalid.With("the attribute " + PrintableText.Sanitize(fault)))
            : null;
    }

    private static ContextValue Find(AssertionStatement statement, string key) => key == NameId
        ? ContextValue.Of(statement.NameId)
        : statement.Attributes.TryGetValue(key, out var values) && values.Count > 0
            ? ContextValue.Of(values is [var only] ? only : null)
            : ContextValue.Missing;
}
