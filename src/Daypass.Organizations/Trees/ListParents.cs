namespace Daypass.Organizations.Trees;

/// <summary>Lists the parent of an account or unit, of which there is one.</summary>
internal sealed class ListParents(OrganizationServices services)
    : OrganizationOperation<ListParentsRequest, ListParentsResponse>(
        services, $"{ResourceNames.Account}, {ResourceNames.Unit}", KeyNames.ShownResourceTag)
{
    protected override IReadOnlyList<string> Named(ListParentsRequest input) => [input.ChildId];

    protected override async ValueTask<Result<ListParentsResponse>> Handle(
        ListParentsRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var parent = (await OrganizationParts.FindMember(Services.Store, organization, input.ChildId, context.Cancelled))?.ParentIn(organization.Id)
            ?? (await Services.Store.Find<OrganizationalUnit>(organization.Id, input.ChildId, context.Cancelled))?.ParentId;
        if (parent is null)
        {
            return OrganizationsErrors.ChildNotFound;
        }

        var shown = new Parent { Id = parent, Type = parent == organization.RootId ? PolicyTarget.RootType : PolicyTarget.UnitType };
        var page = await Services.Page<ListParentsRequest, Parent>(
            input, context, (after, _) => new(after.Length == 0 ? [new Listed<Parent>(parent, shown)] : []));
        return page.Succeeded ? new ListParentsResponse { Parents = page.Value.Items, NextToken = page.Value.Marker } : page.Error;
    }
}
