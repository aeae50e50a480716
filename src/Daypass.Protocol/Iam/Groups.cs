using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Create a group.</summary>
[Operation("CreateGroup", Service.Iam, Output = typeof(CreateGroupResponse),
    Errors = [ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.NoSuchEntity])]
public sealed partial record CreateGroupRequest
{
    /// <summary>The path, <c>/</c> by default.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>The name of the group.</summary>
    [GroupName]
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
public sealed partial record GetGroupRequest : PagedRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>What GetGroup answers.</summary>
[OperationOutput]
public sealed partial record GetGroupResponse : PagedResponse
{
    /// <summary>The group.</summary>
    public required GroupShape Group { get; init; }

    /// <summary>The users.</summary>
    public required IReadOnlyList<UserShape> Users { get; init; }
}

/// <summary>List the groups.</summary>
[Operation("ListGroups", Service.Iam, Output = typeof(ListGroupsResponse))]
public sealed partial record ListGroupsRequest : ListByPathRequest;

/// <summary>What ListGroups and ListGroupsForUser answer.</summary>
[OperationOutput]
public sealed partial record ListGroupsResponse : PagedResponse
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<GroupShape> Groups { get; init; }
}

/// <summary>Rename a group or change its path; its id stays.</summary>
[Operation("UpdateGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded])]
public sealed partial record UpdateGroupRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }

    /// <summary>The new path.</summary>
    [Path]
    public string? NewPath { get; init; }

    /// <summary>The new name of the group.</summary>
    [GroupName]
    public string? NewGroupName { get; init; }
}

/// <summary>Delete a group without members and policies.</summary>
[Operation("DeleteGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded])]
public sealed partial record DeleteGroupRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>Name a group and a user.</summary>
public abstract record GroupMemberRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }

    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}

/// <summary>Put a user into a group.</summary>
[Operation("AddUserToGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record AddUserToGroupRequest : GroupMemberRequest;

/// <summary>Take a user out of a group.</summary>
[Operation("RemoveUserFromGroup", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record RemoveUserFromGroupRequest : GroupMemberRequest;

/// <summary>List the groups of a user.</summary>
[Operation("ListGroupsForUser", Service.Iam, Output = typeof(ListGroupsResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListGroupsForUserRequest : PagedRequest
{
    /// <summary>The name of the user.</summary>
    [ExistingUserName]
    public required string UserName { get; init; }
}
