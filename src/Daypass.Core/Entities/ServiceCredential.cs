using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A user name and a password, or an API key, that a user has at one service.</summary>
public sealed record ServiceCredential : IOwned<ServiceCredential>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>The unique id, <c>ACCA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc/>
    public required string OwnerId { get; init; }

    /// <inheritdoc/>
    public bool Active { get; init; } = true;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The service, in lower case.</summary>
    public required string Service { get; init; }

    /// <summary>The name at the service, the public part of an API key; kept when the user is renamed.</summary>
    public required string Alias { get; init; }

    /// <summary>What the secret hashes to.</summary>
    public required byte[] SecretHash { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public ServiceCredential AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.ServiceCredential;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<ServiceCredential> Json => EntityJson.Default.ServiceCredential;

    // What somebody signs in with, so it is looked up by that.
    [JsonIgnore] string IEntity<ServiceCredential>.Name => KeyName(Service, Alias);

    [JsonIgnore] string IEntity<ServiceCredential>.Path => "/";

    /// <summary>What the credential of a name at a service is stored under.</summary>
    public static string KeyName(string service, string alias) => $"{service}/{alias}";

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded(DateTimeOffset now) => ExpiresAt <= now;

    /// <inheritdoc/>
    public ServiceCredential WithActive(bool active) => this with { Active = active };

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [new EntityReference(Relation.Credential, OwnerId)];
}
