using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class UserTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task Names_are_unique_whatever_their_case_and_kept_as_written()
    {
        await world.Do(new CreateUserRequest { UserName = "MixedCase" });
        await world.Refuses(new CreateUserRequest { UserName = "mixedcase" }, "EntityAlreadyExists", 409, "User with name mixedcase already exists.");
        Assert.Equal("MixedCase", (await world.Do(new GetUserRequest { UserName = "MIXEDCASE" })).User.UserName);
    }

    [Fact]
    public async Task A_rename_changes_the_ARN_and_nothing_else()
    {
        var made = (await world.Do(new CreateUserRequest { UserName = "before", Path = "/old/" })).User;
        var key = await world.NewKey("before");
        await world.Do(new PutUserPolicyRequest { UserName = "before", PolicyName = "may", PolicyDocument = IamWorld.Allows("iam:GetUser") });
        await world.Do(new UpdateUserRequest { UserName = "before", NewUserName = "after", NewPath = "/new/" });

        var renamed = (await world.Do(new GetUserRequest(), key)).User;
        Assert.Equal((made.UserId, world.Arn("user/new/after"), made.CreateDate), (renamed.UserId, renamed.Arn, renamed.CreateDate));
        await world.Refuses(new GetUserRequest { UserName = "before" }, "NoSuchEntity", 404, "The user with name before cannot be found.");
    }

    [Fact]
    public async Task A_rename_needs_a_permission_on_the_new_name_too()
    {
        await world.Do(new CreateUserRequest { UserName = "climber", Path = "/dev/" });
        var mover = await world.NewUser("mover", IamWorld.Allows("iam:UpdateUser", world.Arn("user/dev/*")));
        var error = await world.Refused(new UpdateUserRequest { UserName = "climber", NewPath = "/admins/" }, mover);
        Assert.Equal("AccessDenied", error.Code);
        Assert.Contains("iam:UpdateUser on resource: user climber because", error.Message, StringComparison.Ordinal);
        await world.Do(new UpdateUserRequest { UserName = "climber", NewUserName = "climber-2" }, mover);
    }

    [Fact]
    public async Task A_rename_to_a_taken_name_is_refused_and_changes_nothing()
    {
        await world.Do(new CreateUserRequest { UserName = "taken" });
        await world.Do(new CreateUserRequest { UserName = "mine" });
        await world.Refuses(
            new UpdateUserRequest { UserName = "mine", NewUserName = "TAKEN" }, "EntityAlreadyExists", 409, "User with name TAKEN already exists.");
        await world.Do(new GetUserRequest { UserName = "mine" });
    }

    [Fact]
    public async Task A_user_is_deleted_only_when_nothing_hangs_on_it()
    {
        await world.Do(new CreateUserRequest { UserName = "laden" });
        await world.Do(new CreateGroupRequest { GroupName = "load" });
        await world.Do(new AddUserToGroupRequest { GroupName = "load", UserName = "laden" });
        await world.Do(new AttachUserPolicyRequest { UserName = "laden", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        await world.Do(new PutUserPolicyRequest { UserName = "laden", PolicyName = "p", PolicyDocument = IamWorld.Allows("s3:*") });
        await world.Do(new CreateLoginProfileRequest { UserName = "laden", Password = "Correct-horse-7" });
        var key = (await world.NewKey("laden")).AccessKeyId;

        await Conflicts("remove users from group");
        await world.Do(new RemoveUserFromGroupRequest { GroupName = "load", UserName = "laden" });
        await Conflicts("detach all policies");
        await world.Do(new DetachUserPolicyRequest { UserName = "laden", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        await Conflicts("delete policies");
        await world.Do(new DeleteUserPolicyRequest { UserName = "laden", PolicyName = "p" });
        await Conflicts("delete login profile");
        await world.Do(new DeleteLoginProfileRequest { UserName = "laden" });
        await Conflicts("delete access keys");
        await world.Do(new DeleteAccessKeyRequest { UserName = "laden", AccessKeyId = key });
        await world.Do(new DeleteUserRequest { UserName = "laden" });

        Task Conflicts(string what) =>
            world.Refuses(new DeleteUserRequest { UserName = "laden" }, "DeleteConflict", 409, $"Cannot delete entity, must {what} first.");
    }

    [Fact]
    public async Task Under_root_GetUser_without_a_name_describes_root()
    {
        var root = (await world.Do(new GetUserRequest(), world.Server.Root)).User;
        Assert.Equal((null, world.Account, world.Arn("root")), (root.UserName, root.UserId, root.Arn));
    }

    [Fact]
    public async Task Lists_leave_out_tags_and_boundary()
    {
        await world.Do(new CreateUserRequest
        {
            UserName = "listed",
            Path = "/listed/",
            Tags = [new() { Key = "k", Value = "v" }],
            PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess",
        });
        var listed = Assert.Single((await world.Do(new ListUsersRequest { PathPrefix = "/listed/" })).Users);
        Assert.Null(listed.Tags);
        Assert.Null(listed.PermissionsBoundary);
        var got = (await world.Do(new GetUserRequest { UserName = "listed" })).User;
        Assert.Equal("v", Assert.Single(got.Tags!).Value);
        Assert.Equal("Policy", got.PermissionsBoundary!.PermissionsBoundaryType);
    }

    [Fact]
    public async Task A_boundary_that_is_not_there_is_refused()
    {
        var missing = world.Arn("policy/missing");
        await world.Refuses(
            new CreateUserRequest { UserName = "bounded", PermissionsBoundary = missing }, "NoSuchEntity", 404,
            $"Policy {missing} does not exist or is not attachable.");
        await world.Refuses(new GetUserRequest { UserName = "bounded" }, "NoSuchEntity", 404, "The user with name bounded cannot be found.");
    }

    [Fact]
    public async Task Tag_keys_are_one_whatever_their_case()
    {
        await world.Do(new CreateUserRequest { UserName = "tagged", Tags = [new() { Key = "Team", Value = "a" }, new() { Key = "cost", Value = "1" }] });
        await world.Do(new TagUserRequest { UserName = "tagged", Tags = [new() { Key = "TEAM", Value = "b" }, new() { Key = "new", Value = "" }] });
        var tags = (await world.Do(new ListUserTagsRequest { UserName = "tagged" })).Tags;
        Assert.Equal(["TEAM=b", "cost=1", "new="], tags.Select(static tag => $"{tag.Key}={tag.Value}"));
        await world.Do(new UntagUserRequest { UserName = "tagged", TagKeys = ["team", "unknown"] });
        Assert.Equal(2, (await world.Do(new ListUserTagsRequest { UserName = "tagged" })).Tags.Count);
        await world.Refuses(
            new TagUserRequest { UserName = "tagged", Tags = [new() { Key = "x", Value = "1" }, new() { Key = "X", Value = "2" }] },
            "InvalidInput", 400, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        var many = Enumerable.Range(0, 49).Select(static index => new Protocol.Sts.Tag { Key = $"k{index}", Value = "" }).ToList();
        await world.Refuses(new TagUserRequest { UserName = "tagged", Tags = many }, "LimitExceeded", 409, "Cannot exceed quota for TagsPerResource: 50");
    }
}
