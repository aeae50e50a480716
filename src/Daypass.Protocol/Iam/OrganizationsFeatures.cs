using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Wire;

namespace Daypass.Protocol.Iam;

/// <summary>Let the management account act as root of its members.</summary>
[Operation("EnableOrganizationsRootSessions", Service.Iam, Output = typeof(EnableOrganizationsRootSessionsResponse), Errors = [ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound, ErrorCode.OrganizationNotInAllFeaturesMode, ErrorCode.CallerIsNotManagementAccount])]
public sealed partial record EnableOrganizationsRootSessionsRequest;

/// <summary>What EnableOrganizationsRootSessions answers.</summary>
[OperationOutput]
public sealed partial record EnableOrganizationsRootSessionsResponse
{
    /// <summary>The organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The features that are on.</summary>
    public required IReadOnlyList<string> EnabledFeatures { get; init; }
}

/// <summary>No longer let the management account act as root of its members.</summary>
[Operation("DisableOrganizationsRootSessions", Service.Iam, Output = typeof(DisableOrganizationsRootSessionsResponse), Errors = [ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound, ErrorCode.OrganizationNotInAllFeaturesMode])]
public sealed partial record DisableOrganizationsRootSessionsRequest;

/// <summary>What DisableOrganizationsRootSessions answers.</summary>
[OperationOutput]
public sealed partial record DisableOrganizationsRootSessionsResponse
{
    /// <summary>The organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The features that are on.</summary>
    public required IReadOnlyList<string> EnabledFeatures { get; init; }
}

/// <summary>Let the management account manage its members' root credentials.</summary>
[Operation("EnableOrganizationsRootCredentialsManagement", Service.Iam, Output = typeof(EnableOrganizationsRootCredentialsManagementResponse), Errors = [ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound, ErrorCode.OrganizationNotInAllFeaturesMode, ErrorCode.CallerIsNotManagementAccount])]
public sealed partial record EnableOrganizationsRootCredentialsManagementRequest;

/// <summary>What EnableOrganizationsRootCredentialsManagement answers.</summary>
[OperationOutput]
public sealed partial record EnableOrganizationsRootCredentialsManagementResponse
{
    /// <summary>The organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The features that are on.</summary>
    public required IReadOnlyList<string> EnabledFeatures { get; init; }
}

/// <summary>No longer let the management account manage its members' root credentials.</summary>
[Operation("DisableOrganizationsRootCredentialsManagement", Service.Iam, Output = typeof(DisableOrganizationsRootCredentialsManagementResponse), Errors = [ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound, ErrorCode.OrganizationNotInAllFeaturesMode])]
public sealed partial record DisableOrganizationsRootCredentialsManagementRequest;

/// <summary>What DisableOrganizationsRootCredentialsManagement answers.</summary>
[OperationOutput]
public sealed partial record DisableOrganizationsRootCredentialsManagementResponse
{
    /// <summary>The organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The features that are on.</summary>
    public required IReadOnlyList<string> EnabledFeatures { get; init; }
}

/// <summary>List the root features of the organisation.</summary>
[Operation("ListOrganizationsFeatures", Service.Iam, Output = typeof(ListOrganizationsFeaturesResponse), Errors = [ErrorCode.ServiceAccessNotEnabled, ErrorCode.AccountNotManagementOrDelegatedAdministrator, ErrorCode.OrganizationNotFound, ErrorCode.OrganizationNotInAllFeaturesMode])]
public sealed partial record ListOrganizationsFeaturesRequest;

/// <summary>What ListOrganizationsFeatures answers.</summary>
[OperationOutput]
public sealed partial record ListOrganizationsFeaturesResponse
{
    /// <summary>The organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The features that are on.</summary>
    public required IReadOnlyList<string> EnabledFeatures { get; init; }
}
