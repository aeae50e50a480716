using System.CommandLine;
using Daypass.Protocol.Iam;
using Daypass.Server.Commands;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Commands;

/// <summary>Role templates as an operator publishes them, beside a running server.</summary>
public sealed class RoleTemplateCommandTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task A_published_template_makes_roles_until_it_is_disabled_or_removed()
    {
        var file = Path.Combine(world.Server.DataFolder, "template.json");
        await File.WriteAllTextAsync(file, $$"""
            {"RoleTemplateVersion": {"TemplateArn": "arn:aws:iam::111122223333:role-template/team/Reader:1", "RoleNamePattern": "reader",
             "AssumeRolePolicyDocumentTemplate": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
               "Principal": {"AWS": "arn:aws:iam::{{world.Account}}:root"} }]} } }
            """);
        var arn = $"arn:aws:iam::{world.Account}:role-template/team/Reader:1";
        Assert.Equal((0, $"{arn} 0\n", ""), await Run("put", world.Account, file));
        Assert.Equal((0, $"{arn}\t0\tenabled\n", ""), await Run("list", world.Account));
        var request = new AcquireRoleRequest { TemplateArn = arn };
        Assert.Equal("reader", (await world.Server.Api.Get(request, world.Admin)).Role.RoleName);
        Assert.Equal((1, "", "daypass-server: team/Reader:1 has a version 0, and a version never changes.\n"), await Run("put", world.Account, file));

        Assert.Equal(0, (await Run("disable", world.Account, "team/Reader:1")).Code);
        await world.Server.Api.Get(new DeleteRoleRequest { RoleName = "reader" }, world.Admin);
        Assert.Equal("RoleTemplateDisabled", (await world.Server.Api.Call(request, world.Admin)).Error?.Code);
        Assert.Equal(0, (await Run("enable", world.Account, "team/Reader:1")).Code);
        Assert.True((await world.Server.Api.Call(request, world.Admin)).Succeeded);
        Assert.Equal(0, (await Run("remove", world.Account, "team/Reader:1")).Code);
        Assert.Equal((0, "", ""), await Run("list", world.Account));
        Assert.Equal((1, "", $"daypass-server: Account {world.Account} has no role template team/Reader:1.\n"),
            await Run("remove", world.Account, "team/Reader:1"));
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ServerCommand.Create().Parse(["role-template", .. arguments, "--data", world.Server.DataFolder])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
