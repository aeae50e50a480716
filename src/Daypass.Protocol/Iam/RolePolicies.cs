using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Write an inline policy of a role.</summary>
[Operation("PutRolePolicy", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.MalformedPolicyDocument, ErrorCode.NoSuchEntity, ErrorCode.UnmodifiableEntity])]
public sealed partial record PutRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string PolicyDocument { get; init; }
}

/// <summary>Read an inline policy of a role.</summary>
[Operation("GetRolePolicy", Service.Iam, Output = typeof(GetRolePolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }
}

/// <summary>What GetRolePolicy answers.</summary>
[OperationOutput]
public sealed partial record GetRolePolicyResponse
{
    /// <summary>The name of the role.</summary>
    public required string RoleName { get; init; }

    /// <summary>The name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [PercentEncoded]
    public required string PolicyDocument { get; init; }
}

/// <summary>List the inline policies of a role.</summary>
[Operation("ListRolePolicies", Service.Iam, Output = typeof(ListRolePoliciesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListRolePoliciesRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListRolePolicies answers.</summary>
[OperationOutput]
public sealed partial record ListRolePoliciesResponse
{
    /// <summary>The names of the policies.</summary>
    public required IReadOnlyList<string> PolicyNames { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Delete an inline policy of a role.</summary>
[Operation("DeleteRolePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.UnmodifiableEntity])]
public sealed partial record DeleteRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }
}

/// <summary>Attach a managed policy to a role.</summary>
[Operation("AttachRolePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.UnmodifiableEntity, ErrorCode.PolicyNotAttachable])]
public sealed partial record AttachRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>Detach a managed policy from a role.</summary>
[Operation("DetachRolePolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.UnmodifiableEntity])]
public sealed partial record DetachRolePolicyRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>List the managed policies attached to a role.</summary>
[Operation("ListAttachedRolePolicies", Service.Iam, Output = typeof(ListAttachedRolePoliciesResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListAttachedRolePoliciesRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>Only what has a path that begins so.</summary>
    [Length(1, 512), Pattern(Patterns.PolicyPath)]
    public string? PathPrefix { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListAttachedRolePolicies answers.</summary>
[OperationOutput]
public sealed partial record ListAttachedRolePoliciesResponse
{
    /// <summary>The attached policies.</summary>
    public required IReadOnlyList<AttachedPolicy> AttachedPolicies { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Set the permissions boundary of a role.</summary>
[Operation("PutRolePermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.UnmodifiableEntity, ErrorCode.PolicyNotAttachable])]
public sealed partial record PutRolePermissionsBoundaryRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [Length(20, 2048)]
    public required string PermissionsBoundary { get; init; }
}

/// <summary>Remove the permissions boundary of a role.</summary>
[Operation("DeleteRolePermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.UnmodifiableEntity])]
public sealed partial record DeleteRolePermissionsBoundaryRequest
{
    /// <summary>The name of the role.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string RoleName { get; init; }
}
