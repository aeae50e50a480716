using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Attach a managed policy, or detach it.</summary>
public abstract record AttachedPolicyRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>List attached managed policies.</summary>
public abstract record ListAttachedPoliciesRequest : PagedRequest
{
    /// <summary>Only what has a path that begins so.</summary>
    [PolicyPath]
    public string? PathPrefix { get; init; }
}

/// <summary>What an operation that lists the managed policies attached to one entity answers.</summary>
[OperationOutput]
public sealed partial record ListAttachedPoliciesResponse : PagedResponse
{
    /// <summary>The attached policies.</summary>
    public required IReadOnlyList<AttachedPolicy> AttachedPolicies { get; init; }
}

/// <summary>Attach a managed policy to a user.</summary>
[Operation("AttachUserPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.PolicyNotAttachable])]
public sealed partial record AttachUserPolicyRequest : AttachedPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }
}

/// <summary>Detach a managed policy from a user.</summary>
[Operation("DetachUserPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record DetachUserPolicyRequest : AttachedPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }
}

/// <summary>List the managed policies attached to a user.</summary>
[Operation("ListAttachedUserPolicies", Service.Iam, Output = typeof(ListAttachedPoliciesResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListAttachedUserPoliciesRequest : ListAttachedPoliciesRequest
{
    /// <summary>The name of the user.</summary>
    [UserName]
    public required string UserName { get; init; }
}

/// <summary>Attach a managed policy to a group.</summary>
[Operation("AttachGroupPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.PolicyNotAttachable])]
public sealed partial record AttachGroupPolicyRequest : AttachedPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>Detach a managed policy from a group.</summary>
[Operation("DetachGroupPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record DetachGroupPolicyRequest : AttachedPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>List the managed policies attached to a group.</summary>
[Operation("ListAttachedGroupPolicies", Service.Iam, Output = typeof(ListAttachedPoliciesResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListAttachedGroupPoliciesRequest : ListAttachedPoliciesRequest
{
    /// <summary>The name of the group.</summary>
    [GroupName]
    public required string GroupName { get; init; }
}

/// <summary>Attach a managed policy to a role.</summary>
[Operation("AttachRolePolicy", Service.Iam,
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.UnmodifiableEntity, ErrorCode.PolicyNotAttachable])]
public sealed partial record AttachRolePolicyRequest : AttachedPolicyRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>Detach a managed policy from a role.</summary>
[Operation("DetachRolePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.UnmodifiableEntity])]
public sealed partial record DetachRolePolicyRequest : AttachedPolicyRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}

/// <summary>List the managed policies attached to a role.</summary>
[Operation("ListAttachedRolePolicies", Service.Iam, Output = typeof(ListAttachedPoliciesResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListAttachedRolePoliciesRequest : ListAttachedPoliciesRequest
{
    /// <summary>The name of the role.</summary>
    [RoleName]
    public required string RoleName { get; init; }
}
