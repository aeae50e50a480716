using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An organisation: its management account, who else administers IAM for it, and which root features are on. Its members are accounts that name
/// it.</summary>
public sealed record Organization : IEntity<Organization>
{
    /// <summary><c>o-</c> and ten characters.</summary>
    public required string Id { get; init; }

    /// <summary>The account that owns the organisation.</summary>
    public required string ManagementAccount { get; init; }

    /// <summary>Member accounts that administer root access beside the management account.</summary>
    public IReadOnlyList<string> DelegatedAdministrators { get; init; } = [];

    /// <summary><c>RootCredentialsManagement</c> and <c>RootSessions</c>, as far as they are on.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public Organization AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.Organization;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<Organization> Json => EntityJson.Default.Organization;

    [JsonIgnore] string IEntity<Organization>.Account => "";

    [JsonIgnore] string IEntity<Organization>.Name => Id;

    [JsonIgnore] string IEntity<Organization>.Path => "/";

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];
}
