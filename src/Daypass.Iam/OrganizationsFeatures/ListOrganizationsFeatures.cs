using Daypass.Core.Accounts;

namespace Daypass.Iam.OrganizationsFeatures;

/// <summary>Lists what the organisation can do to the root users of its members.</summary>
internal sealed class ListOrganizationsFeatures(IamServices iam) : IamAccountOperation<ListOrganizationsFeaturesRequest, OrganizationsFeaturesResponse>(iam)
{
    protected override async ValueTask<Result<OrganizationsFeaturesResponse>> Handle(ListOrganizationsFeaturesRequest input, OperationContext context)
    {
        var organization = await Iam.Organizations.FindFor(context.Caller.Account, context.Cancelled);
        return OrganizationMembers.ValidateAdministrator(organization, context.Caller.Account, onlyManagement: false) is { } refusal
            ? refusal
            : new OrganizationsFeaturesResponse { OrganizationId = organization!.Id, EnabledFeatures = organization.Features };
    }
}
