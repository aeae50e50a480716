using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

/// <summary>
/// Nothing a session makes exceeds the session: every call that makes or widens a credential passes the session policy, the boundary and the identity
/// policies.
/// </summary>
public sealed class SessionLimitTests(IamWorld world) : IClassFixture<IamWorld>
{
    private const string ReadOnly = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}]}""";

    [Fact]
    public async Task A_session_with_a_restricting_policy_makes_no_credential_and_widens_none()
    {
        var session = await Assume("worker-1", ReadOnly, null);
        await world.Do(new ListUsersRequest(), session);
        await AllDenied(session, "worker-1", "because no session policy allows");
    }

    [Fact]
    public async Task A_boundary_binds_what_a_role_makes_as_well()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "only-reading", PolicyDocument = ReadOnly });
        var session = await Assume("worker-2", null, world.Arn("policy/only-reading"));
        await world.Do(new ListUsersRequest(), session);
        await AllDenied(session, "worker-2", "because no permissions boundary allows");
        Assert.Equal("AccessDenied", (await world.Refused(new DeleteRolePermissionsBoundaryRequest { RoleName = "worker-2" }, session)).Code);
    }

    [Fact]
    public async Task A_users_session_with_a_denying_policy_is_denied_though_the_user_is_not()
    {
        var user = await world.NewUser("both", IamWorld.Allows("iam:*"));
        await world.Do(new CreateAccessKeyRequest { UserName = "both" }, user);

        // Without MFA the session of a user may not call IAM at all (IAM User Guide, "Comparing the AWS STS API operations").
        var minted = (await world.Do(new GetSessionTokenRequest(), user)).Credentials!;
        Assert.Equal("InvalidClientTokenId", (await world.Refused(new ListUsersRequest(), Of(minted))).Code);
    }

    [Fact]
    public async Task Who_may_create_only_bounded_users_cannot_create_another()
    {
        await world.Do(new CreatePolicyRequest { PolicyName = "fence", PolicyDocument = ReadOnly });
        var fence = world.Arn("policy/fence");
        var delegated = await world.NewUser("delegated", $$$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["iam:CreateUser","iam:PutUserPolicy","iam:AttachUserPolicy","iam:PutUserPermissionsBoundary"],"Resource":"*",
               "Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{{fence}}}"} } }]}
            """);
        Assert.Equal("AccessDenied", (await world.Refused(new CreateUserRequest { UserName = "free" }, delegated)).Code);
        Assert.Equal(
            "AccessDenied",
            (await world.Refused(new CreateUserRequest { UserName = "free", PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess" }, delegated))
            .Code);
        await world.Do(new CreateUserRequest { UserName = "fenced", PermissionsBoundary = fence }, delegated);

        // The key of the other calls is the boundary the user has.
        await world.Do(new PutUserPolicyRequest { UserName = "fenced", PolicyName = "p", PolicyDocument = IamWorld.EverythingAllowed }, delegated);
        Assert.Equal(
            "AccessDenied",
            (await world.Refused(new PutUserPolicyRequest { UserName = "delegated", PolicyName = "p", PolicyDocument = IamWorld.EverythingAllowed }, delegated))
            .Code);
        Assert.Equal(
            "AccessDenied",
            (await world.Refused(
            new PutUserPermissionsBoundaryRequest { UserName = "fenced", PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess" }, delegated))
            .Code);
        Assert.Equal("AccessDenied", (await world.Refused(new DeleteUserPermissionsBoundaryRequest { UserName = "fenced" }, delegated)).Code);
    }

    [Fact]
    public async Task Who_may_attach_one_policy_cannot_attach_another()
    {
        var attacher = await world.NewUser("attacher", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*",
             "Condition":{"ArnLike":{"iam:PolicyARN":"arn:aws:iam::*:policy/harmless"}}}]}
            """);
        await world.Do(new CreatePolicyRequest { PolicyName = "harmless", PolicyDocument = ReadOnly });
        await world.Do(new AttachUserPolicyRequest { UserName = "attacher", PolicyArn = world.Arn("policy/harmless") }, attacher);
        Assert.Equal(
            "AccessDenied",
            (await world.Refused(new AttachUserPolicyRequest { UserName = "attacher", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, attacher))
            .Code);
    }

    [Fact]
    public async Task Tags_decide_by_the_resource_they_are_on()
    {
        await world.Do(new CreateUserRequest { UserName = "red", Tags = [new() { Key = "team", Value = "red" }] });
        await world.Do(new CreateUserRequest { UserName = "blue", Tags = [new() { Key = "team", Value = "blue" }] });
        var lead = await world.NewUser("red-lead", """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":["iam:DeleteUser","iam:GetUser"],"Resource":"*",
               "Condition":{"StringEquals":{"iam:ResourceTag/team":"red","aws:ResourceTag/team":"red"}}},
              {"Effect":"Allow","Action":["iam:CreateUser","iam:TagUser"],"Resource":"*",
               "Condition":{"StringEquals":{"aws:RequestTag/team":"red"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}]}
            """);
        await world.Do(new GetUserRequest { UserName = "red" }, lead);
        Assert.Equal("AccessDenied", (await world.Refused(new GetUserRequest { UserName = "blue" }, lead)).Code);
        Assert.Equal("AccessDenied", (await world.Refused(new CreateUserRequest { UserName = "untagged" }, lead)).Code);
        Assert.Equal(
            "AccessDenied",
            (await world.Refused(
            new CreateUserRequest { UserName = "more", Tags = [new() { Key = "team", Value = "red" }, new() { Key = "admin", Value = "1" }] }, lead)).Code);
        await world.Do(new CreateUserRequest { UserName = "new-red", Tags = [new() { Key = "team", Value = "red" }] }, lead);
    }

    [Fact]
    public async Task A_role_is_put_into_a_profile_only_by_who_may_pass_that_role()
    {
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "machine", Tags = [new() { Key = "passable", Value = "yes" }] });
        await world.Do(new CreateRoleRequest { RoleName = "strong", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(
            new CreateRoleRequest { RoleName = "weak", AssumeRolePolicyDocument = world.TrustsAccount(), Tags = [new() { Key = "passable", Value = "yes" }] });
        var passer = await world.NewUser("passer", """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"*"},
              {"Effect":"Allow","Action":"iam:PassRole","Resource":"*",
               "Condition":{"StringEquals":{"aws:ResourceTag/passable":"yes","iam:PassedToService":"ec2.amazonaws.com"}}}]}
            """);

        // The profile's own tag must not speak for the role.
        var error = await world.Refused(new AddRoleToInstanceProfileRequest { InstanceProfileName = "machine", RoleName = "strong" }, passer);
        Assert.Contains($"is not authorized to perform: iam:PassRole on resource: {world.Arn("role/strong")}", error.Message, StringComparison.Ordinal);
        await world.Do(new AddRoleToInstanceProfileRequest { InstanceProfileName = "machine", RoleName = "weak" }, passer);
    }

    private async Task AllDenied(SigningCredentials session, string role, string reason)
    {
        var errors = new[]
        {
            await world.Refused(new CreateUserRequest { UserName = "escape" }, session),
            await world.Refused(new CreateAccessKeyRequest { UserName = "admin" }, session),
            await world.Refused(new CreateLoginProfileRequest { UserName = "admin", Password = "Escaped-1234" }, session),
            await world.Refused(new CreateRoleRequest { RoleName = "escape", AssumeRolePolicyDocument = world.TrustsAccount() }, session),
            await world.Refused(new UpdateAssumeRolePolicyRequest { RoleName = role, PolicyDocument = world.TrustsAccount() }, session),
            await world.Refused(new PutRolePolicyRequest { RoleName = role, PolicyName = "more", PolicyDocument = IamWorld.EverythingAllowed }, session),
            await world.Refused(new AttachRolePolicyRequest { RoleName = role, PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, session),
            await world.Refused(new PutUserPolicyRequest { UserName = "admin", PolicyName = "more", PolicyDocument = IamWorld.EverythingAllowed }, session),
            await world.Refused(new CreatePolicyRequest { PolicyName = "escape", PolicyDocument = IamWorld.EverythingAllowed }, session),
        };
        Assert.All(errors, error =>
        {
            Assert.Equal(("AccessDenied", 403), (error.Code, error.Status));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        });
    }

    private async Task<SigningCredentials> Assume(string role, string? sessionPolicy, string? boundary)
    {
        await world.Do(new CreateRoleRequest { RoleName = role, AssumeRolePolicyDocument = world.TrustsAccount(), PermissionsBoundary = boundary });
        await world.Do(new PutRolePolicyRequest { RoleName = role, PolicyName = "all", PolicyDocument = IamWorld.EverythingAllowed });
        return Of((await world.Do(new AssumeRoleRequest { RoleArn = world.Arn($"role/{role}"), RoleSessionName = "session", Policy = sessionPolicy }))
            .Credentials!);
    }

    private static SigningCredentials Of(Credentials minted) => new(minted.AccessKeyId, Secret.FromText(minted.SecretAccessKey), minted.SessionToken);
}
