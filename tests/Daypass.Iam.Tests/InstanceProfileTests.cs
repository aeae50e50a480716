using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class InstanceProfileTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task A_profile_holds_one_role_which_it_shows()
    {
        var made = (await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "box", Path = "/boxes/" })).InstanceProfile;
        Assert.Equal((world.Arn("instance-profile/boxes/box"), 0), (made.Arn, made.Roles.Count));
        Assert.StartsWith("AIPA", made.InstanceProfileId, StringComparison.Ordinal);
        await world.Do(new CreateRoleRequest { RoleName = "inside", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new CreateRoleRequest { RoleName = "outside", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new AddRoleToInstanceProfileRequest { InstanceProfileName = "box", RoleName = "inside" });

        var role = Assert.Single((await world.Do(new GetInstanceProfileRequest { InstanceProfileName = "box" })).InstanceProfile.Roles);
        Assert.Equal(("inside", world.TrustsAccount()), (role.RoleName, role.AssumeRolePolicyDocument));
        Assert.Equal(
            "box", Assert.Single((await world.Do(new ListInstanceProfilesForRoleRequest { RoleName = "inside" })).InstanceProfiles).InstanceProfileName);
        Assert.Empty((await world.Do(new ListInstanceProfilesForRoleRequest { RoleName = "outside" })).InstanceProfiles);
        await world.Refuses(
            new AddRoleToInstanceProfileRequest { InstanceProfileName = "box", RoleName = "outside" }, "LimitExceeded", 409,
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        await world.Refuses(
            new RemoveRoleFromInstanceProfileRequest { InstanceProfileName = "box", RoleName = "outside" }, "NoSuchEntity", 404,
            "The role with name outside is not in instance profile box.");
        await world.Refuses(
            new DeleteInstanceProfileRequest { InstanceProfileName = "box" }, "DeleteConflict", 409,
            "Cannot delete entity, must remove roles from instance profile first.");
        await world.Do(new RemoveRoleFromInstanceProfileRequest { InstanceProfileName = "box", RoleName = "inside" });
        await world.Do(new DeleteInstanceProfileRequest { InstanceProfileName = "box" });
        await world.Refuses(new GetInstanceProfileRequest { InstanceProfileName = "box" }, "NoSuchEntity", 404, "Instance Profile box cannot be found.");
    }

    [Fact]
    public async Task Names_are_unique_whatever_their_case()
    {
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "Unique" });
        await world.Refuses(
            new CreateInstanceProfileRequest { InstanceProfileName = "unique" }, "EntityAlreadyExists", 409, "Instance Profile unique already exists.");
    }
}
