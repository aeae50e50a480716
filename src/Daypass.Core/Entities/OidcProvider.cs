using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An OpenID Connect identity provider that an account trusts.</summary>
public sealed record OidcProvider : ITagged<OidcProvider>
{
    /// <summary>How many client ids a provider has at most.</summary>
    public const int MostClientIds = 100;

    /// <summary>How many thumbprints a provider has at most.</summary>
    public const int MostThumbprints = 5;

    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>The issuer URL without its scheme, in the case it was written.</summary>
    public required string Name { get; init; }

    /// <summary>A random id that no later provider of the same URL has; never shown.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>At most 100 audiences, in the order they were added, none twice.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>At most five thumbprints in lower case.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>What of its tokens stays with sessions as trusted context; null when nothing does.</summary>
    public ContextProvider? ContextProvider { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public OidcProvider AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.OidcProvider;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<OidcProvider> Json => EntityJson.Default.OidcProvider;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];

    /// <inheritdoc/>
    public OidcProvider WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };
}
