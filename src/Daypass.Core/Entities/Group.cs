using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An IAM group; who is in it is kept with the users.</summary>
public sealed record Group : IGranted<Group>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unique id, <c>AGPA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public Grants Grants { get; init; } = Grants.None;

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public Group AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.Group;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<Group> Json => EntityJson.Default.Group;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [.. Grants.References()];

    /// <inheritdoc/>
    public Group WithGrants(Grants grants) => this with { Grants = grants };
}
