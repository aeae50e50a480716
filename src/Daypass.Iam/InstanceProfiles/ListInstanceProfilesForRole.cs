namespace Daypass.Iam.InstanceProfiles;

/// <summary>Lists the instance profiles that hold a role.</summary>
internal sealed class ListInstanceProfilesForRole(IamServices iam)
    : EntityOperation<ListInstanceProfilesForRoleRequest, Role, ListInstanceProfilesResponse>(iam, static input => input.RoleName)
{
    protected override ValueTask<Result<ListInstanceProfilesResponse>> Handle(ListInstanceProfilesForRoleRequest input, Role role, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Referrers<InstanceProfile>(role.Account, Relation.HoldsRole, role.Id, context.Cancelled))
            .Then(async page => (Result<ListInstanceProfilesResponse>)page.In(new ListInstanceProfilesResponse
            {
                InstanceProfiles = await Iam.Show(page.Items, context.Cancelled),
            }));
}
