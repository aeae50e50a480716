using Daypass.Core.Accounts;

namespace Daypass.Iam.OrganizationsFeatures;

/// <summary>Lets the organisation manage the root credentials of its member accounts.</summary>
internal sealed class EnableOrganizationsRootCredentialsManagement(IamServices iam)
    : SetOrganizationsFeature<EnableOrganizationsRootCredentialsManagementRequest>(iam, OrganizationFeatures.CredentialsManagement, enabled: true);
