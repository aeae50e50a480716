using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An instance profile: the holder of at most one role.</summary>
public sealed record InstanceProfile : ITagged<InstanceProfile>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unique id, <c>AIPA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The unique id of the role it holds, or null.</summary>
    public string? RoleId { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public InstanceProfile AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.InstanceProfile;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<InstanceProfile> Json => EntityJson.Default.InstanceProfile;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => RoleId is null ? [] : [new EntityReference(Relation.HoldsRole, RoleId)];

    /// <inheritdoc/>
    public InstanceProfile WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };
}
