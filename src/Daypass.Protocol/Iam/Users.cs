using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Create a user.</summary>
[Operation("CreateUser", Service.Iam, Output = typeof(UserResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record CreateUserRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [IamArn]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateUser and GetUser answer.</summary>
[OperationOutput]
public sealed partial record UserResponse
{
    /// <summary>The user.</summary>
    public required UserShape User { get; init; }
}

/// <summary>Describe a user; without a name, the caller.</summary>
[Operation("GetUser", Service.Iam, Output = typeof(UserResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetUserRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public string? UserName { get; init; }
}

/// <summary>List the users.</summary>
[Operation("ListUsers", Service.Iam, Output = typeof(ListUsersResponse))]
public sealed partial record ListUsersRequest : ListByPathRequest;

/// <summary>What ListUsers answers.</summary>
[OperationOutput]
public sealed partial record ListUsersResponse : PagedResponse
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<UserShape> Users { get; init; }
}

/// <summary>Rename a user or change its path; its id stays.</summary>
[Operation("UpdateUser", Service.Iam,
    Errors =
    [
        ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.EntityTemporarilyUnmodifiable,
        ErrorCode.ConcurrentModification
    ])]
public sealed partial record UpdateUserRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }

    /// <summary>The new path.</summary>
    [Path]
    public string? NewPath { get; init; }

    /// <summary>The new name of the user.</summary>
    [UserName]
    public string? NewUserName { get; init; }
}

/// <summary>Delete a user that nothing hangs on any more.</summary>
[Operation("DeleteUser", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.ConcurrentModification])]
public sealed partial record DeleteUserRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}
