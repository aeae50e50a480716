using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Organizations;

/// <summary>Make an organisation whose management account is the caller's.</summary>
[Operation("CreateOrganization", Service.Organizations, Output = typeof(CreateOrganizationResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AlreadyInOrganization, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.AccessDeniedForDependency
    ])]
public sealed partial record CreateOrganizationRequest
{
    /// <summary>All features, by default, or none that decide.</summary>
    [OneOf("ALL", "CONSOLIDATED_BILLING")]
    public string? FeatureSet { get; init; }
}

/// <summary>What CreateOrganization answers.</summary>
[OperationOutput]
public sealed partial record CreateOrganizationResponse
{
    /// <summary>The organisation.</summary>
    public OrganizationShape? Organization { get; init; }
}

/// <summary>Describe the organisation of the caller's account.</summary>
[Operation("DescribeOrganization", Service.Organizations, Output = typeof(DescribeOrganizationResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record DescribeOrganizationRequest;

/// <summary>What DescribeOrganization answers.</summary>
[OperationOutput]
public sealed partial record DescribeOrganizationResponse
{
    /// <summary>The organisation.</summary>
    public OrganizationShape? Organization { get; init; }
}

/// <summary>Delete an organisation that has no accounts but the management account.</summary>
[Operation("DeleteOrganization", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.OrganizationNotEmpty,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record DeleteOrganizationRequest;

/// <summary>Take the caller's account, a member, out of its organisation.</summary>
[Operation("LeaveOrganization", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AccountNotFound, OrganizationsErrorCode.AWSOrganizationsNotInUse,
        OrganizationsErrorCode.ConcurrentModification, OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.MasterCannotLeaveOrganization, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record LeaveOrganizationRequest;

/// <summary>List the root of the organisation.</summary>
[Operation("ListRoots", Service.Organizations, Output = typeof(ListRootsResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.InvalidInput,
        OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests
    ])]
public sealed partial record ListRootsRequest : TokenPagedRequest;

/// <summary>What ListRoots answers.</summary>
[OperationOutput]
public sealed partial record ListRootsResponse : TokenPagedResponse
{
    /// <summary>The root.</summary>
    public required IReadOnlyList<RootShape> Roots { get; init; }
}

/// <summary>Give a service access to the organisation.</summary>
[Operation("EnableAWSServiceAccess", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record EnableAwsServiceAccessRequest
{
    /// <summary>The service.</summary>
    [ServicePrincipal]
    public required string ServicePrincipal { get; init; }
}

/// <summary>Take a service's access to the organisation back.</summary>
[Operation("DisableAWSServiceAccess", Service.Organizations,
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConcurrentModification,
        OrganizationsErrorCode.ConstraintViolation, OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service,
        OrganizationsErrorCode.TooManyRequests, OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record DisableAwsServiceAccessRequest
{
    /// <summary>The service.</summary>
    [ServicePrincipal]
    public required string ServicePrincipal { get; init; }
}

/// <summary>List the services that have access to the organisation.</summary>
[Operation("ListAWSServiceAccessForOrganization", Service.Organizations, Output = typeof(ListAwsServiceAccessForOrganizationResponse),
    Errors =
    [
        OrganizationsErrorCode.AccessDenied, OrganizationsErrorCode.AWSOrganizationsNotInUse, OrganizationsErrorCode.ConstraintViolation,
        OrganizationsErrorCode.InvalidInput, OrganizationsErrorCode.Service, OrganizationsErrorCode.TooManyRequests,
        OrganizationsErrorCode.UnsupportedAPIEndpoint
    ])]
public sealed partial record ListAwsServiceAccessForOrganizationRequest : TokenPagedRequest;

/// <summary>What ListAWSServiceAccessForOrganization answers.</summary>
[OperationOutput]
public sealed partial record ListAwsServiceAccessForOrganizationResponse : TokenPagedResponse
{
    /// <summary>The services.</summary>
    public required IReadOnlyList<EnabledServicePrincipal> EnabledServicePrincipals { get; init; }
}
