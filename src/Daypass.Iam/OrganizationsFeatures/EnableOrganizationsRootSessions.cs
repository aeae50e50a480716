using Daypass.Core.Accounts;

namespace Daypass.Iam.OrganizationsFeatures;

/// <summary>Lets the organisation take root sessions in its member accounts.</summary>
internal sealed class EnableOrganizationsRootSessions(IamServices iam)
    : SetOrganizationsFeature<EnableOrganizationsRootSessionsRequest>(iam, OrganizationFeatures.Sessions, enabled: true);
