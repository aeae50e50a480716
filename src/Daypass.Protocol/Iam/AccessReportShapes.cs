using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Iam;

/// <summary>When a service was used last.</summary>
[QueryOutput]
public sealed partial record ServiceLastAccessed
{
    /// <summary>The name of the service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>When; absent when never.</summary>
    public DateTimeOffset? LastAuthenticated { get; init; }

    /// <summary>What begins the actions of the service.</summary>
    public required string ServiceNamespace { get; init; }

    /// <summary>The ARN of who used it last.</summary>
    public string? LastAuthenticatedEntity { get; init; }

    /// <summary>For which region.</summary>
    public string? LastAuthenticatedRegion { get; init; }

    /// <summary>How many users and roles used it.</summary>
    public int? TotalAuthenticatedEntities { get; init; }

    /// <summary>Its actions.</summary>
    public IReadOnlyList<TrackedActionLastAccessed>? TrackedActionsLastAccessed { get; init; }
}

/// <summary>When an action was used last.</summary>
[QueryOutput]
public sealed partial record TrackedActionLastAccessed
{
    /// <summary>The action, without the service.</summary>
    public string? ActionName { get; init; }

    /// <summary>The ARN of who used it last.</summary>
    public string? LastAccessedEntity { get; init; }

    /// <summary>When; absent when never.</summary>
    public DateTimeOffset? LastAccessedTime { get; init; }

    /// <summary>For which region.</summary>
    public string? LastAccessedRegion { get; init; }
}

/// <summary>When a user or role used a service last.</summary>
[QueryOutput]
public sealed partial record EntityDetails
{
    /// <summary>The user or role.</summary>
    public required ReportedEntity EntityInfo { get; init; }

    /// <summary>When; absent when never.</summary>
    public DateTimeOffset? LastAuthenticated { get; init; }
}

/// <summary>A user or role.</summary>
[QueryOutput]
public sealed partial record ReportedEntity
{
    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Which of the two it is.</summary>
    [OneOf("USER", "ROLE", "GROUP")]
    public required string Type { get; init; }

    /// <summary>The unique id.</summary>
    public required string Id { get; init; }

    /// <summary>The path.</summary>
    public string? Path { get; init; }
}

/// <summary>Why a job failed.</summary>
[QueryOutput]
public sealed partial record ReportError
{
    /// <summary>In words.</summary>
    public required string Message { get; init; }

    /// <summary>The code.</summary>
    public required string Code { get; init; }
}
