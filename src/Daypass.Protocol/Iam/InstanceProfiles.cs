using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Create an instance profile.</summary>
[Operation("CreateInstanceProfile", Service.Iam, Output = typeof(InstanceProfileResponse),
    Errors = [ErrorCode.EntityAlreadyExists, ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record CreateInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }

    /// <summary>The path, <c>/</c> by default.</summary>
    [Path]
    public string? Path { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreateInstanceProfile and GetInstanceProfile answer.</summary>
[OperationOutput]
public sealed partial record InstanceProfileResponse
{
    /// <summary>The instance profile.</summary>
    public required InstanceProfileShape InstanceProfile { get; init; }
}

/// <summary>Describe an instance profile.</summary>
[Operation("GetInstanceProfile", Service.Iam, Output = typeof(InstanceProfileResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }
}

/// <summary>List the instance profiles.</summary>
[Operation("ListInstanceProfiles", Service.Iam, Output = typeof(ListInstanceProfilesResponse))]
public sealed partial record ListInstanceProfilesRequest : ListByPathRequest;

/// <summary>What ListInstanceProfiles and ListInstanceProfilesForRole answer.</summary>
[OperationOutput]
public sealed partial record ListInstanceProfilesResponse : PagedResponse
{
    /// <summary>The instance profiles.</summary>
    public required IReadOnlyList<InstanceProfileShape> InstanceProfiles { get; init; }
}

/// <summary>Delete an instance profile without a role.</summary>
[Operation("DeleteInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.DeleteConflict, ErrorCode.LimitExceeded])]
public sealed partial record DeleteInstanceProfileRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }
}

/// <summary>Name an instance profile and a role.</summary>
public abstract record InstanceProfileRoleRequest
{
    /// <summary>The name of the instance profile.</summary>
    [InstanceProfileName]
    public required string InstanceProfileName { get; init; }

    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Put a role into an instance profile.</summary>
[Operation("AddRoleToInstanceProfile", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.EntityAlreadyExists, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record AddRoleToInstanceProfileRequest : InstanceProfileRoleRequest;

/// <summary>Take the role out of an instance profile.</summary>
[Operation("RemoveRoleFromInstanceProfile", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record RemoveRoleFromInstanceProfileRequest : InstanceProfileRoleRequest;
