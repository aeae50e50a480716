using Daypass.Protocol.Attributes;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>A managed policy.</summary>
[QueryOutput]
public sealed partial record ManagedPolicyShape
{
    /// <summary>The name.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The unique id.</summary>
    public string? PolicyId { get; init; }

    /// <summary>The ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary>The version in force.</summary>
    public string? DefaultVersionId { get; init; }

    /// <summary>How many users, groups and roles have it attached.</summary>
    public int? AttachmentCount { get; init; }

    /// <summary>How many users and roles are bounded by it.</summary>
    public int? PermissionsBoundaryUsageCount { get; init; }

    /// <summary>Whether it can be attached.</summary>
    public bool? IsAttachable { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When its version in force was changed last.</summary>
    public DateTimeOffset? UpdateDate { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>A version of a managed policy.</summary>
[QueryOutput]
public sealed partial record PolicyVersionShape
{
    /// <summary>The policy document.</summary>
    [PercentEncoded]
    public string? Document { get; init; }

    /// <summary>The version, such as <c>v1</c>.</summary>
    public string? VersionId { get; init; }

    /// <summary>Whether it is in force.</summary>
    public bool? IsDefaultVersion { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }
}

/// <summary>A managed policy attached to a user, group or role.</summary>
[QueryOutput]
public sealed partial record AttachedPolicy
{
    /// <summary>The name.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The ARN.</summary>
    public string? PolicyArn { get; init; }
}

/// <summary>A group that has a managed policy.</summary>
[QueryOutput]
public sealed partial record PolicyGroup
{
    /// <summary>The name.</summary>
    public string? GroupName { get; init; }

    /// <summary>The unique id.</summary>
    public string? GroupId { get; init; }
}

/// <summary>A user who has a managed policy.</summary>
[QueryOutput]
public sealed partial record PolicyUser
{
    /// <summary>The name.</summary>
    public string? UserName { get; init; }

    /// <summary>The unique id.</summary>
    public string? UserId { get; init; }
}

/// <summary>A role that has a managed policy.</summary>
[QueryOutput]
public sealed partial record PolicyRole
{
    /// <summary>The name.</summary>
    public string? RoleName { get; init; }

    /// <summary>The unique id.</summary>
    public string? RoleId { get; init; }
}

/// <summary>An inline policy.</summary>
[QueryOutput]
public sealed partial record PolicyDetail
{
    /// <summary>The name.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [PercentEncoded]
    public string? PolicyDocument { get; init; }
}

/// <summary>The policies that let a principal use one service.</summary>
[QueryOutput]
public sealed partial record ListPoliciesGrantingServiceAccessEntry
{
    /// <summary>The service.</summary>
    public string? ServiceNamespace { get; init; }

    /// <summary>The policies.</summary>
    public IReadOnlyList<PolicyGrantingServiceAccess>? Policies { get; init; }
}

/// <summary>A policy that lets a principal use a service.</summary>
[QueryOutput]
public sealed partial record PolicyGrantingServiceAccess
{
    /// <summary>The name.</summary>
    public required string PolicyName { get; init; }

    /// <summary>What kind of policy it is.</summary>
    [OneOf("INLINE", "MANAGED")]
    public required string PolicyType { get; init; }

    /// <summary>The ARN of a managed policy.</summary>
    public string? PolicyArn { get; init; }

    /// <summary>What has an inline policy.</summary>
    [OneOf("USER", "ROLE", "GROUP")]
    public string? EntityType { get; init; }

    /// <summary>The name of what has an inline policy.</summary>
    public string? EntityName { get; init; }
}
