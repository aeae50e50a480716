namespace Daypass.Organizations.Trees;

/// <summary>Lists the accounts or the units directly below a root or unit.</summary>
internal sealed class ListChildren(OrganizationServices services)
    : OrganizationOperation<ListChildrenRequest, ListChildrenResponse>(
        services, $"{ResourceNames.Root}, {ResourceNames.Unit}", KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(ListChildrenRequest input) => [input.ParentId];

    protected override async ValueTask<Result<ListChildrenResponse>> Handle(
        ListChildrenRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        if (!await OrganizationParts.HasParent(Services.Store, organization, input.ParentId, context.Cancelled))
        {
            return OrganizationsErrors.ParentNotFound;
        }

        var source = input.ChildType == PolicyTarget.AccountType
            ? OrganizationServices.Select(
                Services.AccountsBelow(organization, input.ParentId, context.Cancelled),
                static account => new Child { Id = account.Id, Type = PolicyTarget.AccountType })
            : OrganizationServices.Select(
                Services.UnitsBelow(organization, input.ParentId, context.Cancelled),
                static unit => new Child { Id = unit.Id, Type = PolicyTarget.UnitType });
        var page = await Services.Page(input, context, source);
        return page.Succeeded ? new ListChildrenResponse { Children = page.Value.Items, NextToken = page.Value.Marker } : page.Error;
    }
}
