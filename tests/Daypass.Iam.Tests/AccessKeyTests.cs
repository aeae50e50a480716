using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

public sealed class AccessKeyTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task The_third_key_exceeds_the_quota()
    {
        await world.Do(new CreateUserRequest { UserName = "keyed" });
        await world.NewKey("keyed");
        await world.NewKey("keyed");
        await world.Refuses(new CreateAccessKeyRequest { UserName = "keyed" }, "LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    [Fact]
    public async Task Switching_a_key_off_or_deleting_it_holds_from_the_next_request_on()
    {
        var key = await world.NewUser("switched", IamWorld.Allows("iam:GetUser"));
        for (var turn = 0; turn < 3; turn++)
        {
            await world.Do(new GetUserRequest(), key);
            await world.Do(new UpdateAccessKeyRequest { UserName = "switched", AccessKeyId = key.AccessKeyId, Status = "Inactive" });
            Assert.Equal("InvalidClientTokenId", (await world.Refused(new GetUserRequest(), key)).Code);
            await world.Do(new UpdateAccessKeyRequest { UserName = "switched", AccessKeyId = key.AccessKeyId, Status = "Active" });
        }

        await world.Do(new DeleteAccessKeyRequest { UserName = "switched", AccessKeyId = key.AccessKeyId });
        Assert.Equal("InvalidClientTokenId", (await world.Refused(new GetUserRequest(), key)).Code);
    }

    [Fact]
    public async Task The_last_use_is_known_at_once_and_written_down_later()
    {
        var key = await world.NewUser("used", IamWorld.Allows("iam:GetUser"));
        var never = (await world.Do(new GetAccessKeyLastUsedRequest { AccessKeyId = key.AccessKeyId })).AccessKeyLastUsed!;
        Assert.Equal((null, "N/A", "N/A"), (never.LastUsedDate, never.ServiceName, never.Region));

        await world.Do(new GetUserRequest(), key);
        await world.Do(new GetCallerIdentityRequest(), key);
        var used = await world.Do(new GetAccessKeyLastUsedRequest { AccessKeyId = key.AccessKeyId });
        Assert.Equal(
            ("used", world.Clock.GetUtcNow(), "sts", "us-east-1"),
            (used.UserName, used.AccessKeyLastUsed!.LastUsedDate, used.AccessKeyLastUsed.ServiceName, used.AccessKeyLastUsed.Region));

        await world.Parts.Uses.Flush();
        Assert.Equal("sts", (await world.Parts.Ephemeral.FindUse(key.AccessKeyId, CancellationToken.None))!.Value.Service);
    }

    [Fact]
    public async Task A_key_of_another_user_cannot_be_reached_through_ones_own_name()
    {
        var victim = await world.NewUser("victim", IamWorld.Allows("iam:GetUser"));
        var thief = await world.NewUser("thief", IamWorld.Allows("iam:*AccessKey*", world.Arn("user/thief")));
        await world.Refuses(
            new DeleteAccessKeyRequest { AccessKeyId = victim.AccessKeyId }, "NoSuchEntity", 404,
                $"The Access Key with id {victim.AccessKeyId} cannot be found.", thief);
        Assert.Equal("AccessDenied", (await world.Refused(new DeleteAccessKeyRequest { UserName = "victim", AccessKeyId = victim.AccessKeyId }, thief)).Code);
        Assert.Equal("AccessDenied", (await world.Refused(new GetAccessKeyLastUsedRequest { AccessKeyId = victim.AccessKeyId }, thief)).Code);
        Assert.Single((await world.Do(new ListAccessKeysRequest(), thief)).AccessKeyMetadata);
    }

    [Fact]
    public async Task The_last_use_of_a_key_that_is_not_the_accounts_is_denied_whoever_has_it()
    {
        var (_, stranger) = await world.NewAccount();
        foreach (var id in new[] { stranger.AccessKeyId, "AKIAQQQQQQQQQQQQQQQQ" })
        {
            await world.Refuses(
                new GetAccessKeyLastUsedRequest { AccessKeyId = id }, "AccessDenied", 403,
                $"User: {world.Arn("user/admin")} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {id}");
        }
    }

    [Fact]
    public async Task A_role_session_has_to_say_whose_keys_it_means()
    {
        await world.Do(new CreateRoleRequest { RoleName = "keeper", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new PutRolePolicyRequest { RoleName = "keeper", PolicyName = "all", PolicyDocument = IamWorld.EverythingAllowed });
        var minted = (await world.Do(new AssumeRoleRequest { RoleArn = world.Arn("role/keeper"), RoleSessionName = "session" })).Credentials!;
        var session = new SigningCredentials(minted.AccessKeyId, Secret.FromText(minted.SecretAccessKey), minted.SessionToken);
        await world.Refuses(new CreateAccessKeyRequest(), "ValidationError", 400, "Must specify userName when calling with non-User credentials", session);
        Assert.NotNull((await world.Do(new GetRoleRequest { RoleName = "keeper" }, session)).Role.RoleLastUsed!.LastUsedDate);
    }

    [Fact]
    public async Task Root_manages_its_own_keys_without_a_name()
    {
        var key = Assert.Single((await world.Do(new ListAccessKeysRequest(), world.Server.Root)).AccessKeyMetadata);
        Assert.Equal(world.Server.Root.AccessKeyId, key.AccessKeyId);
        var made = (await world.Do(new CreateAccessKeyRequest(), world.Server.Root)).AccessKey;
        await world.Do(new GetUserRequest(), new SigningCredentials(made.AccessKeyId, Secret.FromText(made.SecretAccessKey)));
        await world.Do(new DeleteAccessKeyRequest { AccessKeyId = made.AccessKeyId }, world.Server.Root);
    }
}
