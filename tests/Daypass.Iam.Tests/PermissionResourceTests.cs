using Daypass.Protocol.Iam;

namespace Daypass.Iam.Tests;

/// <summary>What policies are asked about: the ARN an entity has, whatever the request calls it.</summary>
public sealed class PermissionResourceTests(IamWorld world) : IClassFixture<IamWorld>
{
    [Theory]
    [InlineData("iam:GetUser", "user/team/someone", true)]
    [InlineData("iam:GetUser", "user/someone", false)]
    [InlineData("iam:GetUser", "user/team/*", true)]
    [InlineData("iam:GetUser", "user/other/*", false)]
    public async Task The_resource_is_the_ARN_with_the_path_the_entity_has(string action, string resource, bool allowed)
    {
        await world.Server.Api.Call(new CreateUserRequest { UserName = "someone", Path = "/team/" }, world.Admin);
        var name = "by-path-" + Guid.NewGuid().ToString("n")[..8];
        var credentials = await world.NewUser(name, IamWorld.Allows(action, world.Arn(resource)));
        var result = await world.Server.Api.Call(new GetUserRequest { UserName = "SOMEONE" }, credentials);
        Assert.Equal(allowed, result.Succeeded);
    }
}
