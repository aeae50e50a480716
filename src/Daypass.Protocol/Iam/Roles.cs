using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Create a role with its trust policy.</summary>
[Operation("CreateRole", Service.Iam, Output = typeof(RoleResponse),
    Errors =
    [
        ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.EntityAlreadyExists, ErrorCode.MalformedPolicyDocument,
        ErrorCode.ConcurrentModification
    ])]
public sealed partial record CreateRoleRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }

    /// <summary>The trust policy.</summary>
    [PolicyDocument]
    public required string AssumeRolePolicyDocument { get; init; }

    /// <summary>What the role is for.</summary>
    [RoleDescription]
    public string? Description { get; init; }

    /// <summary>The longest session in seconds, 3600 to 43200.</summary>
    [RoleMaxSessionDuration]
    public int? MaxSessionDuration { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [IamArn]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateRole and GetRole answer.</summary>
[OperationOutput]
public sealed partial record RoleResponse
{
    /// <summary>The role.</summary>
    public required RoleShape Role { get; init; }
}

/// <summary>Name a role.</summary>
public abstract record RoleRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Describe a role.</summary>
[Operation("GetRole", Service.Iam, Output = typeof(RoleResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetRoleRequest : RoleRequest;

/// <summary>List the roles.</summary>
[Operation("ListRoles", Service.Iam, Output = typeof(ListRolesResponse))]
public sealed partial record ListRolesRequest : ListByPathRequest;

/// <summary>What ListRoles answers.</summary>
[OperationOutput]
public sealed partial record ListRolesResponse : PagedResponse
{
    /// <summary>The roles.</summary>
    public required IReadOnlyList<RoleShape> Roles { get; init; }
}

/// <summary>Change the description or the longest session of a role.</summary>
[Operation("UpdateRole", Service.Iam, Output = typeof(UpdateRoleResponse), Errors = [ErrorCode.UnmodifiableEntity, ErrorCode.NoSuchEntity])]
public sealed partial record UpdateRoleRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }

    /// <summary>What the role is for.</summary>
    [RoleDescription]
    public string? Description { get; init; }

    /// <summary>The longest session in seconds, 3600 to 43200.</summary>
    [RoleMaxSessionDuration]
    public int? MaxSessionDuration { get; init; }
}

/// <summary>What UpdateRole answers: an empty result.</summary>
[OperationOutput]
public sealed partial record UpdateRoleResponse;

/// <summary>Change the description of a role.</summary>
[Operation("UpdateRoleDescription", Service.Iam, Output = typeof(UpdateRoleDescriptionResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.UnmodifiableEntity])]
public sealed partial record UpdateRoleDescriptionRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }

    /// <summary>What the role is for.</summary>
    [RoleDescription]
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
[Operation("UpdateAssumeRolePolicy", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.MalformedPolicyDocument, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record UpdateAssumeRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }

    /// <summary>The policy document.</summary>
    [PolicyDocument]
    public required string PolicyDocument { get; init; }
}

/// <summary>Delete a role that nothing hangs on any more; its sessions end.</summary>
[Operation("DeleteRole", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity, ErrorCode.ConcurrentModification])]
public sealed partial record DeleteRoleRequest : RoleRequest;

/// <summary>List the instance profiles that hold a role.</summary>
[Operation("ListInstanceProfilesForRole", Service.Iam, Output = typeof(ListInstanceProfilesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListInstanceProfilesForRoleRequest : PagedRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}
