using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Write an inline policy of a group.</summary>
[Operation("PutGroupPolicy", Service.Iam, Errors = [ErrorCode.LimitExceeded, ErrorCode.MalformedPolicyDocument, ErrorCode.NoSuchEntity])]
public sealed partial record PutGroupPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string PolicyDocument { get; init; }
}

/// <summary>Read an inline policy of a group.</summary>
[Operation("GetGroupPolicy", Service.Iam, Output = typeof(GetGroupPolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetGroupPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }
}

/// <summary>What GetGroupPolicy answers.</summary>
[OperationOutput]
public sealed partial record GetGroupPolicyResponse
{
    /// <summary>The name of the group.</summary>
    public required string GroupName { get; init; }

    /// <summary>The name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The policy document.</summary>
    [PercentEncoded]
    public required string PolicyDocument { get; init; }
}

/// <summary>List the inline policies of a group.</summary>
[Operation("ListGroupPolicies", Service.Iam, Output = typeof(ListGroupPoliciesResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record ListGroupPoliciesRequest
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

/// <summary>What ListGroupPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListGroupPoliciesResponse
{
    /// <summary>The names of the policies.</summary>
    public required IReadOnlyList<string> PolicyNames { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Delete an inline policy of a group.</summary>
[Operation("DeleteGroupPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteGroupPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The name of the policy.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string PolicyName { get; init; }
}

/// <summary>Attach a managed policy to a group.</summary>
[Operation("AttachGroupPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.PolicyNotAttachable])]
public sealed partial record AttachGroupPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>Detach a managed policy from a group.</summary>
[Operation("DetachGroupPolicy", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput])]
public sealed partial record DetachGroupPolicyRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }
}

/// <summary>List the managed policies attached to a group.</summary>
[Operation("ListAttachedGroupPolicies", Service.Iam, Output = typeof(ListAttachedGroupPoliciesResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListAttachedGroupPoliciesRequest
{
    /// <summary>The name of the group.</summary>
    [Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string GroupName { get; init; }

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

/// <summary>What ListAttachedGroupPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListAttachedGroupPoliciesResponse
{
    /// <summary>The attached policies.</summary>
    public required IReadOnlyList<AttachedPolicy> AttachedPolicies { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}
