namespace Daypass.Iam.Groups;

/// <summary>Takes a user out of a group.</summary>
internal sealed class RemoveUserFromGroup(IamServices iam) : EntityOperation<RemoveUserFromGroupRequest, Group, NoOutput>(iam, static input => input.GroupName)
{
    protected override ValueTask<Result<NoOutput>> Handle(RemoveUserFromGroupRequest input, Group group, OperationContext context) =>
        Iam.Store.ChangeMember(
            group,
            input.UserName,
            user => user.Groups.Contains(group.Id)
                ? user with { Groups = [.. user.Groups.Where(id => id != group.Id)] }
                : IamErrors.NoSuchEntity($"User {input.UserName} is not in group {input.GroupName}."),
            context.Cancelled);
}
