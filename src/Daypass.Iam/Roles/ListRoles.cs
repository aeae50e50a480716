namespace Daypass.Iam.Roles;

/// <summary>Lists the roles below a path.</summary>
internal sealed class ListRoles(IamServices iam) : ListOperation<ListRolesRequest, ListRolesResponse>(iam, IamResource.Role, static input => input.PathPrefix)
{
    protected override ValueTask<Result<ListRolesResponse>> Handle(ListRolesRequest input, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Listing<Role>(context.Caller.Account, input.PathPrefix, context.Cancelled)).Then(async page =>
        {
            var roles = new List<RoleShape>(page.Items.Count);
            foreach (var role in page.Items)
            {
                roles.Add(await Iam.Show(role, context.Cancelled));
            }

            return (Result<ListRolesResponse>)page.In(new ListRolesResponse { Roles = roles });
        });
}
