namespace Daypass.Organizations.Trees;

/// <summary>Lists the units directly below a root or unit.</summary>
internal sealed class ListOrganizationalUnitsForParent(OrganizationServices services)
    : OrganizationOperation<ListOrganizationalUnitsForParentRequest, ListOrganizationalUnitsForParentResponse>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}", KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(ListOrganizationalUnitsForParentRequest input) => [input.ParentId];

    protected override async ValueTask<Result<ListOrganizationalUnitsForParentResponse>> Handle(
        ListOrganizationalUnitsForParentRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (!await OrganizationParts.HasParent(Services.Store, organization, input.ParentId, context.Cancelled))
        {
            return OrganizationsErrors.ParentNotFound;
        }

        var path = await OrganizationParts.PathOf(Services.Store, organization, input.ParentId, context.Cancelled);
        var page = await Services.Page(input, context, Services.UnitsBelow(organization, input.ParentId, context.Cancelled));
        return page.Succeeded
            ? new ListOrganizationalUnitsForParentResponse
            {
                OrganizationalUnits = page.Value.Items.ConvertAll(unit => Services.Answers.Of(unit, organization, path)),
                NextToken = page.Value.Marker,
            }
            : page.Error;
    }
}
