using Daypass.Protocol.Attributes;

namespace Daypass.Protocol.Iam;

/// <summary>The permissions a delegation request asks for.</summary>
[QueryInput, QueryOutput]
public sealed partial record DelegationPermission
{
    /// <summary>The ARN of the policy template.</summary>
    [IamArn]
    public string? PolicyTemplateArn { get; init; }

    /// <summary>What the template's variables stand for.</summary>
    [Count(0, 50)]
    public IReadOnlyList<PolicyParameter>? Parameters { get; init; }
}

/// <summary>What a variable of a policy template stands for.</summary>
[QueryInput, QueryOutput]
public sealed partial record PolicyParameter
{
    /// <summary>The variable.</summary>
    [Length(5, 256), Pattern("[ -~]+")]
    public string? Name { get; init; }

    /// <summary>The values.</summary>
    [Pattern("[ -~]+")]
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>One value, or several.</summary>
    [OneOf("string", "stringList")]
    public string? Type { get; init; }
}

/// <summary>A delegation request.</summary>
[QueryOutput]
public sealed partial record DelegationRequestShape
{
    /// <summary>The id.</summary>
    public string? DelegationRequestId { get; init; }

    /// <summary>The account that is asked.</summary>
    public string? OwnerAccountId { get; init; }

    /// <summary>What the permissions are asked for.</summary>
    public string? Description { get; init; }

    /// <summary>A message to the owner of the account.</summary>
    public string? RequestMessage { get; init; }

    /// <summary>The permissions.</summary>
    public DelegationPermission? Permissions { get; init; }

    /// <summary>The policy the permissions come to.</summary>
    public string? PermissionPolicy { get; init; }

    /// <summary>The permissions boundaries that roles made with the permissions must carry.</summary>
    public IReadOnlyList<string>? RolePermissionRestrictionArns { get; init; }

    /// <summary>The principal that owns the request.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The principal that approved it.</summary>
    public string? ApproverId { get; init; }

    /// <summary>How far it is.</summary>
    [OneOf("UNASSIGNED", "ASSIGNED", "PENDING_APPROVAL", "FINALIZED", "ACCEPTED", "REJECTED", "EXPIRED")]
    public string? State { get; init; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>The account that asks.</summary>
    public string? RequestorId { get; init; }

    /// <summary>The name of who asks.</summary>
    public string? RequestorName { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>The lifetime of the delegated sessions in seconds.</summary>
    public int? SessionDuration { get; init; }

    /// <summary>Where the approver is sent afterwards.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>Notes of the approver.</summary>
    public string? Notes { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? RejectionReason { get; init; }

    /// <summary>Whether only the owner may send the token.</summary>
    public bool? OnlySendByOwner { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? UpdatedTime { get; init; }
}
