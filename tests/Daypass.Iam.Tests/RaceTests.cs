using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>Writers racing on one entity: each sees the other's work or its natural conflict, and nothing is lost.</summary>
public sealed class RaceTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const int Writers = 16;

    [Fact]
    public async Task Of_many_that_create_one_name_one_succeeds()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, Writers).Select(_ => world.Server.Api.Call(new CreateUserRequest { UserName = "wanted" }, world.Admin)));
        Assert.Single(results, static result => result.Succeeded);
        Assert.All(results.Where(static result => !result.Succeeded), static result => Assert.Equal("EntityAlreadyExists", result.Error!.Code));
    }

    [Fact]
    public async Task Writers_that_add_different_things_to_one_user_lose_none()
    {
        await world.Do(new CreateUserRequest { UserName = "shared" });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(index => index % 2 == 0
            ? world.Do(new TagUserRequest { UserName = "shared", Tags = [new() { Key = $"k{index}", Value = "" }] })
            : world.Do(new PutUserPolicyRequest { UserName = "shared", PolicyName = $"p{index}", PolicyDocument = IamWorld.Allows("s3:*") })));
        Assert.Equal(Writers / 2, (await world.Do(new ListUserTagsRequest { UserName = "shared" })).Tags.Count);
        Assert.Equal(Writers / 2, (await world.Do(new ListUserPoliciesRequest { UserName = "shared" })).PolicyNames.Count);
    }

    [Fact]
    public async Task A_policy_is_never_deleted_under_who_attaches_it()
    {
        for (var round = 0; round < 8; round++)
        {
            var arn = world.Arn($"policy/contested-{round}");
            await world.Do(new CreatePolicyRequest { PolicyName = $"contested-{round}", PolicyDocument = IamWorld.Allows("s3:*") });
            await world.Do(new CreateGroupRequest { GroupName = $"attacher-{round}" });
            var attach = world.Server.Api.Call(new AttachGroupPolicyRequest { GroupName = $"attacher-{round}", PolicyArn = arn }, world.Admin);
            var delete = world.Server.Api.Call(new DeletePolicyRequest { PolicyArn = arn }, world.Admin);
            var (attached, deleted) = (await attach, await delete);
            Assert.NotEqual(attached.Succeeded, deleted.Succeeded);
            Assert.Contains((attached.Error ?? deleted.Error)!.Code, new[] { "NoSuchEntity", "DeleteConflict" });
        }
    }

    [Fact]
    public async Task The_quota_of_keys_holds_against_a_crowd()
    {
        await world.Do(new CreateUserRequest { UserName = "crowded" });
        var results = await Task.WhenAll(
            Enumerable.Range(0, Writers).Select(_ => world.Server.Api.Call(new CreateAccessKeyRequest { UserName = "crowded" }, world.Admin)));
        Assert.Equal(2, results.Count(static result => result.Succeeded));
    }
}
