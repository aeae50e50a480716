using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;

namespace Daypass.Iam.Tests;

/// <summary>Principals are stored with their unique ids (IAM User Guide, "AWS JSON policy elements: Principal").</summary>
public sealed class TrustPolicyTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task A_principal_that_does_not_exist_is_refused_with_the_sentence_Terraform_waits_for()
    {
        var arn = world.Arn("user/nobody");
        await world.Refuses(
            new CreateRoleRequest { RoleName = "lonely", AssumeRolePolicyDocument = IamWorld.Trusts(arn) },
            "MalformedPolicyDocument", 400, $"Invalid principal in policy: \"AWS\":\"{arn}\"");
    }

    [Fact]
    public async Task A_principal_is_looked_up_by_its_whole_ARN()
    {
        await world.Do(new CreateUserRequest { UserName = "pathed", Path = "/deep/" });
        var wrong = world.Arn("user/pathed");
        await world.Refuses(
            new CreateRoleRequest { RoleName = "wrong-path", AssumeRolePolicyDocument = IamWorld.Trusts(wrong) },
            "MalformedPolicyDocument", 400, $"Invalid principal in policy: \"AWS\":\"{wrong}\"");
        await world.Do(new CreateRoleRequest { RoleName = "right-path", AssumeRolePolicyDocument = IamWorld.Trusts(world.Arn("user/deep/pathed")) });
    }

    [Fact]
    public async Task A_deleted_principal_shows_its_id_and_a_namesake_is_not_trusted()
    {
        var first = await world.NewUser("phoenix", IamWorld.Allows("sts:AssumeRole"));
        var id = (await world.Do(new GetUserRequest { UserName = "phoenix" })).User.UserId;
        var trust = IamWorld.Trusts(world.Arn("user/phoenix"));
        await world.Do(new CreateRoleRequest { RoleName = "nest", AssumeRolePolicyDocument = trust });
        Assert.True((await Assume("nest", first)).Succeeded);
        Assert.Equal(trust, await Shown("nest"));

        await world.Do(new DeleteAccessKeyRequest { UserName = "phoenix", AccessKeyId = first.AccessKeyId });
        await world.Do(new DeleteUserPolicyRequest { UserName = "phoenix", PolicyName = "may" });
        await world.Do(new DeleteUserRequest { UserName = "phoenix" });
        Assert.Equal(trust.Replace(world.Arn("user/phoenix"), id, StringComparison.Ordinal), await Shown("nest"));

        // Without a policy of its own, only the trust policy could let it in.
        var second = await world.NewUser("phoenix", IamWorld.Allows("iam:GetUser"));
        Assert.Equal("AccessDenied", (await Assume("nest", second)).Error?.Code);
        Assert.Contains(id, await Shown("nest"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_principal_stays_trusted_and_is_shown_by_its_new_ARN()
    {
        var user = await world.NewUser("maiden", IamWorld.Allows("sts:GetCallerIdentity"));
        await world.Do(new CreateRoleRequest { RoleName = "marriage", AssumeRolePolicyDocument = IamWorld.Trusts(world.Arn("user/maiden")) });
        await world.Do(new UpdateUserRequest { UserName = "maiden", NewUserName = "married" });
        Assert.True((await Assume("marriage", user)).Succeeded);
        Assert.Equal(IamWorld.Trusts(world.Arn("user/married")), await Shown("marriage"));
    }

    [Fact]
    public async Task A_role_can_trust_itself_only_once_it_exists()
    {
        var self = IamWorld.Trusts(world.Arn("role/narcissus"));
        Assert.Equal("MalformedPolicyDocument", (await world.Refused(new CreateRoleRequest { RoleName = "narcissus", AssumeRolePolicyDocument = self })).Code);
        await world.Do(new CreateRoleRequest { RoleName = "narcissus", AssumeRolePolicyDocument = world.TrustsAccount() });
        await world.Do(new UpdateAssumeRolePolicyRequest { RoleName = "narcissus", PolicyDocument = self });
        Assert.Equal(self, await Shown("narcissus"));
    }

    [Fact]
    public async Task Principals_of_other_accounts_on_this_server_are_resolved_too()
    {
        var (account, stranger) = await world.NewAccount();
        var theirs = await world.NewUser("guest", IamWorld.Allows("sts:AssumeRole"), stranger);
        await world.Do(new CreateRoleRequest { RoleName = "guesthouse", AssumeRolePolicyDocument = IamWorld.Trusts($"arn:aws:iam::{account}:user/guest") });
        Assert.True((await Assume("guesthouse", theirs)).Succeeded);
        await world.Do(new UpdateUserRequest { UserName = "guest", NewUserName = "host" }, stranger);
        Assert.Contains($"arn:aws:iam::{account}:user/host", await Shown("guesthouse"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_character_comes_back_as_it_was_sent()
    {
        var document = "{ \"Version\" : \"2012-10-17\",\r\n\t\"Statement\":[{\"Sid\":\"é %3A + a\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\""
            + world.Account
            + "\",\"*\"]},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"a+b %20 ÿ <&>\"}}}] }";
        document = document.Replace("é %3A + a", "plain", StringComparison.Ordinal);
        await world.Do(new CreateRoleRequest { RoleName = "verbatim", AssumeRolePolicyDocument = document });
        Assert.Equal(document, await Shown("verbatim"));
    }

    [Fact]
    public async Task A_shared_issuer_without_a_claim_that_says_whose_token_it_is_may_not_be_trusted()
    {
        var open = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
            + $$"""{"Federated":"{{world.Arn("oidc-provider/token.actions.githubusercontent.com")}}"},"Action":"sts:AssumeRoleWithWebIdentity"}]}""";
        Assert.Equal("MalformedPolicyDocument", (await world.Refused(new CreateRoleRequest { RoleName = "open-door", AssumeRolePolicyDocument = open })).Code);
        await world.Do(new CreateRoleRequest { RoleName = "closed-door", AssumeRolePolicyDocument = world.TrustsAccount() });
        Assert.Equal(
            "MalformedPolicyDocument", (await world.Refused(new UpdateAssumeRolePolicyRequest { RoleName = "closed-door", PolicyDocument = open })).Code);
    }

    private async Task<string> Shown(string role) => (await world.Do(new GetRoleRequest { RoleName = role })).Role.AssumeRolePolicyDocument!;

    private Task<Protocol.Errors.Result<AssumeRoleResponse>> Assume(string role, SigningCredentials credentials) =>
        world.Server.Api.Call(new AssumeRoleRequest { RoleArn = world.Arn($"role/{role}"), RoleSessionName = "session" }, credentials);
}
