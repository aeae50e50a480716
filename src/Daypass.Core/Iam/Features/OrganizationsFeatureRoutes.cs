using Daypass.Core.Accounts;
using Daypass.Core.Entities;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;

namespace Daypass.Core.Iam.Features;

/// <summary>Switches what an organisation can do to the root users of its members.</summary>
internal sealed class OrganizationsFeatureRoutes(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<EnableOrganizationsRootSessionsRequest, EnableOrganizationsRootSessionsResponse>(static _ => IamTarget.None, (_, context) =>
            Set(RootFeature.Sessions, true, context)
                .Then(static organization => new EnableOrganizationsRootSessionsResponse { OrganizationId = organization.Id, EnabledFeatures = organization.Features })),
        iam.Route<DisableOrganizationsRootSessionsRequest, DisableOrganizationsRootSessionsResponse>(static _ => IamTarget.None, (_, context) =>
            Set(RootFeature.Sessions, false, context)
                .Then(static organization => new DisableOrganizationsRootSessionsResponse { OrganizationId = organization.Id, EnabledFeatures = organization.Features })),
        iam.Route<EnableOrganizationsRootCredentialsManagementRequest, EnableOrganizationsRootCredentialsManagementResponse>(static _ => IamTarget.None, (_, context) =>
            Set(RootFeature.CredentialsManagement, true, context)
                .Then(static organization => new EnableOrganizationsRootCredentialsManagementResponse { OrganizationId = organization.Id, EnabledFeatures = organization.Features })),
        iam.Route<DisableOrganizationsRootCredentialsManagementRequest, DisableOrganizationsRootCredentialsManagementResponse>(static _ => IamTarget.None, (_, context) =>
            Set(RootFeature.CredentialsManagement, false, context)
                .Then(static organization => new DisableOrganizationsRootCredentialsManagementResponse { OrganizationId = organization.Id, EnabledFeatures = organization.Features })),
        iam.Route<ListOrganizationsFeaturesRequest, ListOrganizationsFeaturesResponse>(static _ => IamTarget.None, List),
    ];

    // Only the management account may switch on (the model declares CallerIsNotManagementAccount for that alone); an administrator may switch off.
    private ValueTask<Result<Organization>> Set(string feature, bool enabled, OperationContext context) =>
        iam.Service.Organizations.SetFeature(context.Caller.Account, feature, enabled, onlyManagement: enabled, context.Cancelled);

    private async ValueTask<Result<ListOrganizationsFeaturesResponse>> List(ListOrganizationsFeaturesRequest input, OperationContext context)
    {
        var organization = await iam.Service.Organizations.Of(context.Caller.Account, context.Cancelled);
        return Organizations.Refuse(organization, context.Caller.Account, onlyManagement: false) is { } refusal
            ? refusal
            : new ListOrganizationsFeaturesResponse { OrganizationId = organization!.Id, EnabledFeatures = organization.Features };
    }
}
