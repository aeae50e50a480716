using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Organizations;

/// <summary>Attach a policy to a root, a unit or an account.</summary>
[Operation("AttachPolicy", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.DuplicatePolicyAttachment, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.PolicyNotFound, OrganizationsErrorCode.PolicyTypeNotEnabled, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TargetNotFound, OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint,
        OrganizationsErrorCode.PolicyChangesInProgress
    ])]
public sealed partial record AttachControlPolicyRequest
{
    /// <summary>The policy.</summary>
    [PolicyId]
    public required string PolicyId { get; init; }

    /// <summary>The root, unit or account.</summary>
    [PolicyTargetId]
    public required string TargetId { get; init; }
}

/// <summary>Detach a policy from a root, a unit or an account.</summary>
[Operation("DetachPolicy", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.PolicyNotAttached,
        OrganizationsErrorCode.PolicyNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TargetNotFound,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint, OrganizationsErrorCode.PolicyChangesInProgress
    ])]
public sealed partial record DetachControlPolicyRequest
{
    /// <summary>The policy.</summary>
    [PolicyId]
    public required string PolicyId { get; init; }

    /// <summary>The root, unit or account.</summary>
    [PolicyTargetId]
    public required string TargetId { get; init; }
}

/// <summary>List the policies of a type that are attached to a root, unit or account.</summary>
[Operation("ListPoliciesForTarget", Service.Organizations, Output = typeof(ListPoliciesForTargetResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TargetNotFound, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record ListPoliciesForTargetRequest : TokenPagedRequest
{
    /// <summary>The root, unit or account.</summary>
    [PolicyTargetId]
    public required string TargetId { get; init; }

    /// <summary>The type.</summary>
    [PolicyType]
    public required string Filter { get; init; }
}

/// <summary>What ListPoliciesForTarget answers.</summary>
[OperationOutput]
public sealed partial record ListPoliciesForTargetResponse : TokenPagedResponse
{
    /// <summary>The policies.</summary>
    public required IReadOnlyList<PolicySummary> Policies { get; init; }
}

/// <summary>List what a policy is attached to.</summary>
[Operation("ListTargetsForPolicy", Service.Organizations, Output = typeof(ListTargetsForPolicyResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.PolicyNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record ListTargetsForPolicyRequest : TokenPagedRequest
{
    /// <summary>The policy.</summary>
    [PolicyId]
    public required string PolicyId { get; init; }
}

/// <summary>What ListTargetsForPolicy answers.</summary>
[OperationOutput]
public sealed partial record ListTargetsForPolicyResponse : TokenPagedResponse
{
    /// <summary>What it is attached to.</summary>
    public required IReadOnlyList<PolicyTargetSummary> Targets { get; init; }
}
