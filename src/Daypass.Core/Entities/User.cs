using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An IAM user.</summary>
public sealed record User : ITagged<User>, IGranted<User>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unique id, <c>AIDA…</c>; survives a rename.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public static StringComparer TagKeys => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    public Grants Grants { get; init; } = Grants.None;

    /// <summary>The unique ids of the groups the user is in, in the order of joining.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The console password, or null.</summary>
    public LoginProfile? Login { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public User AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.User;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<User> Json => EntityJson.Default.User;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() =>
        [.. Grants.References(), .. Groups.Select(group => new EntityReference(Relation.Member, group))];

    /// <inheritdoc/>
    public User WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };

    /// <inheritdoc/>
    public User WithGrants(Grants grants) => this with { Grants = grants };
}
