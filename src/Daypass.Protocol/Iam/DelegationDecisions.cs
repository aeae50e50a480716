using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Take a delegation request as one's own.</summary>
[Operation("AssociateDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record AssociateDelegationRequestRequest
{
    /// <summary>The id of the delegation request.</summary>
    [Length(16, 128), Pattern(@"[\w-]+")]
    public required string DelegationRequestId { get; init; }
}

/// <summary>Hand a delegation request on for approval.</summary>
[Operation("UpdateDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record UpdateDelegationRequestRequest
{
    /// <summary>The id of the delegation request.</summary>
    [Length(16, 128), Pattern(@"[\w-]+")]
    public required string DelegationRequestId { get; init; }

    /// <summary>Notes of the approver.</summary>
    [Length(0, 500), Pattern(Patterns.RoleDescription)]
    public string? Notes { get; init; }
}

/// <summary>Approve a delegation request; the caller's permissions back the sessions.</summary>
[Operation("AcceptDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record AcceptDelegationRequestRequest
{
    /// <summary>The id of the delegation request.</summary>
    [Length(16, 128), Pattern(@"[\w-]+")]
    public required string DelegationRequestId { get; init; }
}

/// <summary>Reject a delegation request.</summary>
[Operation("RejectDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record RejectDelegationRequestRequest
{
    /// <summary>The id of the delegation request.</summary>
    [Length(16, 128), Pattern(@"[\w-]+")]
    public required string DelegationRequestId { get; init; }

    /// <summary>Notes of the approver.</summary>
    [Length(0, 500), Pattern(Patterns.RoleDescription)]
    public string? Notes { get; init; }
}

/// <summary>Send the token of an approved delegation request.</summary>
[Operation("SendDelegationToken", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record SendDelegationTokenRequest
{
    /// <summary>The id of the delegation request.</summary>
    [Length(16, 128), Pattern(@"[\w-]+")]
    public required string DelegationRequestId { get; init; }
}
