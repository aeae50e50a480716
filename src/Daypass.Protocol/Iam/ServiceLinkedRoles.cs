using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Create the role of a service.</summary>
[Operation("CreateServiceLinkedRole", Service.Iam, Output = typeof(CreateServiceLinkedRoleResponse),
    Errors = [ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.NoSuchEntity])]
public sealed partial record CreateServiceLinkedRoleRequest
{
    /// <summary>The service the role is linked to.</summary>
    [WireName("AWSServiceName"), Length(1, 128), Pattern(Patterns.NonEmptyName)]
    public required string AwsServiceName { get; init; }

    /// <summary>What the role is for.</summary>
    [RoleDescription]
    public string? Description { get; init; }

    /// <summary>A suffix of the role's name.</summary>
    [Length(1, 64), Pattern(Patterns.NonEmptyName)]
    public string? CustomSuffix { get; init; }
}

/// <summary>What CreateServiceLinkedRole answers.</summary>
[OperationOutput]
public sealed partial record CreateServiceLinkedRoleResponse
{
    /// <summary>The role.</summary>
    public RoleShape? Role { get; init; }
}

/// <summary>Begin to delete the role of a service.</summary>
[Operation("DeleteServiceLinkedRole", Service.Iam, Output = typeof(DeleteServiceLinkedRoleResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.LimitExceeded])]
public sealed partial record DeleteServiceLinkedRoleRequest : RoleRequest;

/// <summary>What DeleteServiceLinkedRole answers.</summary>
[OperationOutput]
public sealed partial record DeleteServiceLinkedRoleResponse
{
    /// <summary>The id of the deletion.</summary>
    public required string DeletionTaskId { get; init; }
}

/// <summary>Say how far the deletion of a service's role is.</summary>
[Operation("GetServiceLinkedRoleDeletionStatus", Service.Iam, Output = typeof(GetServiceLinkedRoleDeletionStatusResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record GetServiceLinkedRoleDeletionStatusRequest
{
    /// <summary>The id of the deletion.</summary>
    [Length(1, 1000)]
    public required string DeletionTaskId { get; init; }
}

/// <summary>What GetServiceLinkedRoleDeletionStatus answers.</summary>
[OperationOutput]
public sealed partial record GetServiceLinkedRoleDeletionStatusResponse
{
    /// <summary>How far the deletion is.</summary>
    public required string Status { get; init; }

    /// <summary>Why the deletion failed.</summary>
    public DeletionTaskFailureReason? Reason { get; init; }
}

/// <summary>List the policies that let a principal use services.</summary>
[Operation("ListPoliciesGrantingServiceAccess", Service.Iam, Output = typeof(ListPoliciesGrantingServiceAccessResponse),
    Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListPoliciesGrantingServiceAccessRequest
{
    /// <summary>Where to go on: the marker of the page before.</summary>
    [Marker]
    public string? Marker { get; init; }

    /// <summary>The ARN of the user, group or role.</summary>
    [IamArn]
    public required string Arn { get; init; }

    /// <summary>The services, such as <c>s3</c>.</summary>
    [Count(1, 200), Length(1, 64), Pattern(@"[\w-]*")]
    public required IReadOnlyList<string> ServiceNamespaces { get; init; }
}

/// <summary>What ListPoliciesGrantingServiceAccess answers.</summary>
[OperationOutput]
public sealed partial record ListPoliciesGrantingServiceAccessResponse : PagedResponse
{
    /// <summary>For each service the policies that let it be used.</summary>
    public required IReadOnlyList<ListPoliciesGrantingServiceAccessEntry> PoliciesGrantingServiceAccess { get; init; }
}
