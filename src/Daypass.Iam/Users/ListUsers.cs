namespace Daypass.Iam.Users;

/// <summary>Lists the users below a path.</summary>
internal sealed class ListUsers(IamServices iam) : ListOperation<ListUsersRequest, ListUsersResponse>(iam, IamResource.User, static input => input.PathPrefix)
{
    protected override ValueTask<Result<ListUsersResponse>> Handle(ListUsersRequest input, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Listing<User>(context.Caller.Account, input.PathPrefix, context.Cancelled))
            .Then(page => page.In(new ListUsersResponse { Users = page.Items.ConvertAll(user => user.ToWire(Iam.Arns)) }));
}
