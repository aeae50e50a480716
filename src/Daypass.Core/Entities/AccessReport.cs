using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daypass.Core.Stores;

namespace Daypass.Core.Entities;

/// <summary>A report of what somebody may use and used last, kept as it was made.</summary>
public sealed record AccessReport : IEntity<AccessReport>
{
    /// <inheritdoc/>
    public required string Account { get; init; }

    /// <summary>The id of the job, a random UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The <c>aws:userid</c> of who asked for it, and reads it.</summary>
    public required string AskedBy { get; init; }

    /// <summary>The ARN of the user, group, role or policy it is about; of a part of an organisation its path.</summary>
    public required string Arn { get; init; }

    /// <summary>Whether it is about a part of an organisation.</summary>
    public bool OfOrganization { get; init; }

    /// <summary>The service control policy that it is about beside the part of the organisation, or null.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Why it could not be made; null when it was.</summary>
    public AccessReportFailure? Failure { get; init; }

    /// <summary>Whether it tells of actions.</summary>
    public bool OfActions { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The services, in the order of their namespaces.</summary>
    public required IReadOnlyList<ServiceAccess> Services { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public long Version { get; init; } = 1;

    /// <inheritdoc/>
    public AccessReport AtVersion(long version) => this with { Version = version };

    /// <inheritdoc/>
    [JsonIgnore] public static EntityKind Kind => EntityKind.AccessReport;

    /// <inheritdoc/>
    [JsonIgnore] public static JsonTypeInfo<AccessReport> Json => EntityJson.Default.AccessReport;

    // The oldest is listed first.
    [JsonIgnore] string IEntity<AccessReport>.Name => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks:d19}-{Id}");

    [JsonIgnore] string IEntity<AccessReport>.Path => "/";

    /// <inheritdoc/>
    public IReadOnlyList<EntityReference> References() => [];
}

/// <summary>Why a report could not be made.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">In words.</param>
public sealed record AccessReportFailure(string Code, string Message);
