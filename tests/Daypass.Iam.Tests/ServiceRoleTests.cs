using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

public sealed class ServiceRoleTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string Service = "autoscaling.amazonaws.com";

    [Fact]
    public async Task The_ordinary_calls_leave_a_service_linked_role_alone()
    {
        var name = (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = Service, CustomSuffix = "kept" })).Role!.RoleName!;
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "for-service" });
        var refusals = new[]
        {
            await world.Refused(new DeleteRoleRequest { RoleName = name }),
            await world.Refused(new UpdateAssumeRolePolicyRequest { RoleName = name, PolicyDocument = world.TrustsAccount() }),
            await world.Refused(new PutRolePolicyRequest { RoleName = name, PolicyName = "p", PolicyDocument = IamWorld.Allows("s3:*") }),
            await world.Refused(new DeleteRolePolicyRequest { RoleName = name, PolicyName = "p" }),
            await world.Refused(new AttachRolePolicyRequest { RoleName = name, PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
            await world.Refused(new DetachRolePolicyRequest { RoleName = name, PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
            await world.Refused(new PutRolePermissionsBoundaryRequest { RoleName = name, PermissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
            await world.Refused(new DeleteRolePermissionsBoundaryRequest { RoleName = name }),
            await world.Refused(new AddRoleToInstanceProfileRequest { InstanceProfileName = "for-service", RoleName = name }),
        };
        Assert.All(refusals, error => Assert.Equal(
            ("UnmodifiableEntity", 400, $"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS"),
                (error.Code, error.Status, error.Message)));

        await world.Refuses(
            new UpdateRoleRequest { RoleName = name, MaxSessionDuration = 7200 }, "UnmodifiableEntity", 400,
            $"{name} is an AWS service linked role, max session duration cannot be changed.");

        // Its description and its tags are the account's own.
        await world.Do(new UpdateRoleRequest { RoleName = name, Description = "ours" });
        await world.Do(new TagRoleRequest { RoleName = name, Tags = [new Tag { Key = "k", Value = "v" }] });
        var role = (await world.Do(new GetRoleRequest { RoleName = name })).Role;
        Assert.Equal(("ours", "v"), (role.Description, role.Tags![0].Value));
        Assert.Contains($"\"Service\":[\"{Service}\"]", role.AssumeRolePolicyDocument, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_name_is_refused_in_AWSs_words()
    {
        var role = (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = Service, CustomSuffix = "once" })).Role!;
        Assert.Equal(world.Arn($"role/aws-service-role/{Service}/AWSServiceRoleForAutoScaling_once"), role.Arn);
        await world.Refuses(
            new CreateServiceLinkedRoleRequest { AwsServiceName = Service, CustomSuffix = "once" },
            "InvalidInput", 400, "Service role name AWSServiceRoleForAutoScaling_once has been taken in this account, please try a different suffix.");
        Assert.Equal("InvalidInput", (await world.Refused(new CreateServiceLinkedRoleRequest { AwsServiceName = "nothing.example" })).Code);
    }

    [Fact]
    public async Task Deleting_answers_a_task_that_only_its_account_can_ask_about()
    {
        var name = (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = Service, CustomSuffix = "gone" })).Role!.RoleName!;
        var task = (await world.Do(new DeleteServiceLinkedRoleRequest { RoleName = name })).DeletionTaskId;
        Assert.StartsWith($"task/aws-service-role/{Service}/{name}/", task, StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", (await world.Do(new GetServiceLinkedRoleDeletionStatusRequest { DeletionTaskId = task })).Status);
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetRoleRequest { RoleName = name })).Code);
        Assert.Equal("NoSuchEntity", (await world.Refused(new DeleteServiceLinkedRoleRequest { RoleName = name })).Code);
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetServiceLinkedRoleDeletionStatusRequest { DeletionTaskId = task[..^2] })).Code);
        var (_, stranger) = await world.NewAccount();
        Assert.Equal("NoSuchEntity", (await world.Refused(new GetServiceLinkedRoleDeletionStatusRequest { DeletionTaskId = task }, stranger)).Code);
    }

    [Fact]
    public async Task An_ordinary_role_is_not_deleted_as_a_service_linked_one()
    {
        await world.Do(new CreateRoleRequest { RoleName = "ordinary", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Refuses(new DeleteServiceLinkedRoleRequest { RoleName = "ordinary" }, "NoSuchEntity", 404, "The role with name ordinary cannot be found.");
    }
}
