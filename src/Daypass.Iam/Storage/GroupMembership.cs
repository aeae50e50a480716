namespace Daypass.Iam.Storage;

/// <summary>Who is in which group; a user knows its groups by their unique ids.</summary>
internal static class GroupMembership
{
    /// <summary>The groups a user is in, in the order of joining.</summary>
    public static async ValueTask<List<Group>> GroupsOf(this IDirectoryReader reader, User user, CancellationToken cancelled)
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

    /// <summary>Changes which groups a user is in, as long as the group is the one that was authorized.</summary>
    public static ValueTask<Result<NoOutput>> ChangeMember(
        this IDirectoryStore store, Group authorized, string userName, Func<User, Result<User>> change, CancellationToken cancelled) =>
        store.Write<User>(
            async transaction =>
            {
                var group = await transaction.Current(authorized, cancelled);
                if (!group.Succeeded)
                {
                    return group.Error;
                }

                return await transaction.Find<User>(authorized.Account, userName, cancelled) is { } user
                    ? await transaction.Change(user, (_, member) => new(change(member)), cancelled)
                    : EntityMessages.Unknown(EntityKind.User, userName);
            },
            cancelled).WithoutOutput();
}
