using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Name a request for delegation.</summary>
public abstract record DelegationRequestRequest
{
    /// <summary>The id of the delegation request.</summary>
    [DelegationRequestId]
    public required string DelegationRequestId { get; init; }
}

/// <summary>Take a delegation request as one's own.</summary>
[Operation("AssociateDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record AssociateDelegationRequestRequest : DelegationRequestRequest;

/// <summary>Hand a delegation request on for approval.</summary>
[Operation("UpdateDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record UpdateDelegationRequestRequest : DelegationNotesRequest;

/// <summary>Approve a delegation request; the caller's permissions back the sessions.</summary>
[Operation("AcceptDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification])]
public sealed partial record AcceptDelegationRequestRequest : DelegationRequestRequest;

/// <summary>Write a note on a request for delegation.</summary>
public abstract record DelegationNotesRequest
{
    /// <summary>The id of the delegation request.</summary>
    [DelegationRequestId]
    public required string DelegationRequestId { get; init; }

    /// <summary>Notes of the approver.</summary>
    [Notes]
    public string? Notes { get; init; }
}

/// <summary>Reject a delegation request.</summary>
[Operation("RejectDelegationRequest", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record RejectDelegationRequestRequest : DelegationNotesRequest;

/// <summary>Send the token of an approved delegation request.</summary>
[Operation("SendDelegationToken", Service.Iam, Errors = [ErrorCode.NoSuchEntity, ErrorCode.ConcurrentModification, ErrorCode.InvalidInput])]
public sealed partial record SendDelegationTokenRequest : DelegationRequestRequest;
