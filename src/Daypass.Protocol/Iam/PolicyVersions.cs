using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Add a version to a managed policy.</summary>
[Operation("CreatePolicyVersion", Service.Iam, Output = typeof(CreatePolicyVersionResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.MalformedPolicyDocument, ErrorCode.InvalidInput, ErrorCode.LimitExceeded])]
public sealed partial record CreatePolicyVersionRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }

    /// <summary>The policy document.</summary>
    [Length(1, 131072), Pattern(Patterns.Document)]
    public required string PolicyDocument { get; init; }

    /// <summary>Whether the new version comes into force.</summary>
    public bool? SetAsDefault { get; init; }
}

/// <summary>What CreatePolicyVersion answers.</summary>
[OperationOutput]
public sealed partial record CreatePolicyVersionResponse
{
    /// <summary>The version.</summary>
    public PolicyVersionShape? PolicyVersion { get; init; }
}

/// <summary>Read a version of a managed policy.</summary>
[Operation("GetPolicyVersion", Service.Iam, Output = typeof(GetPolicyVersionResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetPolicyVersionRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }

    /// <summary>The version, such as <c>v1</c>.</summary>
    [Pattern(Patterns.PolicyVersionId)]
    public required string VersionId { get; init; }
}

/// <summary>What GetPolicyVersion answers.</summary>
[OperationOutput]
public sealed partial record GetPolicyVersionResponse
{
    /// <summary>The version.</summary>
    public PolicyVersionShape? PolicyVersion { get; init; }
}

/// <summary>List the versions of a managed policy.</summary>
[Operation("ListPolicyVersions", Service.Iam, Output = typeof(ListPolicyVersionsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListPolicyVersionsRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }

    /// <summary>Where to go on: the marker of the page before.</summary>
    [Length(1, 320), Pattern(Patterns.Marker)]
    public string? Marker { get; init; }

    /// <summary>The most entries of a page; 100 by default.</summary>
    [Between(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>What ListPolicyVersions answers.</summary>
[OperationOutput]
public sealed partial record ListPolicyVersionsResponse
{
    /// <summary>The versions.</summary>
    public required IReadOnlyList<PolicyVersionShape> Versions { get; init; }

    /// <summary>Whether there is another page.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }
}

/// <summary>Delete a version of a managed policy that is not the default.</summary>
[Operation("DeletePolicyVersion", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.DeleteConflict])]
public sealed partial record DeletePolicyVersionRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }

    /// <summary>The version, such as <c>v1</c>.</summary>
    [Pattern(Patterns.PolicyVersionId)]
    public required string VersionId { get; init; }
}

/// <summary>Bring a version of a managed policy into force.</summary>
[Operation("SetDefaultPolicyVersion", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.LimitExceeded])]
public sealed partial record SetDefaultPolicyVersionRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [Length(20, 2048)]
    public required string PolicyArn { get; init; }

    /// <summary>The version, such as <c>v1</c>.</summary>
    [Pattern(Patterns.PolicyVersionId)]
    public required string VersionId { get; init; }
}
