using Daypass.Core.AwsManagedPolicies;
using Daypass.Iam.ServiceLinkedRoles;
using Daypass.Policy.Language;
using Daypass.Policy.Validation;
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
        Assert.Contains($"\"Service\":\"{Service}\"", role.AssumeRolePolicyDocument, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_name_is_refused_in_AWSs_words()
    {
        var role = (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = Service, CustomSuffix = "once" })).Role!;
        Assert.Equal(world.Arn($"role/aws-service-role/{Service}/AWSServiceRoleForAutoScaling_once"), role.Arn);
        await world.Refuses(
            new CreateServiceLinkedRoleRequest { AwsServiceName = Service, CustomSuffix = "once" },
            "InvalidInput", 400, "Service role name AWSServiceRoleForAutoScaling_once has been taken in this account, please try a different suffix.");
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

    [Theory]
    [InlineData("nosuch.amazonaws.com")]
    [InlineData("bedrock-agentcore.amazonaws.com")]
    [InlineData("nothing.example")]
    [InlineData("ECS.amazonaws.com")]
    public async Task A_service_without_a_template_gets_no_role(string service)
    {
        var sentence = $"Cannot find Service Linked Role template for {service}";
        await world.Refuses(new CreateServiceLinkedRoleRequest { AwsServiceName = service }, "AccessDenied", 403, sentence);
        await world.Refuses(new CreateServiceLinkedRoleRequest { AwsServiceName = service, CustomSuffix = "blue" }, "AccessDenied", 403, sentence);
    }

    [Theory]
    [InlineData("es.amazonaws.com")]
    [InlineData("eks.amazonaws.com")]
    public async Task Most_services_take_no_suffix(string service) => await world.Refuses(
        new CreateServiceLinkedRoleRequest { AwsServiceName = service, CustomSuffix = "blue" }, "InvalidInput", 400,
        $"Custom suffix is not allowed for {service}");

    [Theory]
    [InlineData("opensearchservice.amazonaws.com", "AWSServiceRoleForAmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy")]
    [InlineData("spot.amazonaws.com", "AWSServiceRoleForEC2Spot", "AWSEC2SpotServiceRolePolicy")]
    [InlineData("dynamodb.application-autoscaling.amazonaws.com", "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
        "AWSApplicationAutoscalingDynamoDBTablePolicy")]
    public async Task A_role_has_the_name_and_the_policy_of_its_service(string service, string name, string policy)
    {
        var arn = $"arn:aws:iam::aws:policy/aws-service-role/{policy}";
        Assert.Equal(name, (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = service })).Role!.RoleName);
        var attached = Assert.Single((await world.Do(new ListAttachedRolePoliciesRequest { RoleName = name })).AttachedPolicies);
        Assert.Equal((policy, arn), (attached.PolicyName, attached.PolicyArn));
        var shown = (await world.Do(new GetPolicyRequest { PolicyArn = arn })).Policy!;
        Assert.Equal((1, false), (shown.AttachmentCount, shown.IsAttachable));

        // It is the service's: a customer's role does not get it.
        await world.Do(new CreateRoleRequest { RoleName = "for-" + policy, AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Refuses(
            new AttachRolePolicyRequest { RoleName = "for-" + policy, PolicyArn = arn }, "PolicyNotAttachable", 400,
            "Cannot attach a Service Role Policy to a customer role.");
    }

    [Fact]
    public async Task The_policy_of_a_service_allows_nothing_until_its_document_is_imported()
    {
        var role = (await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = "transitgateway.amazonaws.com" })).Role!.Arn!;
        Assert.Equal("implicitDeny", await Decide(role));

        const string Policy = "AWSVPCTransitGatewayServiceRolePolicy";
        var file = $$$"""{"{{{Policy}}}":{"Path":"/aws-service-role/","Document":{{{IamWorld.Allows("ec2:DescribeVpcs")}}} }}""";
        var import = new ManagedPolicyImport(world.Parts.Store, world.Clock);
        Assert.True((await import.Store(Assert.Single(ManagedPolicyFile.Read(file)), default)).Succeeded);
        Assert.Equal("allowed", await Decide(role));
    }

    private async Task<string> Decide(string role) => Assert.Single((await world.Do(
        new SimulatePrincipalPolicyRequest { PolicySourceArn = role, ActionNames = ["ec2:DescribeVpcs"] })).EvaluationResults!).EvalDecision!;

    [Fact]
    public void The_table_of_services_is_sound()
    {
        var all = ServiceLinkedRoleTemplates.All.ToList();
        Assert.Equal(218, all.Count);
        Assert.Equal(all.Count, all.Select(static one => one.RoleName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, static one =>
        {
            Assert.EndsWith(".amazonaws.com", one.Service, StringComparison.Ordinal);
            Assert.StartsWith("AWSServiceRoleFor", one.RoleName, StringComparison.Ordinal);
            Assert.InRange(one.RoleName.Length, 18, 64);
            Assert.NotEmpty(one.Policies);
            Assert.All(one.Policies, static name => Assert.Matches("^[A-Za-z0-9_-]{1,128}$", name));
            Assert.Null(PolicyValidator.Validate(one.Trust(), PolicyKind.Trust));
        });
    }

    [Theory]
    [InlineData("not-a-task")]
    [InlineData("task/elsewhere/ecs.amazonaws.com/AWSServiceRoleForECS/1")]
    [InlineData("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/")]
    public async Task What_is_no_id_of_a_deletion_is_told_so(string task) => await world.Refuses(
        new GetServiceLinkedRoleDeletionStatusRequest { DeletionTaskId = task }, "InvalidInput", 400, "Invalid task id");

    [Fact]
    public async Task An_ordinary_role_is_not_deleted_as_a_service_linked_one()
    {
        await world.Do(new CreateRoleRequest { RoleName = "ordinary", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Refuses(
            new DeleteServiceLinkedRoleRequest { RoleName = "ordinary" }, "NoSuchEntity", 404, "ordinary exists but is not a service role.");
    }
}
