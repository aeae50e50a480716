using Daypass.Core.Stores;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests.Authorized;

/// <summary>What was authorized is what is acted upon: an entity is read once, and what happens to it between permission and effect is noticed.</summary>
public sealed class AuthorizedEntityTests(WatchedService service) : IClassFixture<WatchedService>
{
    [Fact]
    public async Task GetRole_reads_its_role_once()
    {
        await CreateRole("read-once");
        await Reads(EntityKind.Role, 1, () => service.Do(new GetRoleRequest { RoleName = "read-once" }));
    }

    [Fact]
    public async Task GetUser_reads_its_user_once()
    {
        await service.Do(new CreateUserRequest { UserName = "read-once" });
        await Reads(EntityKind.User, 1, () => service.Do(new GetUserRequest { UserName = "read-once" }));
    }

    [Fact]
    public async Task UpdateRole_reads_its_role_once()
    {
        await CreateRole("updated-once");
        await Reads(EntityKind.Role, 1, () => service.Do(new UpdateRoleRequest { RoleName = "updated-once", Description = "new" }));
        Assert.Equal("new", (await service.Do(new GetRoleRequest { RoleName = "updated-once" })).Role.Description);
    }

    [Fact]
    public async Task A_role_made_anew_meanwhile_is_authorized_anew()
    {
        await CreateRole("anew", new Tag { Key = "team", Value = "blue" });
        var blue = await OnlyBlue("anew-admin");

        // Between the permission, which the tag gives, and the effect the name becomes another role's, which has no such tag.
        service.Store.Watch(EntityKind.Role, async () =>
        {
            await service.Do(new DeleteRoleRequest { RoleName = "anew" });
            await CreateRole("anew");
        });
        var result = await service.Call(new UpdateRoleRequest { RoleName = "anew", Description = "stolen" }, blue);
        Assert.Equal("AccessDenied", result.Error?.Code);
        Assert.Null((await service.Do(new GetRoleRequest { RoleName = "anew" })).Role.Description);
    }

    [Fact]
    public async Task A_role_whose_tags_change_meanwhile_is_authorized_anew()
    {
        await CreateRole("retagged", new Tag { Key = "team", Value = "blue" });
        var blue = await OnlyBlue("retagged-admin");
        service.Store.Watch(EntityKind.Role, () => service.Do(new TagRoleRequest { RoleName = "retagged", Tags = [new Tag { Key = "team", Value = "red" }] }));
        var result = await service.Call(new DeleteRoleRequest { RoleName = "retagged" }, blue);
        Assert.Equal("AccessDenied", result.Error?.Code);
        await service.Do(new GetRoleRequest { RoleName = "retagged" });
    }

    [Fact]
    public async Task A_role_that_changes_otherwise_meanwhile_keeps_both_changes()
    {
        await CreateRole("both");
        service.Store.Watch(EntityKind.Role, () => service.Do(
            new PutRolePolicyRequest { RoleName = "both", PolicyName = "p", PolicyDocument = IamWorld.Allows("s3:*") }));
        await service.Do(new UpdateRoleRequest { RoleName = "both", Description = "kept" });
        Assert.Equal("kept", (await service.Do(new GetRoleRequest { RoleName = "both" })).Role.Description);
        Assert.Equal(["p"], (await service.Do(new ListRolePoliciesRequest { RoleName = "both" })).PolicyNames);
    }

    [Fact]
    public async Task A_user_renamed_meanwhile_is_not_found_by_the_old_name()
    {
        await service.Do(new CreateUserRequest { UserName = "old-name" });
        service.Store.Watch(EntityKind.User, () => service.Do(new UpdateUserRequest { UserName = "old-name", NewUserName = "new-name" }));
        Assert.Equal("NoSuchEntity", (await service.Call(new DeleteUserRequest { UserName = "old-name" })).Error?.Code);
        await service.Do(new GetUserRequest { UserName = "new-name" });
    }

    [Fact]
    public async Task No_key_is_made_for_a_user_who_is_another_one_by_then()
    {
        await service.Do(new CreateUserRequest { UserName = "keyless", Tags = [new Tag { Key = "team", Value = "blue" }] });
        var blue = await OnlyBlue("keyless-admin");
        service.Store.Watch(EntityKind.User, async () =>
        {
            await service.Do(new DeleteUserRequest { UserName = "keyless" });
            await service.Do(new CreateUserRequest { UserName = "keyless" });
        });
        Assert.Equal("AccessDenied", (await service.Call(new CreateAccessKeyRequest { UserName = "keyless" }, blue)).Error?.Code);
        Assert.Empty((await service.Do(new ListAccessKeysRequest { UserName = "keyless" })).AccessKeyMetadata);
    }

    [Fact]
    public async Task No_role_is_passed_that_is_another_one_by_then()
    {
        var tag = new Tag { Key = "team", Value = "blue" };
        await CreateRole("passed", tag);
        await service.Do(new CreateInstanceProfileRequest { InstanceProfileName = "passed", Tags = [tag] });
        var blue = await OnlyBlue("passed-admin");
        service.Store.Watch(EntityKind.Role, async () =>
        {
            await service.Do(new DeleteRoleRequest { RoleName = "passed" });
            await CreateRole("passed");
        });
        var request = new AddRoleToInstanceProfileRequest { InstanceProfileName = "passed", RoleName = "passed" };
        Assert.Equal("AccessDenied", (await service.Call(request, blue)).Error?.Code);
        Assert.Empty((await service.Do(new GetInstanceProfileRequest { InstanceProfileName = "passed" })).InstanceProfile.Roles);
    }

    private async Task Reads(EntityKind kind, int expected, Func<Task> call)
    {
        // The first call fills the caches of who asks.
        await call();
        service.Store.Watch(kind);
        await call();
        Assert.Equal(expected, service.Store.Reads);
    }

    private Task<RoleResponse> CreateRole(string name, params Tag[] tags) => service.Do(new CreateRoleRequest
    {
        RoleName = name,
        AssumeRolePolicyDocument = IamWorld.Trusts($"arn:aws:iam::{service.Account}:root"),
        Tags = tags,
    });

    /// <summary>The key of a user who may do everything to what is tagged <c>team=blue</c>, and who has called already.</summary>
    private async Task<SigningCredentials> OnlyBlue(string name)
    {
        await service.Do(new CreateUserRequest { UserName = name });
        await service.Do(new PutUserPolicyRequest
        {
            UserName = name,
            PolicyName = "blue",
            PolicyDocument =
                """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue"}}}]}
                """,
        });
        var key = (await service.Do(new CreateAccessKeyRequest { UserName = name })).AccessKey;
        var credentials = new SigningCredentials(key.AccessKeyId, Protocol.Secret.FromText(key.SecretAccessKey));
        await service.Call(new GetUserRequest { UserName = name }, credentials);
        return credentials;
    }
}
