using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Write an inline policy of a user.</summary>
[Operation("PutUserPolicy", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.MalformedPolicyDocument, ErrorCode.NoSuchEntity])]
public sealed partial record PutUserPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string PolicyDocument { get; init; }
}

/// <summary>Read an inline policy of a user.</summary>
[Operation("GetUserPolicy", Service.Iam, Output = typeof(GetUserPolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetUserPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }
}

/// <summary>What GetUserPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetUserPolicyResponse
{
    /// <summary>The name of the user.</summary>
    public required string UserName { get; init; }

    /// <summary>The name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [PercentEncoded]
    public required string PolicyDocument { get; init; }
}

/// <summary>List the inline policies of a user.</summary>
[Operation("ListUserPolicies", Service.Iam, Output = typeof(ListUserPoliciesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListUserPoliciesRequest
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

/// <summary>What ListUserPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListUserPoliciesResponse
{
    /// <summary>The names of the policies.</summary>
    public required IReadOnlyList<string> PolicyNames { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Delete an inline policy of a user.</summary>
[Operation("DeleteUserPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteUserPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }
}

/// <summary>Attach a managed policy to a user.</summary>
[Operation("AttachUserPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.PolicyNotAttachable])]
public sealed partial record AttachUserPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>Detach a managed policy from a user.</summary>
[Operation("DetachUserPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record DetachUserPolicyRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>List the managed policies attached to a user.</summary>
[Operation("ListAttachedUserPolicies", Service.Iam, Output = typeof(ListAttachedUserPoliciesResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListAttachedUserPoliciesRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

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

/// <summary>What ListAttachedUserPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListAttachedUserPoliciesResponse
{
    /// <summary>The attached policies.</summary>
    public required IReadOnlyList<AttachedPolicy> AttachedPolicies { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Set the permissions boundary of a user.</summary>
[Operation("PutUserPermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.PolicyNotAttachable])]
public sealed partial record PutUserPermissionsBoundaryRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }

    /// <summary>The ARN of the managed policy that bounds the permissions.</summary>
    [Length(20, 2048)]
    public required string PermissionsBoundary { get; init; }
}

/// <summary>Remove the permissions boundary of a user.</summary>
[Operation("DeleteUserPermissionsBoundary", Service.Iam, Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record DeleteUserPermissionsBoundaryRequest
{
    /// <summary>The name of the user.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public required string UserName { get; init; }
}
