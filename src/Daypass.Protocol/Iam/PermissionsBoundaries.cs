using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Set the permissions boundary of a user.</summary>
[Operation("PutUserPermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.PolicyNotAttachable])]
public sealed partial record PutUserPermissionsBoundaryRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [IamArn]
    public required string PermissionsBoundary { get; init; }
}

/// <summary>Remove the permissions boundary of a user.</summary>
[Operation("DeleteUserPermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record DeleteUserPermissionsBoundaryRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }
}

/// <summary>Set the permissions boundary of a role.</summary>
[Operation("PutRolePermissionsBoundary", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.UnmodifiableEntity, ErrorCode.PolicyNotAttachable])]
public sealed partial record PutRolePermissionsBoundaryRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [IamArn]
    public required string PermissionsBoundary { get; init; }
}

/// <summary>Remove the permissions boundary of a role.</summary>
[Operation("DeleteRolePermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.UnmodifiableEntity])]
public sealed partial record DeleteRolePermissionsBoundaryRequest : RoleRequest;
