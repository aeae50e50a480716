using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Iam;

/// <summary>Why the role of a service could not be deleted.</summary>
[QueryOutput]
public sealed partial record DeletionTaskFailureReason
{
    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>What uses the role.</summary>
    public IReadOnlyList<RoleUsage>? RoleUsageList { get; init; }
}

/// <summary>What uses the role of a service in one region.</summary>
[QueryOutput]
public sealed partial record RoleUsage
{
    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The ARNs of the resources.</summary>
    public IReadOnlyList<string>? Resources { get; init; }
}
