using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An SSH public key of a user.</summary>
public sealed record SshPublicKey : IOwned<SshPublicKey>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>The id, <c>APKA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OwnerId { get; init; }

    /// <inheritdoc/>
    public bool Active { get; init; } = true;

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>The key as <c>ssh-rsa …</c>, without a comment.</summary>
    public required string Body { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public SshPublicKey AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.SshPublicKey;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<SshPublicKey> Json => EntityJson.Default.SshPublicKey;

    [JsonIgnore] string IEntity<SshPublicKey>.Name => Id;

    [JsonIgnore] string IEntity<SshPublicKey>.Path => "/";

    /// <inheritdoc/>
    public SshPublicKey WithActive(bool active) => this with { Active = active };

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [new EntityReference(Relation.Credential, OwnerId)];
}
