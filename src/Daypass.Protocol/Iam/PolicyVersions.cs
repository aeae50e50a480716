using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Add a version to a managed policy.</summary>
[Operation("CreatePolicyVersion", Service.Iam, Output = typeof(PolicyVersionResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.MalformedPolicyDocument, ErrorCode.InvalidInput, ErrorCode.LimitExceeded])]
public sealed partial record CreatePolicyVersionRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }

    /// <summary>The policy document.</summary>
    [PolicyDocument]
    public required string PolicyDocument { get; init; }

    /// <summary>Whether the new version comes into force.</summary>
    public bool? SetAsDefault { get; init; }
}

/// <summary>What CreatePolicyVersion and GetPolicyVersion answer.</summary>
[OperationOutput]
public sealed partial record PolicyVersionResponse
{
    /// <summary>The version.</summary>
    public PolicyVersionShape? PolicyVersion { get; init; }
}

/// <summary>Name a version of a policy.</summary>
public abstract record PolicyVersionRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }

    /// <summary>The version, such as <c>v1</c>.</summary>
    [PolicyVersionId]
    public required string VersionId { get; init; }
}

/// <summary>Read a version of a managed policy.</summary>
[Operation("GetPolicyVersion", Service.Iam, Output = typeof(PolicyVersionResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetPolicyVersionRequest : PolicyVersionRequest;

/// <summary>List the versions of a managed policy.</summary>
[Operation("ListPolicyVersions", Service.Iam, Output = typeof(ListPolicyVersionsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListPolicyVersionsRequest : PagedRequest
{
    /// <summary>The ARN of the managed policy.</summary>
    [IamArn]
    public required string PolicyArn { get; init; }
}

/// <summary>What ListPolicyVersions answers.</summary>
[OperationOutput]
public sealed partial record ListPolicyVersionsResponse : PagedResponse
{
    /// <summary>The versions.</summary>
    public required IReadOnlyList<PolicyVersionShape> Versions { get; init; }
}

/// <summary>Delete a version of a managed policy that is not the default.</summary>
[Operation("DeletePolicyVersion", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded, ErrorCode.InvalidInput, ErrorCode.DeleteConflict])]
public sealed partial record DeletePolicyVersionRequest : PolicyVersionRequest;

/// <summary>Bring a version of a managed policy into force.</summary>
[Operation("SetDefaultPolicyVersion", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput, ErrorCode.LimitExceeded])]
public sealed partial record SetDefaultPolicyVersionRequest : PolicyVersionRequest;
