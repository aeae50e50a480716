using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A managed policy with its versions.</summary>
public sealed record ManagedPolicy : ITagged<ManagedPolicy>
{
    /// <summary>The account id, or <c>aws</c> for the policies that every account has.</summary>
    public required string Account { get; init; }

    /// <summary>1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unique id, <c>ANPA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public string Path { get; init; } = "/";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a version was last added or made the default one.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>At most 1,000 characters, or null.</summary>
    public string? Description { get; init; }

    /// <summary>1 to 5 versions, oldest first.</summary>
    public required IReadOnlyList<PolicyVersion> Versions { get; init; }

    /// <summary>Which version is in force.</summary>
    public required int DefaultVersion { get; init; }

    /// <summary>The highest version number ever given; numbers are not reused.</summary>
    public required int LastVersion { get; init; }

    /// <summary>True when an operator imported it, so that the program does not put its own document back.</summary>
    public bool Imported { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityTag> Tags { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public ManagedPolicy AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.ManagedPolicy;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<ManagedPolicy> Json => EntityJson.Default.ManagedPolicy;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];

    /// <inheritdoc/>
    public ManagedPolicy WithTags(IReadOnlyList<EntityTag> tags) => this with { Tags = tags };
}

/// <summary>One version of a managed policy.</summary>
/// <param name="Number">Shown as <c>v1</c>, <c>v2</c> …</param>
/// <param name="Document">The document exactly as it was sent.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record PolicyVersion(int Number, string Document, DateTimeOffset CreatedAt);
