namespace Daypass.Iam.Groups;

/// <summary>Lists the groups that a user is in.</summary>
internal sealed class ListGroupsForUser(IamServices iam)
    : EntityOperation<ListGroupsForUserRequest, User, ListGroupsResponse>(iam, static input => input.UserName)
{
    protected override async ValueTask<Result<ListGroupsResponse>> Handle(ListGroupsForUserRequest input, User user, OperationContext context) =>
        await Iam.Page(PageRequest.From(input, context), await Iam.Store.GroupsOf(user, context.Cancelled), static group => group.Id)
            .Then(page => page.In(new ListGroupsResponse { Groups = page.Items.ConvertAll(group => group.ToWire(Iam.Arns)) }));
}
