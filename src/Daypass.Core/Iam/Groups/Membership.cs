using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.Groups;

/// <summary>Who is in which group; a user knows its groups by their unique ids.</summary>
internal sealed class Membership(IamParts iam)
{
    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        iam.Route<AddUserToGroupRequest, NoOutput>(static input => IamTarget.Of(input.GroupName), (input, context) =>
            Change(input.GroupName, input.UserName, context, (user, group) =>
                user.Groups.Contains(group.Id) ? user
                : user.Groups.Count >= iam.Quotas.GroupsPerUser ? IamErrors.QuotaExceeded("GroupsPerUser", iam.Quotas.GroupsPerUser)
                : user with { Groups = [.. user.Groups, group.Id] })),
        iam.Route<RemoveUserFromGroupRequest, NoOutput>(static input => IamTarget.Of(input.GroupName), (input, context) =>
            Change(input.GroupName, input.UserName, context, (user, group) =>
                user.Groups.Contains(group.Id)
                    ? user with { Groups = [.. user.Groups.Where(id => id != group.Id)] }
                    : IamErrors.NoSuchEntity($"User {input.UserName} is not in group {input.GroupName}."))),
        iam.Route<ListGroupsForUserRequest, ListGroupsForUserResponse>(static input => IamTarget.Of(input.UserName), List),
    ];

    /// <summary>The groups a user is in, in the order of joining.</summary>
    public static async ValueTask<List<Group>> GroupsOf(IDirectoryReader reader, User user, CancellationToken cancelled)
    {
        var groups = new List<Group>(user.Groups.Count);
        foreach (var id in user.Groups)
        {
            // Deleting a group asks for its members' removal first, so one that is missing was deleted since the user was read.
            if (await reader.FindById<Group>(id, cancelled) is { } group)
            {
                groups.Add(group);
            }
        }

        return groups;
    }

    private ValueTask<Result<NoOutput>> Change(string groupName, string userName, OperationContext context, Func<User, Group, Result<User>> change) => iam.Store.Write<User>(
        async transaction =>
        {
            var account = context.Caller.Account;
            if (await transaction.Find<Group>(account, groupName, context.Cancelled) is not { } group)
            {
                return EntityWords.Unknown(EntityKind.Group, groupName);
            }

            return await transaction.Find<User>(account, userName, context.Cancelled) is { } user
                ? await transaction.Change(user, (_, member) => new(change(member, group)), context.Cancelled)
                : EntityWords.Unknown(EntityKind.User, userName);
        },
        context.Cancelled).Silent();

    private async ValueTask<Result<ListGroupsForUserResponse>> List(ListGroupsForUserRequest input, OperationContext context)
    {
        if (await iam.Store.Find<User>(context.Caller.Account, input.UserName, context.Cancelled) is not { } user)
        {
            return EntityWords.Unknown(EntityKind.User, input.UserName);
        }

        var groups = await GroupsOf(iam.Store, user, context.Cancelled);
        return await iam.Pager.Read(PageRequest.Of(ListGroupsForUserRequest.Operation, context, input.Marker, input.MaxItems), groups, static group => group.Id)
            .Then(page => new ListGroupsForUserResponse { Groups = page.Items.ConvertAll(group => group.ToWire(iam.Arns)), IsTruncated = page.IsTruncated, Marker = page.Marker });
    }
}
