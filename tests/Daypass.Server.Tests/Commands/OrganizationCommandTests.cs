using System.CommandLine;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Commands;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Commands;

/// <summary>An organisation as an operator makes it, beside a running server, up to a session of a member's root.</summary>
public sealed class OrganizationCommandTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Accounts_that_were_joined_are_what_AssumeRoot_works_in()
    {
        var (member, administrator) = (await world.NewAccount(), await world.NewAccount());
        var request = new AssumeRootRequest { TargetPrincipal = member.Id,
            TaskPolicyArn = new PolicyDescriptor { Arn = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" } };
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(request, world.Admin)).Error!.Code);

        Assert.Equal(0, (await Run("join", member.Id, "--management", world.Account)).Code);
        Assert.Equal(0, (await Run("join", administrator.Id, "--management", world.Account)).Code);
        await world.Server.Api.Get(new EnableOrganizationsRootSessionsRequest(), world.Admin);
        Assert.True((await world.Server.Api.Call(request, world.Admin)).Succeeded);

        Assert.Equal("AccessDenied", (await world.Server.Api.Call(request, administrator.Admin)).Error!.Code);
        Assert.Equal(0, (await Run("administrator", administrator.Id)).Code);
        Assert.True((await world.Server.Api.Call(request, administrator.Admin)).Succeeded);
        var listed = (await Run("list")).Output;
        foreach (var (account, part) in new[] { (world.Account, "management"), (member.Id, "member"), (administrator.Id, "administrator") })
        {
            Assert.Contains($"\t{account}\t{part}\n", listed, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await Run("administrator", administrator.Id, "--remove")).Code);
        Assert.Equal("AccessDenied", (await world.Server.Api.Call(request, administrator.Admin)).Error!.Code);

        var (code, _, error) = await Run("join", member.Id, "--management", world.Account);
        Assert.Equal((1, $"daypass-server: Account {member.Id} is in an organisation already.\n"), (code, error));
    }

    [Fact]
    public async Task What_cannot_be_is_one_sentence()
    {
        var alone = await world.NewAccount();
        Assert.Equal((1, "daypass-server: Both accounts must exist.\n"), await Failure("join", alone.Id, "--management", "000000000000"));
        var (code, error) = await Failure("administrator", alone.Id);
        Assert.Equal(1, code);
        Assert.StartsWith("daypass-server: ", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Error)> Failure(string verb, params string[] arguments)
    {
        var (code, _, error) = await Run(verb, arguments);
        return (code, error);
    }

    private async Task<(int Code, string Output, string Error)> Run(string verb, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ServerCommand.Create().Parse(["organization", verb, .. arguments, "--data", world.Server.DataFolder])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
