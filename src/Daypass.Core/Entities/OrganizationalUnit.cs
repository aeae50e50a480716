using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An organisational unit: accounts and other units are below it, and policies attached to it decide for all of them.</summary>
public sealed record OrganizationalUnit : ITagged<OrganizationalUnit>
{
    /// <summary>Small letters and digits, of which ids in organisations are made.</summary>
    public const string IdAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The organisation.</summary>
    public required string OrganizationId { get; init; }

    /// <summary><c>ou-</c>, the characters of the root, a hyphen and eight more.</summary>
    public required string Id { get; init; }

    /// <summary>1 to 128 characters, unique below its parent.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The root or unit it is below.</summary>
    public required string ParentId { get; init; }

    /// <summary>The control policies attached to it.</summary>
    public AttachedControls Controls { get; init; } = AttachedControls.Default;

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.OrganizationalUnit;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<OrganizationalUnit> Json => EntityJson.Default.OrganizationalUnit;

    [JsonIgnore] string IEntity<OrganizationalUnit>.Account => OrganizationId;

    [JsonIgnore] string IEntity<OrganizationalUnit>.Name => Id;

    [JsonIgnore] string IEntity<OrganizationalUnit>.Path => "/";

    /// <summary>A new id below a root.</summary>
    public static string NewId(string rootId) => $"ou-{rootId.AsSpan(2)}-{RandomNumberGenerator.GetString(IdAlphabet, 8)}";

    /// <inheritdoc/>
    public OrganizationalUnit AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    public OrganizationalUnit WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() =>
    [
        new(Relation.Below, ParentId), new(Relation.Named, NameKey.Of(ParentId, DisplayName)), .. Controls.References(),
    ];
}
