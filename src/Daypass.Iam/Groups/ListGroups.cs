namespace Daypass.Iam.Groups;

/// <summary>Lists the groups below a path.</summary>
internal sealed class ListGroups(IamServices iam)
    : ListOperation<ListGroupsRequest, ListGroupsResponse>(iam, IamResource.Group, static input => input.PathPrefix)
{
    protected override ValueTask<Result<ListGroupsResponse>> Handle(ListGroupsRequest input, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Listing<Group>(context.Caller.Account, input.PathPrefix, context.Cancelled))
            .Then(page => page.In(new ListGroupsResponse { Groups = page.Items.ConvertAll(group => group.ToWire(Iam.Arns)) }));
}
