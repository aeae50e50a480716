using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Organizations;

/// <summary>Make a service or resource control policy.</summary>
[Operation("CreatePolicy", Service.Organizations, Output = typeof(CreateControlPolicyResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.DuplicatePolicy, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.MalformedPolicyDocument, OrganizationsErrorCode.PolicyTypeNotAvailableForOrganization, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record CreateControlPolicyRequest
{
    /// <summary>The text of the policy.</summary>
    [PolicyContent]
    public required string Content { get; init; }

    /// <summary>What it is for.</summary>
    [PolicyDescription]
    public required string Description { get; init; }

    /// <summary>The name.</summary>
    [AnyName]
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    [PolicyType]
    public required string Type { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<OrganizationTag> Tags { get; init; } = [];
}

/// <summary>What CreatePolicy answers.</summary>
[OperationOutput]
public sealed partial record CreateControlPolicyResponse
{
    /// <summary>The policy.</summary>
    public ControlPolicyShape? Policy { get; init; }
}

/// <summary>Change the name, the description or the text of a policy.</summary>
[Operation("UpdatePolicy", Service.Organizations, Output = typeof(UpdateControlPolicyResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.DuplicatePolicy, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.MalformedPolicyDocument, OrganizationsErrorCode.PolicyNotFound, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint, OrganizationsErrorCode.PolicyChangesInProgress
    ])]
public sealed partial record UpdateControlPolicyRequest
{
    /// <summary>The policy.</summary>
    [PolicyId]
    public required string PolicyId { get; init; }

    /// <summary>The name.</summary>
    [AnyName]
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    [PolicyDescription]
    public string? Description { get; init; }

    /// <summary>The text of the policy.</summary>
    [PolicyContent]
    public string? Content { get; init; }
}

/// <summary>What UpdatePolicy answers.</summary>
[OperationOutput]
public sealed partial record UpdateControlPolicyResponse
{
    /// <summary>The policy.</summary>
    public ControlPolicyShape? Policy { get; init; }
}

/// <summary>Describe a policy, with its text.</summary>
[Operation("DescribePolicy", Service.Organizations, Output = typeof(DescribeControlPolicyResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.PolicyNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record DescribeControlPolicyRequest
{
    /// <summary>The policy.</summary>
    [PolicyId]
    public required string PolicyId { get; init; }
}

/// <summary>What DescribePolicy answers.</summary>
[OperationOutput]
public sealed partial record DescribeControlPolicyResponse
{
    /// <summary>The policy.</summary>
    public ControlPolicyShape? Policy { get; init; }
}

/// <summary>Delete a policy that is attached to nothing.</summary>
[Operation("DeletePolicy", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.PolicyInUse, OrganizationsErrorCode.PolicyNotFound,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record DeleteControlPolicyRequest
{
    /// <summary>The policy.</summary>
    [PolicyId]
    public required string PolicyId { get; init; }
}

/// <summary>List the policies of a type.</summary>
[Operation("ListPolicies", Service.Organizations, Output = typeof(ListControlPoliciesResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record ListControlPoliciesRequest : TokenPagedRequest
{
    /// <summary>The type.</summary>
    [PolicyType]
    public required string Filter { get; init; }
}

/// <summary>What ListPolicies answers.</summary>
[OperationOutput]
public sealed partial record ListControlPoliciesResponse : TokenPagedResponse
{
    /// <summary>The policies.</summary>
    public required IReadOnlyList<PolicySummary> Policies { get; init; }
}

/// <summary>Let policies of a type be attached, and put them in force.</summary>
[Operation("EnablePolicyType", Service.Organizations, Output = typeof(EnablePolicyTypeResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.PolicyTypeAlreadyEnabled,
        OrganizationsErrorCode.RootNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.PolicyTypeNotAvailableForOrganization, OrganizationsErrorCode.UnsupportedAPIEndpoint,
        OrganizationsErrorCode.PolicyChangesInProgress
    ])]
public sealed partial record EnablePolicyTypeRequest
{
    /// <summary>The root.</summary>
    [RootId]
    public required string RootId { get; init; }

    /// <summary>The type of policies.</summary>
    [PolicyType]
    public required string PolicyType { get; init; }
}

/// <summary>What EnablePolicyType answers.</summary>
[OperationOutput]
public sealed partial record EnablePolicyTypeResponse
{
    /// <summary>The root.</summary>
    public RootShape? Root { get; init; }
}

/// <summary>Detach all policies of a type, and let none be attached.</summary>
[Operation("DisablePolicyType", Service.Organizations, Output = typeof(DisablePolicyTypeResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.PolicyTypeNotEnabled,
        OrganizationsErrorCode.RootNotFound, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.UnsupportedAPIEndpoint, OrganizationsErrorCode.PolicyChangesInProgress
    ])]
public sealed partial record DisablePolicyTypeRequest
{
    /// <summary>The root.</summary>
    [RootId]
    public required string RootId { get; init; }

    /// <summary>The type of policies.</summary>
    [PolicyType]
    public required string PolicyType { get; init; }
}

/// <summary>What DisablePolicyType answers.</summary>
[OperationOutput]
public sealed partial record DisablePolicyTypeResponse
{
    /// <summary>The root.</summary>
    public RootShape? Root { get; init; }
}

/// <summary>Describe what policies of a type amount to for an account; control policies have no such thing.</summary>
[Operation("DescribeEffectivePolicy", Service.Organizations, Output = typeof(DescribeEffectivePolicyResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConstraintViolation,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.TargetNotFound,
        OrganizationsErrorCode.EffectivePolicyNotFound, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record DescribeEffectivePolicyRequest
{
    /// <summary>The type of policies.</summary>
    [EffectivePolicyType]
    public required string PolicyType { get; init; }

    /// <summary>The root, unit or account.</summary>
    [PolicyTargetId]
    public string? TargetId { get; init; }
}

/// <summary>What DescribeEffectivePolicy answers.</summary>
[OperationOutput]
public sealed partial record DescribeEffectivePolicyResponse
{
    /// <summary>What the policies amount to.</summary>
    public EffectivePolicy? EffectivePolicy { get; init; }
}
