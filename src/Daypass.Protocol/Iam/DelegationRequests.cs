using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Ask an account for permissions for a while.</summary>
[Operation("CreateDelegationRequest", Service.Iam, Output = typeof(CreateDelegationRequestResponse),
    Errors = [ErrorCode.EntityAlreadyExists, ErrorCode.InvalidInput, ErrorCode.LimitExceeded, ErrorCode.ConcurrentModification])]
public sealed partial record CreateDelegationRequestRequest
{
    /// <summary>The account that is asked for permissions.</summary>
    [Pattern(Patterns.OwnerAccountId)]
    public string? OwnerAccountId { get; init; }

    /// <summary>What the permissions are asked for.</summary>
    [RoleDescription]
    public required string Description { get; init; }

    /// <summary>The permissions that are asked for.</summary>
    public required DelegationPermission Permissions { get; init; }

    /// <summary>A message to the owner of the account.</summary>
    [Length(0, 200), Pattern(Patterns.RoleDescription)]
    public string? RequestMessage { get; init; }

    /// <summary>The id of the request in the workflow of the requestor; unique.</summary>
    [Length(5, 400), Pattern(@"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+")]
    public required string RequestorWorkflowId { get; init; }

    /// <summary>Where the approver is sent afterwards.</summary>
    [Length(1, 255), Pattern(Patterns.RedirectUrl)]
    public string? RedirectUrl { get; init; }

    /// <summary>Where news of the request is sent.</summary>
    [Length(2, 400), Pattern("^[a-zA-Z0-9:_.-]+$")]
    public required string NotificationChannel { get; init; }

    /// <summary>The lifetime of the delegated sessions in seconds, 300 to 43200.</summary>
    [Between(300, 43200)]
    public required int SessionDuration { get; init; }

    /// <summary>Whether only the owner may send the token.</summary>
    public bool? OnlySendByOwner { get; init; }
}

/// <summary>What CreateDelegationRequest answers.</summary>
[OperationOutput]
public sealed partial record CreateDelegationRequestResponse
{
    /// <summary>Where the request is approved.</summary>
    public string? ConsoleDeepLink { get; init; }

    /// <summary>The id of the delegation request.</summary>
    public string? DelegationRequestId { get; init; }
}

/// <summary>Describe a delegation request.</summary>
[Operation("GetDelegationRequest", Service.Iam, Output = typeof(GetDelegationRequestResponse), Errors = [ErrorCode.NoSuchEntity])]
public sealed partial record GetDelegationRequestRequest
{
    /// <summary>The id of the delegation request.</summary>
    [DelegationRequestId]
    public required string DelegationRequestId { get; init; }

    /// <summary>Whether to check if the caller may grant what is asked for.</summary>
    public bool? DelegationPermissionCheck { get; init; }
}

/// <summary>What GetDelegationRequest answers.</summary>
[OperationOutput]
public sealed partial record GetDelegationRequestResponse
{
    /// <summary>The delegation request.</summary>
    public DelegationRequestShape? DelegationRequest { get; init; }

    /// <summary>How far the check is.</summary>
    public string? PermissionCheckStatus { get; init; }

    /// <summary>What the check says.</summary>
    public string? PermissionCheckResult { get; init; }
}

/// <summary>List the delegation requests.</summary>
[Operation("ListDelegationRequests", Service.Iam, Output = typeof(ListDelegationRequestsResponse), Errors = [ErrorCode.NoSuchEntity, ErrorCode.InvalidInput])]
public sealed partial record ListDelegationRequestsRequest : PagedRequest
{
    /// <summary>Only requests to this principal.</summary>
    [Length(20, 2048), Pattern("^[a-zA-Z0-9:/+=,.@_-]+$")]
    public string? OwnerId { get; init; }
}

/// <summary>What ListDelegationRequests answers.</summary>
[OperationOutput]
public sealed partial record ListDelegationRequestsResponse
{
    /// <summary>The delegation requests.</summary>
    public required IReadOnlyList<DelegationRequestShape> DelegationRequests { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Marker { get; init; }

    /// <summary>Whether there is another page.</summary>
    [WireName("isTruncated")]
    public bool IsTruncated { get; init; }
}

/// <summary>Say in plain words what a delegation request asks for.</summary>
[Operation("GetHumanReadableSummary", Service.Iam, Output = typeof(GetHumanReadableSummaryResponse),
    Errors = [ErrorCode.InvalidInput, ErrorCode.NoSuchEntity])]
public sealed partial record GetHumanReadableSummaryRequest
{
    /// <summary>The ARN of the delegation request.</summary>
    [IamArn]
    public required string EntityArn { get; init; }

    /// <summary>The language; English by default.</summary>
    [Length(2, 12)]
    public string? Locale { get; init; }
}

/// <summary>What GetHumanReadableSummary answers.</summary>
[OperationOutput]
public sealed partial record GetHumanReadableSummaryResponse
{
    /// <summary>The words; empty unless they are available.</summary>
    public string? SummaryContent { get; init; }

    /// <summary>Their language.</summary>
    public string? Locale { get; init; }

    /// <summary>Whether there are words in this language.</summary>
    public string? SummaryState { get; init; }
}
