using Daypass.Core.Accounts;

namespace Daypass.Iam.OrganizationsFeatures;

/// <summary>Ends that the organisation may take root sessions in its member accounts.</summary>
internal sealed class DisableOrganizationsRootSessions(IamServices iam)
    : SetOrganizationsFeature<DisableOrganizationsRootSessionsRequest>(iam, OrganizationFeatures.Sessions, enabled: false);
