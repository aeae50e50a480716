using System.Text.Json.Nodes;
using Daypass.Mcp.Start;
using Daypass.Mcp.Tests.Support;

namespace Daypass.Mcp.Tests;

/// <summary>STSTool through real MCP lines against a running server.</summary>
public sealed class StsToolTests(AgentWorld world) : IClassFixture<AgentWorld>, IDisposable
{
    private readonly Desk _desk = new(world);

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(Era.Handshake)]
    [InlineData(Era.InputRequired)]
    public async Task A_role_is_assumed_with_consent_and_used_by_its_handle_alone(Era era)
    {
        var role = await world.NewRole("handled-" + era);
        await using var client = await AgentClient.Start(_desk, era: era);

        var answer = await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "s1" });

        Assert.True((bool)answer["success"]!);
        Assert.Equal("AssumeRole executed successfully", (string?)answer["message"]);
        Assert.Equal($"arn:aws:sts::{AgentWorld.FirstAccount}:assumed-role/handled-{era}/s1", (string?)answer["data"]!["AssumedRoleUser"]!["Arn"]);
        Assert.StartsWith("ASIA", (string?)answer["data"]!["Credentials"]!["AccessKeyId"], StringComparison.Ordinal);
        Assert.Equal(["AccessKeyId", "Expiration"], answer["data"]!["Credentials"]!.AsObject().Select(static member => member.Key));
        Assert.Equal(200, (int?)answer["metadata"]!["httpStatusCode"]);
        Assert.NotNull((string?)answer["metadata"]!["requestId"]);
        Assert.Equal("sts:AssumeRole", (string?)answer["metadata"]!["apiCalls"]![0]);
        var question = Assert.Single(client.Questions);
        Assert.Contains($"RoleArn: \"{role}\"", question, StringComparison.Ordinal);

        var handle = (string)answer["data"]!["session"]!;
        var who = await client.Sts("GetCallerIdentity", session: handle);
        Assert.Equal((string?)answer["data"]!["AssumedRoleUser"]!["Arn"], (string?)who["data"]!["Arn"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_desk.Handles, handle)));
    }

    [Fact]
    public async Task What_is_declined_is_not_called()
    {
        var role = await world.NewRole("declined");
        await using var client = await AgentClient.Start(_desk);
        JsonObject[] answers =
        [
            AgentClient.Declined, AgentClient.Accepted("allow", false), AgentClient.Accepted("allow", "true"), AgentClient.Accepted("other", true),
        ];
        foreach (var answer in answers)
        {
            client.Answer = _ => answer;
            var refused = await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "s1" });
            Assert.Equal(("ConsentDeclined", false), ((string?)refused["error"]!["name"], refused.ContainsKey("data")));
            Assert.False(refused.ContainsKey("metadata"));
        }

        Assert.False(Directory.Exists(_desk.Handles));
    }

    [Theory]
    [InlineData(Era.Handshake)]
    [InlineData(Era.InputRequired)]
    public async Task A_client_that_cannot_ask_gets_a_refusal_that_says_so(Era era)
    {
        await using var client = await AgentClient.Start(_desk, era: era, asks: false);
        var refused = await client.Sts("AssumeRole", new { RoleArn = AgentWorld.Role("any"), RoleSessionName = "s1" });
        Assert.Equal("ConsentUnavailable", (string?)refused["error"]!["name"]);
        Assert.Contains("--policy", (string?)refused["next"], StringComparison.Ordinal);
        Assert.True((bool)(await client.Sts("GetCallerIdentity"))["success"]!);
    }

    [Fact]
    public async Task Secrets_are_shown_only_when_the_operator_started_it_so()
    {
        var role = await world.NewRole("shown");
        await using var client = await AgentClient.Start(_desk, new StartOptions { ShowSecrets = true });
        var answer = await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "s1" });
        Assert.Equal(
            ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"],
            answer["data"]!["Credentials"]!.AsObject().Select(static member => member.Key));
        Assert.NotNull((string?)answer["data"]!["session"]);
    }
}
