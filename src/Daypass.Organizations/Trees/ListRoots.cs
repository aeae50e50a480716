namespace Daypass.Organizations.Trees;

/// <summary>Lists the root, of which there is one.</summary>
internal sealed class ListRoots(OrganizationServices services)
    : OrganizationOperation<ListRootsRequest, ListRootsResponse>(services, ResourceNames.None)
{
    protected override async ValueTask<Result<ListRootsResponse>> Handle(
        ListRootsRequest input, OrganizationTarget target, Organization organization, OperationContext context)
    {
        var page = await Services.Page<ListRootsRequest, Organization>(
            input, context, (after, _) => new(after.Length == 0 ? [new Listed<Organization>(organization.Id, organization)] : []));
        return page.Succeeded
            ? new ListRootsResponse { Roots = page.Value.Items.ConvertAll(Services.Answers.RootOf), NextToken = page.Value.Marker }
            : page.Error;
    }
}
