using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Create a group.</summary>
[Operation("CreateGroup", Service.Iam, Output = typeof(CreateGroupResponse), Errors = [ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.NoSuchEntity])]
public sealed partial record CreateGroupRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? Path { get; init; }

    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }
}

/// <summary>What CreateGroup answers.</summary>
[OperationOutput]
public sealed partial record CreateGroupResponse
{
    /// <summary>The group.</summary>
    public required GroupShape Group { get; init; }
}

/// <summary>Describe a group and list its users.</summary>
[Operation("GetGroup", Service.Iam, Output = typeof(GetGroupResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetGroupRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What GetGroup answers.</summary>
[OperationOutput]
public sealed partial record GetGroupResponse
{
    /// <summary>The group.</summary>
    public required GroupShape Group { get; init; }

    /// <summary>The users.</summary>
    public required IReadOnlyList<UserShape> Users { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>List the groups.</summary>
[Operation("ListGroups", Service.Iam, Output = typeof(ListGroupsResponse))]
public sealed partial record ListGroupsRequest
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

/// <summary>What ListGroups answers.</summary>
[OperationOutput]
public sealed partial record ListGroupsResponse
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<GroupShape> Groups { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Rename a group or change its path; its id stays.</summary>
[Operation("UpdateGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded])]
public sealed partial record UpdateGroupRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The new path.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? NewPath { get; init; }

    /// <summary>The new name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public string? NewGroupName { get; init; }
}

/// <summary>Delete a group without members and policies.</summary>
[Operation("DeleteGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded])]
public sealed partial record DeleteGroupRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }
}

/// <summary>Put a user into a group.</summary>
[Operation("AddUserToGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record AddUserToGroupRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }
}

/// <summary>Take a user out of a group.</summary>
[Operation("RemoveUserFromGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record RemoveUserFromGroupRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }
}

/// <summary>List the groups of a user.</summary>
[Operation("ListGroupsForUser", Service.Iam, Output = typeof(ListGroupsForUserResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListGroupsForUserRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListGroupsForUser answers.</summary>
[OperationOutput]
public sealed partial record ListGroupsForUserResponse
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<GroupShape> Groups { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
