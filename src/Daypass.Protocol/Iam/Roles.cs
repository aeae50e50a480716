using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Create a role with its trust policy.</summary>
[Operation("CreateRole", Service.Iam, Output = typeof(CreateRoleResponse), Errors = [ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.EntityAlreadyExists, ErrorCode.MalformedPolicyDocument, ErrorCode.ConcurrentModification])]
public sealed partial record CreateRoleRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? Path { get; init; }

    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The trust policy.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string AssumeRolePolicyDocument { get; init; }

    /// <summary>What the role is for.</summary>
    [Length(0, 1000), Pattern(Patterns.RoleDescription)]
    public string? Description { get; init; }

    /// <summary>The longest session in seconds, 3600 to 43200.</summary>
    [Between(3600, 43200)]
    public int? MaxSessionDuration { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [Length(20, 2048)]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateRole answers.</summary>
[OperationOutput]
public sealed partial record CreateRoleResponse
{
    /// <summary>The role.</summary>
    public required RoleShape Role { get; init; }
}

/// <summary>Describe a role.</summary>
[Operation("GetRole", Service.Iam, Output = typeof(GetRoleResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetRoleRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }
}

/// <summary>What GetRole answers.</summary>
[OperationOutput]
public sealed partial record GetRoleResponse
{
    /// <summary>The role.</summary>
    public required RoleShape Role { get; init; }
}

/// <summary>List the roles.</summary>
[Operation("ListRoles", Service.Iam, Output = typeof(ListRolesResponse))]
public sealed partial record ListRolesRequest
{
    /// <summary>Only what has a path that begins so.</summary>
    [Length(1, 512), Pattern(Patterns.PathPrefix)]
    public string? PathPrefix { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListRoles answers.</summary>
[OperationOutput]
public sealed partial record ListRolesResponse
{
    /// <summary>The roles.</summary>
    public required IReadOnlyList<RoleShape> Roles { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Change the description or the longest session of a role.</summary>
[Operation("UpdateRole", Service.Iam, Output = typeof(UpdateRoleResponse), Errors = [ErrorCode.UnmodifiableEntity, ErrorCode.NoSuchEntity])]
public sealed partial record UpdateRoleRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>What the role is for.</summary>
    [Length(0, 1000), Pattern(Patterns.RoleDescription)]
    public string? Description { get; init; }

    /// <summary>The longest session in seconds, 3600 to 43200.</summary>
    [Between(3600, 43200)]
    public int? MaxSessionDuration { get; init; }
}

/// <summary>What UpdateRole answers: an empty result.</summary>
[OperationOutput]
public sealed partial record UpdateRoleResponse;

/// <summary>Change the description of a role.</summary>
[Operation("UpdateRoleDescription", Service.Iam, Output = typeof(UpdateRoleDescriptionResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.UnmodifiableEntity])]
public sealed partial record UpdateRoleDescriptionRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>What the role is for.</summary>
    [Length(0, 1000), Pattern(Patterns.RoleDescription)]
    public required string Description { get; init; }
}

/// <summary>What UpdateRoleDescription answers.</summary>
[OperationOutput]
public sealed partial record UpdateRoleDescriptionResponse
{
    /// <summary>The role.</summary>
    public RoleShape? Role { get; init; }
}

/// <summary>Replace the trust policy of a role.</summary>
[Operation("UpdateAssumeRolePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.MalformedPolicyDocument, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record UpdateAssumeRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The policy document.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string PolicyDocument { get; init; }
}

/// <summary>Delete a role that nothing hangs on any more; its sessions end.</summary>
[Operation("DeleteRole", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity, ErrorCode.ConcurrentModification])]
public sealed partial record DeleteRoleRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }
}

/// <summary>List the instance profiles that hold a role.</summary>
[Operation("ListInstanceProfilesForRole", Service.Iam, Output = typeof(ListInstanceProfilesForRoleResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListInstanceProfilesForRoleRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListInstanceProfilesForRole answers.</summary>
[OperationOutput]
public sealed partial record ListInstanceProfilesForRoleResponse
{
    /// <summary>The instance profiles.</summary>
    public required IReadOnlyList<InstanceProfileShape> InstanceProfiles { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
