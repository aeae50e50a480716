using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;

namespace Daypass.Protocol.Iam;

/// <summary>Let the management account act as root of its members.</summary>
[Operation("EnableOrganizationsRootSessions", Service.Iam, Output = typeof(OrganizationsFeaturesResponse),
    Errors =
    [
        ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound,
        ErrorCode.OrganizationNotInAllFeaturesMode, ErrorCode.CallerIsNotManagementAccount
    ])]
public sealed partial record EnableOrganizationsRootSessionsRequest;

/// <summary>What the operations on the features of an organisation answer.</summary>
[OperationOutput]
public sealed partial record OrganizationsFeaturesResponse
{
    /// <summary>The organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The features that are on.</summary>
    public required IReadOnlyList<string> EnabledFeatures { get; init; }
}

/// <summary>No longer let the management account act as root of its members.</summary>
[Operation("DisableOrganizationsRootSessions", Service.Iam, Output = typeof(OrganizationsFeaturesResponse),
    Errors =
    [
        ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound,
        ErrorCode.OrganizationNotInAllFeaturesMode
    ])]
public sealed partial record DisableOrganizationsRootSessionsRequest;

/// <summary>Let the management account manage its members' root credentials.</summary>
[Operation("EnableOrganizationsRootCredentialsManagement", Service.Iam, Output = typeof(OrganizationsFeaturesResponse),
    Errors =
    [
        ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound,
        ErrorCode.OrganizationNotInAllFeaturesMode, ErrorCode.CallerIsNotManagementAccount
    ])]
public sealed partial record EnableOrganizationsRootCredentialsManagementRequest;

/// <summary>No longer let the management account manage its members' root credentials.</summary>
[Operation("DisableOrganizationsRootCredentialsManagement", Service.Iam, Output = typeof(OrganizationsFeaturesResponse),
    Errors =
    [
        ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound,
        ErrorCode.OrganizationNotInAllFeaturesMode
    ])]
public sealed partial record DisableOrganizationsRootCredentialsManagementRequest;

/// <summary>List the root features of the organisation.</summary>
[Operation("ListOrganizationsFeatures", Service.Iam, Output = typeof(OrganizationsFeaturesResponse),
    Errors =
    [
        ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound,
        ErrorCode.OrganizationNotInAllFeaturesMode
    ])]
public sealed partial record ListOrganizationsFeaturesRequest;
