namespace Daypass.Iam.Groups;

/// <summary>Puts a user into a group; one that is in it already stays so.</summary>
internal sealed class AddUserToGroup(IamServices iam) : EntityOperation<AddUserToGroupRequest, Group, NoOutput>(iam, static input => input.GroupName)
{
    protected override ValueTask<Result<NoOutput>> Handle(AddUserToGroupRequest input, Group group, OperationContext context) =>
        Iam.Store.ChangeMember(
            group,
            input.UserName,
            user => user.Groups.Contains(group.Id) ? user
                : user.Groups.Count >= Iam.Quotas.GroupsPerUser ? IamErrors.QuotaExceeded("GroupsPerUser", Iam.Quotas.GroupsPerUser)
                : user with { Groups = [.. user.Groups, group.Id] },
            context.Cancelled);
}
