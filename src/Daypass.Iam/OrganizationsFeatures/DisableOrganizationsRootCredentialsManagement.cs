using Daypass.Core.Accounts;

namespace Daypass.Iam.OrganizationsFeatures;

/// <summary>Ends that the organisation may manage the root credentials of its member accounts.</summary>
internal sealed class DisableOrganizationsRootCredentialsManagement(IamServices iam)
    : SetOrganizationsFeature<DisableOrganizationsRootCredentialsManagementRequest>(iam, OrganizationFeatures.CredentialsManagement, enabled: false);
