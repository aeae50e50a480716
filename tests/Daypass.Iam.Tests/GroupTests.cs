using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class GroupTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task Joining_twice_is_fine_and_leaving_what_one_is_not_in_is_NoSuchEntity()
    {
        await world.Do(new CreateGroupRequest { GroupName = "club" });
        await world.Do(new CreateUserRequest { UserName = "member" });
        await world.Do(new AddUserToGroupRequest { GroupName = "club", UserName = "member" });
        await world.Do(new AddUserToGroupRequest { GroupName = "CLUB", UserName = "MEMBER" });
        Assert.Equal("member", Assert.Single((await world.Do(new GetGroupRequest { GroupName = "club" })).Users).UserName);
        await world.Do(new RemoveUserFromGroupRequest { GroupName = "club", UserName = "member" });
        await world.Refuses(
            new RemoveUserFromGroupRequest { GroupName = "club", UserName = "member" }, "NoSuchEntity", 404, "User member is not in group club.");
        await world.Refuses(
            new AddUserToGroupRequest { GroupName = "nobody", UserName = "member" }, "NoSuchEntity", 404, "The group with name nobody cannot be found.");
        await world.Refuses(
            new AddUserToGroupRequest { GroupName = "club", UserName = "nobody" }, "NoSuchEntity", 404, "The user with name nobody cannot be found.");
    }

    [Fact]
    public async Task A_rename_changes_the_ARN_and_members_and_policies_follow()
    {
        var made = (await world.Do(new CreateGroupRequest { GroupName = "before", Path = "/old/" })).Group;
        var key = await world.NewUser("follower", IamWorld.Allows("iam:GetUser"));
        await world.Do(new AddUserToGroupRequest { GroupName = "before", UserName = "follower" });
        await world.Do(new PutGroupPolicyRequest { GroupName = "before", PolicyName = "may", PolicyDocument = IamWorld.Allows("iam:ListUsers") });
        await world.Do(new UpdateGroupRequest { GroupName = "before", NewGroupName = "after", NewPath = "/new/" });

        var renamed = await world.Do(new GetGroupRequest { GroupName = "after" });
        Assert.Equal((made.GroupId, world.Arn("group/new/after"), made.CreateDate), (renamed.Group.GroupId, renamed.Group.Arn, renamed.Group.CreateDate));
        Assert.Equal("follower", Assert.Single(renamed.Users).UserName);
        await world.Do(new ListUsersRequest(), key);
        await world.Refuses(new GetGroupRequest { GroupName = "before" }, "NoSuchEntity", 404, "The group with name before cannot be found.");
        await world.Do(new CreateGroupRequest { GroupName = "taken" });
        await world.Refuses(
            new UpdateGroupRequest { GroupName = "after", NewGroupName = "Taken" }, "EntityAlreadyExists", 409, "Group with name Taken already exists.");
    }

    [Fact]
    public async Task Leaving_a_group_takes_its_permissions_away_at_once()
    {
        var key = await world.NewUser("leaver", IamWorld.Allows("iam:GetUser"));
        await world.Do(new CreateGroupRequest { GroupName = "lenders" });
        await world.Do(new AttachGroupPolicyRequest { GroupName = "lenders", PolicyArn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess" });
        Assert.Equal("AccessDenied", (await world.Refused(new ListUsersRequest(), key)).Code);
        await world.Do(new AddUserToGroupRequest { GroupName = "lenders", UserName = "leaver" });
        await world.Do(new ListUsersRequest(), key);
        await world.Do(new RemoveUserFromGroupRequest { GroupName = "lenders", UserName = "leaver" });
        Assert.Equal("AccessDenied", (await world.Refused(new ListUsersRequest(), key)).Code);
    }

    [Fact]
    public async Task A_group_is_deleted_only_when_nothing_hangs_on_it()
    {
        await world.Do(new CreateGroupRequest { GroupName = "laden" });
        await world.Do(new CreateUserRequest { UserName = "load" });
        await world.Do(new AddUserToGroupRequest { GroupName = "laden", UserName = "load" });
        await world.Do(new PutGroupPolicyRequest { GroupName = "laden", PolicyName = "p", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new AttachGroupPolicyRequest { GroupName = "laden", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await Conflicts("remove users from group");
        await world.Do(new RemoveUserFromGroupRequest { GroupName = "laden", UserName = "load" });
        await Conflicts("detach all policies");
        await world.Do(new DetachGroupPolicyRequest { GroupName = "laden", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await Conflicts("delete policies");
        await world.Do(new DeleteGroupPolicyRequest { GroupName = "laden", PolicyName = "p" });
        await world.Do(new DeleteGroupRequest { GroupName = "laden" });

        Task Conflicts(string what) =>
            world.Refuses(new DeleteGroupRequest { GroupName = "laden" }, "DeleteConflict", 409, $"Cannot delete entity, must {what} first.");
    }

    [Fact]
    public async Task A_user_is_in_ten_groups_at_most_and_sees_them_page_by_page_in_the_order_of_joining()
    {
        await world.Do(new CreateUserRequest { UserName = "joiner" });
        for (var number = 0; number <= 10; number++)
        {
            await world.Do(new CreateGroupRequest { GroupName = $"club-{10 - number}" });
        }

        for (var number = 10; number > 0; number--)
        {
            await world.Do(new AddUserToGroupRequest { GroupName = $"club-{number}", UserName = "joiner" });
        }

        await world.Refuses(
            new AddUserToGroupRequest { GroupName = "club-0", UserName = "joiner" }, "LimitExceeded", 409, "Cannot exceed quota for GroupsPerUser: 10");
        var first = await world.Do(new ListGroupsForUserRequest { UserName = "joiner", MaxItems = 3 });
        Assert.Equal(["club-10", "club-9", "club-8"], first.Groups.Select(static group => group.GroupName));
        var second = await world.Do(new ListGroupsForUserRequest { UserName = "joiner", Marker = first.Marker });
        Assert.Equal(7, second.Groups.Count);
        Assert.False(second.IsTruncated);
    }

    [Fact]
    public async Task Members_page_whatever_their_number()
    {
        await world.Do(new CreateGroupRequest { GroupName = "many" });
        for (var number = 0; number < 5; number++)
        {
            await world.Do(new CreateUserRequest { UserName = $"one-of-many-{number}" });
            await world.Do(new AddUserToGroupRequest { GroupName = "many", UserName = $"one-of-many-{number}" });
        }

        var seen = new List<string?>();
        string? marker = null;
        do
        {
            var page = await world.Do(new GetGroupRequest { GroupName = "many", MaxItems = 2, Marker = marker });
            Assert.Equal("many", page.Group.GroupName);
            seen.AddRange(page.Users.Select(static user => user.UserName));
            marker = page.Marker;
        }
        while (marker is not null);
        Assert.Equal(["one-of-many-0", "one-of-many-1", "one-of-many-2", "one-of-many-3", "one-of-many-4"], seen);
    }
}
