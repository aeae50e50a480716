using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Tests.Iam;

/// <summary>Two accounts with the same names: nothing one account's administrator does reaches the other .</summary>
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
        foreach (var route in world.Operations)
        {
            // The stranger names everything by the first account's ARNs and key, and by names both accounts have.
            using var answer = await world.Server.Api.Post(new SampleForms(world.Account, key).Of(route.Description), ServiceDescription.Of(Service.Iam), stranger);
            var body = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500 || body.Contains("ours", StringComparison.Ordinal) || (answer.IsSuccessStatusCode && body.Contains($"::{world.Account}:", StringComparison.Ordinal)))
            {
                leaks.Add($"{route.Description.Name}: {(int)answer.StatusCode} {body}");
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

    private async Task Populate(string account, SigningCredentials admin, string word)
    {
        await world.Do(new CreateUserRequest { UserName = "someone", Path = "/team/", Tags = [new() { Key = "cost", Value = word }] }, admin);
        await world.Do(new CreateGroupRequest { GroupName = "crowd" }, admin);
        await world.Do(new CreateRoleRequest { RoleName = "actor", AssumeRolePolicyDocument = IamWorld.Trusts(account), Description = word }, admin);
        await world.Do(new CreatePolicyRequest { PolicyName = "rights", PolicyDocument = IamWorld.Allows("s3:*"), Description = word }, admin);
        await world.Do(new CreateInstanceProfileRequest { InstanceProfileName = "holder", Tags = [new() { Key = "cost", Value = word }] }, admin);
        await world.Do(new PutUserPolicyRequest { UserName = "someone", PolicyName = "sample", PolicyDocument = IamWorld.Allows("s3:*", $"arn:aws:s3:::{word}") }, admin);
    }

    private async Task<string> Everything()
    {
        using var details = await world.Server.Api.Post("Action=GetAccountAuthorizationDetails&Version=2010-05-08&MaxItems=1000&Filter.member.1=User&Filter.member.2=Group&Filter.member.3=Role&Filter.member.4=LocalManagedPolicy", ServiceDescription.Of(Service.Iam), world.Admin);
        using var summary = await world.Server.Api.Post("Action=GetAccountSummary&Version=2010-05-08", ServiceDescription.Of(Service.Iam), world.Admin);
        var text = await details.Content.ReadAsStringAsync() + await summary.Content.ReadAsStringAsync();
        return string.Join('\n', text.Split('\n').Where(static line => !line.Contains("RequestId", StringComparison.Ordinal)));
    }
}
