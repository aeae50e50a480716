using Daypass.Federation.Saml.Signing;

namespace Daypass.Federation.Saml.Metadata;

/// <summary>What a provider's metadata document says that matters here.</summary>
internal sealed class SamlMetadata
{
    internal SamlMetadata(string entityId, IReadOnlyList<SamlSigningKey> signingKeys) => (EntityId, SigningKeys) = (entityId, signingKeys);

    /// <summary>The entity; an assertion's issuer must be exactly this.</summary>
    public string EntityId { get; }

    /// <summary>The keys of every KeyDescriptor for signing or without a use.</summary>
    internal IReadOnlyList<SamlSigningKey> SigningKeys { get; }
}
