namespace Daypass.Iam.Groups;

/// <summary>Describes a group and lists who is in it.</summary>
internal sealed class GetGroup(IamServices iam) : EntityOperation<GetGroupRequest, Group, GetGroupResponse>(iam, static input => input.GroupName)
{
    protected override ValueTask<Result<GetGroupResponse>> Handle(GetGroupRequest input, Group group, OperationContext context) =>
        Iam.Page(PageRequest.From(input, context), Iam.Referrers<User>(group.Account, Relation.Member, group.Id, context.Cancelled)).Then(page =>
            page.In(new GetGroupResponse { Group = group.ToWire(Iam.Arns), Users = page.Items.ConvertAll(user => user.ToWire(Iam.Arns)) }));
}
