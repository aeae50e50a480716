using Daypass.Protocol.Attributes;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>A user with all its permissions.</summary>
[QueryOutput]
public sealed partial record UserDetail
{
    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary>The name.</summary>
    public string? UserName { get; init; }

    /// <summary>The unique id.</summary>
    public string? UserId { get; init; }

    /// <summary>The ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The inline policies.</summary>
    public IReadOnlyList<PolicyDetail>? UserPolicyList { get; init; }

    /// <summary>The names of the groups.</summary>
    public IReadOnlyList<string>? GroupList { get; init; }

    /// <summary>The managed policies.</summary>
    public IReadOnlyList<AttachedPolicy>? AttachedManagedPolicies { get; init; }

    /// <summary>What bounds the permissions.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>A group with all its permissions.</summary>
[QueryOutput]
public sealed partial record GroupDetail
{
    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary>The name.</summary>
    public string? GroupName { get; init; }

    /// <summary>The unique id.</summary>
    public string? GroupId { get; init; }

    /// <summary>The ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The inline policies.</summary>
    public IReadOnlyList<PolicyDetail>? GroupPolicyList { get; init; }

    /// <summary>The managed policies.</summary>
    public IReadOnlyList<AttachedPolicy>? AttachedManagedPolicies { get; init; }
}

/// <summary>A role with all its permissions.</summary>
[QueryOutput]
public sealed partial record RoleDetail
{
    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary>The name.</summary>
    public string? RoleName { get; init; }

    /// <summary>The unique id.</summary>
    public string? RoleId { get; init; }

    /// <summary>The ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The trust policy.</summary>
    [PercentEncoded]
    public string? AssumeRolePolicyDocument { get; init; }

    /// <summary>The instance profiles that hold it.</summary>
    public IReadOnlyList<InstanceProfileShape>? InstanceProfileList { get; init; }

    /// <summary>The inline policies.</summary>
    public IReadOnlyList<PolicyDetail>? RolePolicyList { get; init; }

    /// <summary>The managed policies.</summary>
    public IReadOnlyList<AttachedPolicy>? AttachedManagedPolicies { get; init; }

    /// <summary>What bounds the permissions.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>The last use of the role.</summary>
    public RoleLastUsed? RoleLastUsed { get; init; }
}

/// <summary>A managed policy with all its versions.</summary>
[QueryOutput]
public sealed partial record ManagedPolicyDetail
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

    /// <summary>The versions.</summary>
    public IReadOnlyList<PolicyVersionShape>? PolicyVersionList { get; init; }
}
