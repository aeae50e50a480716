using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>An account's newest credential report, kept as it was made.</summary>
public sealed record CredentialReport : IEntity<CredentialReport>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The report as CSV in UTF-8.</summary>
    public required byte[] Content { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public CredentialReport AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.CredentialReport;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<CredentialReport> Json => EntityJson.Default.CredentialReport;

    // One for each account, so the account names it.
    [JsonIgnore] string IEntity<CredentialReport>.Name => "report";

    [JsonIgnore] string IEntity<CredentialReport>.Id => "credential-report:" + Account;

    [JsonIgnore] string IEntity<CredentialReport>.Path => "/";

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];
}
