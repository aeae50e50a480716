using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

public sealed class ServiceAccessTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task Policies_that_grant_access_to_a_service_are_listed_with_what_holds_them()
    {
        await world.Do(new CreateGroupRequest { GroupName = "givers" });
        await world.Do(new PutGroupPolicyRequest { GroupName = "givers", PolicyName = "given", PolicyDocument = IamWorld.Allows("s3:GetObject") });
        await world.Do(new CreateUserRequest { UserName = "taker" });
        await world.Do(new AddUserToGroupRequest { GroupName = "givers", UserName = "taker" });
        await world.Do(new AttachUserPolicyRequest { UserName = "taker", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" });
        var services = (await world.Do(new ListPoliciesGrantingServiceAccessRequest { Arn = world.Arn("user/taker"), ServiceNamespaces = ["s3", "sqs"] }))
            .PoliciesGrantingServiceAccess;
        Assert.Equal(["s3", "sqs"], services.Select(static service => service.ServiceNamespace));
        Assert.Equal(
            [("AdministratorAccess", "MANAGED", null), ("given", "INLINE", "givers")],
            services[0].Policies!.Select(static policy => (policy.PolicyName, policy.PolicyType, policy.EntityName)));
        Assert.Equal("AdministratorAccess", Assert.Single(services[1].Policies!).PolicyName);
    }
}
