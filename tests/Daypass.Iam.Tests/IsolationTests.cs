using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Saml;

namespace Daypass.Iam.Tests;

/// <summary>Two accounts with the same names: nothing one account's administrator does reaches the other.</summary>
public sealed class IsolationTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Fact]
    public async Task No_operation_of_one_account_reads_or_changes_the_other_one()
    {
        var (account, stranger) = await world.NewAccount();
        await Populate(world.Account, world.Admin, "ours");
        await Populate(account, stranger, "theirs");
        var key = (await world.NewKey("someone")).AccessKeyId;
        var before = await Everything();

        var leaks = new List<string>();
        foreach (var (who, credentials) in await Principals(account, stranger))
        {
            foreach (var route in world.Operations)
            {
                // The stranger names everything by the first account's ARNs and key, and by names both accounts have.
                using var answer = await world.Server.Api.Post(
                    new SampleForms(world.Account, key).Of(route.Description), ServiceDescription.Get(Service.Iam), credentials);
                var body = await answer.Content.ReadAsStringAsync();
                if ((int)answer.StatusCode >= 500 || body.Contains("ours", StringComparison.Ordinal)
                    || (answer.IsSuccessStatusCode && body.Contains($"::{world.Account}:", StringComparison.Ordinal)))
                {
                    leaks.Add($"{route.Description.Name} by {who}: {(int)answer.StatusCode} {body}");
                }
            }
        }

        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task The_same_names_are_different_principals_in_the_cache_too()
    {
        var (_, stranger) = await world.NewAccount();
        var ours = await world.NewUser("twin", IamWorld.Allows("iam:ListUsers"));
        var theirs = await world.NewUser("twin", IamWorld.Allows("iam:ListRoles"), stranger);
        for (var turn = 0; turn < 2; turn++)
        {
            await world.Do(new ListUsersRequest(), ours);
            Assert.Equal("AccessDenied", (await world.Refused(new ListUsersRequest(), theirs)).Code);
            await world.Do(new ListRolesRequest(), theirs);
            Assert.Equal("AccessDenied", (await world.Refused(new ListRolesRequest(), ours)).Code);
        }
    }

    [Fact]
    public async Task Root_of_one_account_is_nobody_in_the_other()
    {
        var (account, _) = await world.NewAccount();
        var error = await world.Refused(new GetPolicyRequest { PolicyArn = $"arn:aws:iam::{account}:policy/rights" }, world.Server.Root);
        Assert.Equal(("AccessDenied", 403), (error.Code, error.Status));
    }

    // Every kind of principal that may do everything in its own account, a role's session last, for the calls before may delete what it is made of.
    private async Task<IReadOnlyList<(string, SigningCredentials)>> Principals(string account, SigningCredentials admin)
    {
        await world.Do(new CreateRoleRequest { RoleName = "everything", AssumeRolePolicyDocument = IamWorld.Trusts(account) }, admin);
        await world.Do(new AttachRolePolicyRequest { RoleName = "everything", PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, admin);
        var session = (await world.Do(new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{account}:role/everything", RoleSessionName = "session" }, admin))
            .Credentials!;
        var user = await world.NewUser("everybody", IamWorld.EverythingAllowed, admin);
        return [("admin", admin), ("a user", user),
            ("a role", new SigningCredentials(session.AccessKeyId, Secret.FromText(session.SecretAccessKey), session.SessionToken))];
    }

    private async Task Populate(string account, SigningCredentials admin, string word)
    {
        await world.Do(new CreateUserRequest { UserName = "someone", Path = "/team/", Tags = [new() { Key = "cost", Value = word }] }, admin);
        await world.Do(new CreateGroupRequest { GroupName = "crowd" }, admin);
        await world.Do(new CreateRoleRequest { RoleName = "actor", AssumeRolePolicyDocument = IamWorld.Trusts(account), Description = word }, admin);
        await world.Do(new CreatePolicyRequest { PolicyName = "rights", PolicyDocument = IamWorld.Allows("s3:*"), Description = word }, admin);
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "holder", Tags = [new() { Key = "cost", Value = word }] }, admin);
        await world.Do(
            new PutUserPolicyRequest { UserName = "someone", PolicyName = "sample", PolicyDocument = IamWorld.Allows("s3:*", $"arn:aws:s3:::{word}") }, admin);
        await world.Do(
            new PutGroupPolicyRequest { GroupName = "crowd", PolicyName = "sample", PolicyDocument = IamWorld.Allows("s3:*", $"arn:aws:s3:::{word}") }, admin);
        await world.Do(
            new PutRolePolicyRequest { RoleName = "actor", PolicyName = "sample", PolicyDocument = IamWorld.Allows("s3:*", $"arn:aws:s3:::{word}") }, admin);
        await world.Do(new CreateLoginProfileRequest { UserName = "someone", Password = "Former-1234567" }, admin);
        await world.Do(new CreateServiceLinkedRoleRequest { AwsServiceName = "autoscaling.amazonaws.com", Description = word }, admin);
        await world.Do(
            new CreateOpenIdConnectProviderRequest { Url = "https://issuer.example", ClientIdList = [word], ThumbprintList = [new string('c', 40)] }, admin);
        await world.Do(new CreateVirtualMfaDeviceRequest { VirtualMfaDeviceName = "device", Tags = [new() { Key = "cost", Value = word }] }, admin);
        await world.Do(
            new CreateSamlProviderRequest { Name = "provider", SamlMetadataDocument = new TestSamlIdp(entityId: $"https://idp.example.com/{word}").Metadata },
            admin);
        await world.Do(new CreateAccountAliasRequest { AccountAlias = "alias-" + word }, admin);
        await world.Do(new UpdateAccountPasswordPolicyRequest { MinimumPasswordLength = 10 }, admin);
    }

    private async Task<string> Everything()
    {
        using var details = await world.Server.Api.Post(
            "Action=GetAccountAuthorizationDetails&Version=2010-05-08&MaxItems=1000&Filter.member.1=User&Filter.member.2=Group"
            + "&Filter.member.3=Role&Filter.member.4=LocalManagedPolicy",
            ServiceDescription.Get(Service.Iam), world.Admin);
        var text = await details.Content.ReadAsStringAsync();
        foreach (var form in new[]
        {
            "Action=GetAccountSummary", "Action=ListAccountAliases", "Action=GetAccountPasswordPolicy", "Action=GetLoginProfile&UserName=someone",
                "Action=ListVirtualMFADevices",
            $"Action=GetOpenIDConnectProvider&OpenIDConnectProviderArn={world.Arn("oidc-provider/issuer.example")}",
                $"Action=GetSAMLProvider&SAMLProviderArn={world.Arn("saml-provider/provider")}",
            $"Action=ListMFADeviceTags&SerialNumber={world.Arn("mfa/device")}", "Action=ListAccessKeys&UserName=someone",
        })
        {
            using var answer = await world.Server.Api.Post(form + "&Version=2010-05-08", ServiceDescription.Get(Service.Iam), world.Admin);
            text += await answer.Content.ReadAsStringAsync();
        }

        return string.Join('\n', text.Split('\n').Where(static line => !line.Contains("RequestId", StringComparison.Ordinal)));
    }
}
