using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Protocol.Iam;

/// <summary>Create a managed policy.</summary>
[Operation("CreatePolicy", Service.Iam, Output = typeof(PolicyResponse),
    Errors =
    [
        ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.EntityAlreadyExists, ErrorCode.MalformedPolicyDocument,
        ErrorCode.ConcurrentModification
    ])]
public sealed partial record CreatePolicyRequest
{
    /// <summary>The name of the policy.</summary>
    [PolicyName]
    public required string PolicyName { get; init; }

    /// <summary>The path, <c>/</c> by default.</summary>
    [PolicyPath]
    public string? Path { get; init; }

    /// <summary>The policy document.</summary>
    [PolicyDocument]
    public required string PolicyDocument { get; init; }

    /// <summary>What the policy is for.</summary>
    [Length(0, 1000)]
    public string? Description { get; init; }

    /// <summary>Tags.</summary>
    [Tags]
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}

/// <summary>What CreatePolicy and GetPolicy answer.</summary>
[OperationOutput]
public sealed partial record PolicyResponse
{
    /// <summary>The policy.</summary>
    public ManagedPolicyShape? Policy { get; init; }
}

/// <summary>Describe a managed policy.</summary>
[Operation("GetPolicy", Service.Iam, Output = typeof(PolicyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetPolicyRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>List the managed policies.</summary>
[Operation("ListPolicies", Service.Iam, Output = typeof(ListPoliciesResponse))]
public sealed partial record ListPoliciesRequest : PagedRequest
{
    /// <summary>Policies of AWS, of the account, or both.</summary>
    [OneOf("All", "AWS", "Local")]
    public string? Scope { get; init; }

    /// <summary>Only policies that are attached to something.</summary>
    public bool? OnlyAttached { get; init; }

    /// <summary>Only what has a path that begins so.</summary>
    [PolicyPath]
    public string? PathPrefix { get; init; }

    /// <summary>Only policies used in this way.</summary>
    [PolicyUsage]
    public string? PolicyUsageFilter { get; init; }
}

/// <summary>What ListPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListPoliciesResponse : PagedResponse
{
    /// <summary>The policies.</summary>
    public required IReadOnlyList<ManagedPolicyShape> Policies { get; init; }
}

/// <summary>Delete a managed policy that is attached to nothing and has one version.</summary>
[Operation("DeletePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.DeleteConflict])]
public sealed partial record DeletePolicyRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>List what a managed policy is attached to.</summary>
[Operation("ListEntitiesForPolicy", Service.Iam, Output = typeof(ListEntitiesForPolicyResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListEntitiesForPolicyRequest : PagedRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }

    /// <summary>Only entities of this kind.</summary>
    [EntityType]
    public string? EntityFilter { get; init; }

    /// <summary>Only what has a path that begins so.</summary>
    [Path]
    public string? PathPrefix { get; init; }

    /// <summary>Only policies used in this way.</summary>
    [PolicyUsage]
    public string? PolicyUsageFilter { get; init; }
}

/// <summary>What ListEntitiesForPolicy answers.</summary>
[OperationOutput]
public sealed partial record ListEntitiesForPolicyResponse : PagedResponse
{
    /// <summary>The groups.</summary>
    public required IReadOnlyList<PolicyGroup> PolicyGroups { get; init; }

    /// <summary>The users.</summary>
    public required IReadOnlyList<PolicyUser> PolicyUsers { get; init; }

    /// <summary>The roles.</summary>
    public required IReadOnlyList<PolicyRole> PolicyRoles { get; init; }
}
