using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Verification;

/// <summary>Set the policy of a resource of one of the account's own services.</summary>
/// <remarks>Daypass's own, with the limits of S3's bucket policies. It bears on the resource and, when its ARN has no slash, on all in it.</remarks>
[Operation("PutResourcePolicy", Service.Verification, Errors = [ErrorCode.MalformedPolicyDocument, ErrorCode.LimitExceeded])]
public sealed partial record PutResourcePolicyRequest : IResourcePolicyRequest
{
    /// <summary>The ARN of the resource: without an account, or of the caller's.</summary>
    [Length(1, 1280), Pattern(Patterns.StsArn)]
    public required string ResourceArn { get; init; }

    /// <summary>The document, at most 20,480 bytes; each statement names principals, and as resources this one or what is in it.</summary>
    [Length(1, 131072)]
    public required string Policy { get; init; }
}

/// <summary>Read the policy of a resource.</summary>
[Operation("GetResourcePolicy", Service.Verification, Output = typeof(GetResourcePolicyResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetResourcePolicyRequest : IResourcePolicyRequest
{
    /// <summary>The ARN it was put for.</summary>
    [Length(1, 1280), Pattern(Patterns.StsArn)]
    public required string ResourceArn { get; init; }
}

/// <summary>What GetResourcePolicy answers.</summary>
[OperationOutput]
public sealed partial record GetResourcePolicyResponse
{
    /// <summary>The ARN.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>The document as it was sent, but with today's ARNs of the users and roles it names, and the unique ids of those that are gone.</summary>
    public required string Policy { get; init; }

    /// <summary>When it was last put.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Take the policy off a resource; one that is not there is no error.</summary>
[Operation("DeleteResourcePolicy", Service.Verification)]
public sealed partial record DeleteResourcePolicyRequest : IResourcePolicyRequest
{
    /// <summary>The ARN it was put for.</summary>
    [Length(1, 1280), Pattern(Patterns.StsArn)]
    public required string ResourceArn { get; init; }
}

/// <summary>List the account's resources that have a policy.</summary>
[Operation("ListResourcePolicies", Service.Verification, Output = typeof(ListResourcePoliciesResponse))]
public sealed partial record ListResourcePoliciesRequest
{
    /// <summary>Only those whose ARN begins so.</summary>
    [Length(1, 1280), Pattern(Patterns.StsArn)]
    public string? Prefix { get; init; }

    /// <summary>The <c>NextToken</c> of the page before.</summary>
    [Length(1, 320)]
    public string? NextToken { get; init; }

    /// <summary>At most this many, 1 to 1,000; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxResults { get; init; }
}

/// <summary>What ListResourcePolicies answers.</summary>
[OperationOutput]
public sealed partial record ListResourcePoliciesResponse
{
    /// <summary>The ARNs; what is in one resource stands together.</summary>
    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    /// <summary>For the next page; absent when this is the last one.</summary>
    public string? NextToken { get; init; }
}
