using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Create a managed policy.</summary>
[Operation("CreatePolicy", Service.Iam, Output = typeof(CreatePolicyResponse), Errors = [ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.MalformedPolicyDocument, ErrorCode.ConcurrentModification])]
public sealed partial record CreatePolicyRequest
{
    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }

    /// <summary>The path, <c>/</c> by default.</summary>
    [Length(1, 512), Pattern(Patterns.PolicyPath)]
    public string? Path { get; init; }

    /// <summary>The policy document.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string PolicyDocument { get; init; }

    /// <summary>What the policy is for.</summary>
    [Length(0, 1000)]
    public string? Description { get; init; }

    /// <summary>Tags.</summary>
    [Count(0, 50)]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreatePolicy answers.</summary>
[OperationOutput]
public sealed partial record CreatePolicyResponse
{
    /// <summary>The policy.</summary>
    public ManagedPolicyShape? Policy { get; init; }
}

/// <summary>Describe a managed policy.</summary>
[Operation("GetPolicy", Service.Iam, Output = typeof(GetPolicyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetPolicyRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>What GetPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetPolicyResponse
{
    /// <summary>The policy.</summary>
    public ManagedPolicyShape? Policy { get; init; }
}

/// <summary>List the managed policies.</summary>
[Operation("ListPolicies", Service.Iam, Output = typeof(ListPoliciesResponse))]
public sealed partial record ListPoliciesRequest
{
    /// <summary>Policies of AWS, of the account, or both.</summary>
    [OneOf("All", "AWS", "Local")]
    public string? Scope { get; init; }

    /// <summary>Only policies that are attached to something.</summary>
    public bool? OnlyAttached { get; init; }

    /// <summary>Only what has a path that begins so.</summary>
    [Length(1, 512), Pattern(Patterns.PolicyPath)]
    public string? PathPrefix { get; init; }

    /// <summary>Only policies used in this way.</summary>
    [OneOf("PermissionsPolicy", "PermissionsBoundary")]
    public string? PolicyUsageFilter { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListPoliciesResponse
{
    /// <summary>The policies.</summary>
    public required IReadOnlyList<ManagedPolicyShape> Policies { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Delete a managed policy that is attached to nothing and has one version.</summary>
[Operation("DeletePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.DeleteConflict])]
public sealed partial record DeletePolicyRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>List what a managed policy is attached to.</summary>
[Operation("ListEntitiesForPolicy", Service.Iam, Output = typeof(ListEntitiesForPolicyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListEntitiesForPolicyRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }

    /// <summary>Only entities of this kind.</summary>
    [OneOf("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy")]
    public string? EntityFilter { get; init; }

    /// <summary>Only what has a path that begins so.</summary>
    [Length(1, 512), Pattern(Patterns.Path)]
    public string? PathPrefix { get; init; }

    /// <summary>Only policies used in this way.</summary>
    [OneOf("PermissionsPolicy", "PermissionsBoundary")]
    public string? PolicyUsageFilter { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListEntitiesForPolicy answers.</summary>
[OperationOutput]
public sealed partial record ListEntitiesForPolicyResponse
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<PolicyGroup> PolicyGroups { get; init; }

    /// <summary>The users.</summary>
    public required IReadOnlyList<PolicyUser> PolicyUsers { get; init; }

    /// <summary>The roles.</summary>
    public required IReadOnlyList<PolicyRole> PolicyRoles { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
