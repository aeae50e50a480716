using Daypass.Protocol.Attributes;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>A user.</summary>
[QueryOutput]
public sealed partial record UserShape
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The name; root has none.</summary>
    public string? UserName { get; init; }

    /// <summary>The unique id.</summary>
    public required string UserId { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>When the password was used last.</summary>
    public DateTimeOffset? PasswordLastUsed { get; init; }

    /// <summary>What bounds the permissions.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}

/// <summary>A group.</summary>
[QueryOutput]
public sealed partial record GroupShape
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The name.</summary>
    public required string GroupName { get; init; }

    /// <summary>The unique id.</summary>
    public required string GroupId { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateDate { get; init; }
}

/// <summary>A role.</summary>
[QueryOutput]
public sealed partial record RoleShape
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The name.</summary>
    public required string RoleName { get; init; }

    /// <summary>The unique id.</summary>
    public required string RoleId { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>The trust policy.</summary>
    [PercentEncoded]
    public string? AssumeRolePolicyDocument { get; init; }

    /// <summary>What the role is for.</summary>
    public string? Description { get; init; }

    /// <summary>The longest session in seconds.</summary>
    public int? MaxSessionDuration { get; init; }

    /// <summary>What bounds the permissions.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>The last use of the role.</summary>
    public RoleLastUsed? RoleLastUsed { get; init; }

    /// <summary>The role template it was made from.</summary>
    public SourceRoleTemplate? SourceRoleTemplate { get; init; }
}

/// <summary>When and where a role was used last; empty when never.</summary>
[QueryOutput]
public sealed partial record RoleLastUsed
{
    /// <summary>When.</summary>
    public DateTimeOffset? LastUsedDate { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }
}

/// <summary>The managed policy that bounds the permissions of a user or role.</summary>
[QueryOutput]
public sealed partial record AttachedPermissionsBoundary
{
    /// <summary>Always <c>Policy</c>, whatever the models of the SDKs say.</summary>
    public string? PermissionsBoundaryType { get; init; }

    /// <summary>The ARN of the policy.</summary>
    public string? PermissionsBoundaryArn { get; init; }
}

/// <summary>An instance profile.</summary>
[QueryOutput]
public sealed partial record InstanceProfileShape
{
    /// <summary>The path.</summary>
    public required string Path { get; init; }

    /// <summary>The name.</summary>
    public required string InstanceProfileName { get; init; }

    /// <summary>The unique id.</summary>
    public required string InstanceProfileId { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>The role, if it has one.</summary>
    public required IReadOnlyList<RoleShape> Roles { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
}
