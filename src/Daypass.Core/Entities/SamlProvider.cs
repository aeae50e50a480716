using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A SAML identity provider that an account trusts.</summary>
public sealed record SamlProvider : ITagged<SamlProvider>
{
    /// <summary>How many private keys a provider has at most.</summary>
    public const int MostPrivateKeys = 2;

    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The SAMLProviderUUID, <c>SAMLSP…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its metadata was last set; AWS says it is valid for a hundred years from then, whatever the document says.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The metadata exactly as it was sent.</summary>
    public required string Metadata { get; init; }

    /// <summary>Whether assertions have to be encrypted.</summary>
    public bool RequiresEncryption { get; init; }

    /// <summary>At most two keys that open encrypted assertions.</summary>
    public IReadOnlyList<SamlProviderKey> PrivateKeys { get; init; } = [];

    /// <summary>What of its assertions stays with sessions as trusted context; null when nothing does.</summary>
    public ContextProvider? ContextProvider { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public SamlProvider AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.SamlProvider;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<SamlProvider> Json => EntityJson.Default.SamlProvider;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];

    /// <inheritdoc/>
    public SamlProvider WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };
}

/// <summary>A private key of a SAML provider.</summary>
/// <param name="Id">The KeyId, <c>SAMLPK…</c>.</param>
/// <param name="AddedAt">When it was uploaded.</param>
/// <param name="SealedPem">The PEM under the master key.</param>
public sealed record SamlProviderKey(string Id, DateTimeOffset AddedAt, byte[] SealedPem);
