using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Server.Tests.Sts;
using Daypass.Server.Tests.Toolbox;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Clients;

/// <summary>A client that others wrote reads the details of a denial: its protocol, its signature, its classes of errors.</summary>
[Trait("Category", "foreign")]
public sealed class ToolboxClientTests : IAsyncLifetime
{
    private readonly World _world = new() { Clock = new ManualClock(TimeProvider.System.GetUtcNow()) };

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Boto3_reads_the_details_and_the_policy_and_knows_the_errors()
    {
        var (user, key) = await _world.NewUser("s3:*");
        var id = ToolboxClient.IdIn((await _world.Server.Api.Call(new GetUserRequest { UserName = "anna" }, key)).Error!.Message)!;
        var said = JsonNode.Parse((await ForeignProgram.Run(
            _world.Server, _world.Admin, "python3", Path.Combine(ForeignProgram.Tools, "python", "iam_toolbox.py"), id)).Succeeded())!;
        Assert.Equal(user.Id, (string?)said["user"]);
        Assert.Equal("IMPLICIT_DENY", (string?)Assert.Single(said["effects"]!.AsArray()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(World.Allow("s3:*")), said["policy"]), said.ToJsonString());
        Assert.Equal(
            ["ResourceNotFoundException ResourceNotFoundException 404", "ValidationException ValidationException 400"],
            said["refused"]!.AsArray().Select(static error => $"{error!["class"]} {error["code"]} {error["status"]}"));
    }
}
