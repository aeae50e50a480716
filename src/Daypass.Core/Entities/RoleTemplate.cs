using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A role template: what roles are made of, with parameters in it. A version that was published never changes.</summary>
public sealed record RoleTemplate : IEntity<RoleTemplate>
{
    /// <summary>The account id, or <c>aws</c> for the templates that every account has.</summary>
    public required string Account { get; init; }

    /// <summary>What follows <c>role-template/</c> in its ARN: an optional path, the name and the major version, such as <c>team/Reader:1</c>.</summary>
    public required string Name { get; init; }

    /// <inheritdoc/>
    public required string Id { get; init; }

    /// <summary>The service that publishes it, or null for an account's own.</summary>
    public string? ManagedBy { get; init; }

    /// <summary>Whether new roles can be made of it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The minor version of who asks for none.</summary>
    public required int DefaultMinor { get; init; }

    /// <summary>At least one, in the order of their numbers.</summary>
    public required IReadOnlyList<RoleTemplateVersion> Versions { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public RoleTemplate AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.RoleTemplate;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<RoleTemplate> Json => EntityJson.Default.RoleTemplate;

    [JsonIgnore] string IEntity<RoleTemplate>.Path => "/";

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];
}
