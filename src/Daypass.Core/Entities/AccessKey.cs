using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A long-term access key of a user or of an account's root.</summary>
public sealed record AccessKey : IEntity<AccessKey>
{
    /// <summary>The access key id, 20 characters, which carries the account.</summary>
    public required string Id { get; init; }

    /// <summary>The account whose key this is.</summary>
    public required string OwnerAccount { get; init; }

    /// <summary>The unique id of the user; null for a root key.</summary>
    public string? UserId { get; init; }

    /// <summary>An inactive key is refused like an unknown one.</summary>
    public bool Active { get; init; } = true;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The secret access key under the master key.</summary>
    public required byte[] SealedSecret { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public AccessKey AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.AccessKey;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<AccessKey> Json => EntityJson.Default.AccessKey;

    // Looked up before the account is known, so the key belongs to none; OwnerAccount says whose it is.
    [JsonIgnore] string IEntity<AccessKey>.Account => "";

    [JsonIgnore] string IEntity<AccessKey>.Name => Id;

    [JsonIgnore] string IEntity<AccessKey>.Path => "/";

    /// <summary>The owner's unique id, or the account id for a root key: what the key's reference names.</summary>
    [JsonIgnore] public string OwnerId => UserId ?? OwnerAccount;

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [new EntityReference(Relation.Owner, OwnerId)];
}
