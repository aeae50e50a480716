using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Create a user.</summary>
[Operation("CreateUser", Service.Iam, Output = typeof(CreateUserResponse), Errors = [ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.ConcurrentModification])]
public sealed partial record CreateUserRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? Path { get; init; }

    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [Length(20, 2048)]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateUser answers.</summary>
[OperationOutput]
public sealed partial record CreateUserResponse
{
    /// <summary>The user.</summary>
    public required UserShape User { get; init; }
}

/// <summary>Describe a user; without a name, the caller.</summary>
[Operation("GetUser", Service.Iam, Output = typeof(GetUserResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetUserRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? UserName { get; init; }
}

/// <summary>What GetUser answers.</summary>
[OperationOutput]
public sealed partial record GetUserResponse
{
    /// <summary>The user.</summary>
    public required UserShape User { get; init; }
}

/// <summary>List the users.</summary>
[Operation("ListUsers", Service.Iam, Output = typeof(ListUsersResponse))]
public sealed partial record ListUsersRequest
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

/// <summary>What ListUsers answers.</summary>
[OperationOutput]
public sealed partial record ListUsersResponse
{
    /// <summary>The users.</summary>
    public required IReadOnlyList<UserShape> Users { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Rename a user or change its path; its id stays.</summary>
[Operation("UpdateUser", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.EntityTemporarilyUnmodifiable, ErrorCode.ConcurrentModification])]
public sealed partial record UpdateUserRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The new path.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? NewPath { get; init; }

    /// <summary>The new name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public string? NewUserName { get; init; }
}

/// <summary>Delete a user that nothing hangs on any more.</summary>
[Operation("DeleteUser", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.ConcurrentModification])]
public sealed partial record DeleteUserRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }
}
