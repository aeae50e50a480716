using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A request for an account in an organisation, and what became of it.</summary>
public sealed record AccountRequest : IEntity<AccountRequest>
{
    /// <summary>The organisation.</summary>
    public required string OrganizationId { get; init; }

    /// <summary><c>car-</c> and 32 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The name that was asked for.</summary>
    public required string AccountName { get; init; }

    /// <summary>When it was asked for, which is when it was done.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The account that was made, or null.</summary>
    public string? AccountId { get; init; }

    /// <summary>Why none was made, or null.</summary>
    public string? Failure { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.AccountRequest;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<AccountRequest> Json => EntityJson.Default.AccountRequest;

    [JsonIgnore] string IEntity<AccountRequest>.Account => OrganizationId;

    [JsonIgnore] string IEntity<AccountRequest>.Name => Id;

    [JsonIgnore] string IEntity<AccountRequest>.Path => "/";

    /// <inheritdoc/>
    public AccountRequest AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];
}
