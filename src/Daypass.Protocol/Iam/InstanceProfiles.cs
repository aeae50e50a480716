using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Create an instance profile.</summary>
[Operation("CreateInstanceProfile", Service.Iam, Output = typeof(CreateInstanceProfileResponse), Errors = [ErrorCode.EntityAlreadyExists, ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record CreateInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }

    /// <summary>The path, <c>/</c> by default.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? Path { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateInstanceProfile answers.</summary>
[OperationOutput]
public sealed partial record CreateInstanceProfileResponse
{
    /// <summary>The instance profile.</summary>
    public required InstanceProfileShape InstanceProfile { get; init; }
}

/// <summary>Describe an instance profile.</summary>
[Operation("GetInstanceProfile", Service.Iam, Output = typeof(GetInstanceProfileResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }
}

/// <summary>What GetInstanceProfile answers.</summary>
[OperationOutput]
public sealed partial record GetInstanceProfileResponse
{
    /// <summary>The instance profile.</summary>
    public required InstanceProfileShape InstanceProfile { get; init; }
}

/// <summary>List the instance profiles.</summary>
[Operation("ListInstanceProfiles", Service.Iam, Output = typeof(ListInstanceProfilesResponse))]
public sealed partial record ListInstanceProfilesRequest
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

/// <summary>What ListInstanceProfiles answers.</summary>
[OperationOutput]
public sealed partial record ListInstanceProfilesResponse
{
    /// <summary>The instance profiles.</summary>
    public required IReadOnlyList<InstanceProfileShape> InstanceProfiles { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Delete an instance profile without a role.</summary>
[Operation("DeleteInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded])]
public sealed partial record DeleteInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }
}

/// <summary>Put a role into an instance profile.</summary>
[Operation("AddRoleToInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record AddRoleToInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }

    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }
}

/// <summary>Take the role out of an instance profile.</summary>
[Operation("RemoveRoleFromInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record RemoveRoleFromInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string InstanceProfileName { get; init; }

    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }
}
