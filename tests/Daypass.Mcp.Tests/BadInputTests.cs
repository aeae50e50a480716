using System.Text.Json.Nodes;
using Daypass.Client.Sessions;
using Daypass.Mcp.Tests.Support;
using Daypass.Testing;

namespace Daypass.Mcp.Tests;

/// <summary>What an agent gets wrong is answered with the API's error name and what to do next, never with an exception's text.</summary>
public sealed class BadInputTests(AgentWorld world) : IClassFixture<AgentWorld>, IAsyncLifetime
{
    private readonly Desk _desk = new(world);
    private AgentClient _client = null!;

    public async Task InitializeAsync() => _client = await AgentClient.Start(_desk);

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        _desk.Dispose();
    }

    [Theory]
    [InlineData("AssumeRol", "{}", "InvalidAction", "Did you mean AssumeRole?")]
    [InlineData("get-caller-identity", "{}", "InvalidAction", "Did you mean GetCallerIdentity?")]
    [InlineData("Nonsense", "{}", "InvalidAction", "is not a command of this tool")]
    [InlineData("AssumeRole", "{}", "ValidationError", "2 validation errors detected: RoleArn is missing; RoleSessionName is missing")]
    [InlineData("AssumeRole", """{"RoleARN":"x","SessionName":"s"}""", "ValidationError", "Did you mean RoleArn?")]
    [InlineData(
            "AssumeRole",
            """{"RoleArn":"arn:aws:iam::123456789012:role/a","RoleSessionName":"s1","DurationSeconds":"an hour"}""",
            "ValidationError",
            "DurationSeconds has to be a whole number")]
    [InlineData("AssumeRole", """{"RoleArn":["x"],"RoleSessionName":"s1"}""", "ValidationError", "RoleArn has to be a text")]
    [InlineData(
            "AssumeRole",
            """{"RoleArn":"arn:aws:iam::123456789012:role/a","RoleSessionName":"s1","Tags":[{"key":"a"}]}""",
            "ValidationError",
            "\"key\" is not a parameter of Tags[0]. Did you mean Key?")]
    [InlineData(
            "AssumeRole",
            """{"RoleArn":"arn:aws:iam::123456789012:role/a","RoleSessionName":"s1","session":"dps-x"}""",
            "ValidationError",
            "give it beside command and params")]
    [InlineData("AssumeRole", """{"RoleArn":"no-arn-at-all-but-long","RoleSessionName":"s1"}""", "ValidationError", "is invalid")]
    [InlineData(
            "AssumeRole",
            """{"RoleArn":"arn:aws:iam::123456789012:role/a","RoleSessionName":"s1","DurationSeconds":60}""",
            "ValidationError",
            "durationSeconds")]
    [InlineData(
            "AssumeRoleWithWebIdentity",
            """{"RoleArn":"arn:aws:iam::123456789012:role/a","RoleSessionName":"s1","WebIdentityToken":"file:///etc/passwd"}""",
            "ValidationError",
            "holds no token")]
    [InlineData("GetWebIdentityToken", """{"Audience":["x"],"SigningAlgorithm":"RS512"}""", "ValidationError", "SigningAlgorithm is not supported")]
    public async Task Wrong_calls_are_answered_with_what_to_do_next(string command, string parameters, string name, string sentence)
    {
        var answer = await _client.CallRaw("STSTool", new JsonObject { ["command"] = command, ["params"] = JsonNode.Parse(parameters) });
        Assert.Equal((name, name, command), ((string?)answer["error"]!["name"], (string?)answer["error"]!["code"], (string?)answer["command"]));
        Assert.Contains(sentence, (string?)answer["error"]!["message"], StringComparison.Ordinal);
        Assert.NotEmpty((string?)answer["next"] ?? string.Empty);
        Assert.DoesNotContain("Exception", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "\"command\" is missing")]
    [InlineData("""{"command":1}""", "\"command\" has the wrong type")]
    [InlineData("""{"command":"GetCallerIdentity","params":[]}""", "\"params\" has the wrong type")]
    [InlineData("""{"command":"GetCallerIdentity","parameters":{}}""", "Did you mean params?")]
    [InlineData("""{"command":"GetCallerIdentity","session":"dps-nothing"}""", "no kept session of that name")]
    [InlineData("""{"command":"GetCallerIdentity","session":"../../../etc/passwd"}""", "no kept session of that name")]
    public async Task Wrong_arguments_are_answered_the_same_way(string arguments, string sentence)
    {
        var answer = await _client.CallRaw("STSTool", JsonNode.Parse(arguments)!.AsObject());
        Assert.Contains(sentence, (string?)answer["error"]!["message"], StringComparison.Ordinal);
        Assert.NotEmpty((string?)answer["next"] ?? string.Empty);
    }

    [Fact]
    public async Task Parameters_in_a_quoted_object_are_understood() =>
        Assert.True((bool)(await _client.CallRaw(
                    "STSTool",
                    new JsonObject { ["command"] = "GetAccessKeyInfo", ["params"] = $$"""{"AccessKeyId":"{{world.Admin.AccessKeyId}}"}""" }))["success"]!);

    [Fact]
    public async Task A_policy_that_is_too_long_is_named_as_such()
    {
        var role = await world.NewRole("long");
        var answer = await _client.Sts(
            "AssumeRole",
            new
            {
                RoleArn = role,
                RoleSessionName = "s1",
                Policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::{{new string('b', 9000)}}"}]}""",
            });
        Assert.Contains((string?)answer["error"]!["name"], new[] { "ValidationError", "PackedPolicyTooLarge", "PackedPolicyTooLargeException" });
        Assert.NotEmpty((string?)answer["next"] ?? string.Empty);
    }

    [Fact]
    public async Task A_session_that_has_ended_says_how_to_get_another()
    {
        // Only the agent's clock moves on: it is the agent that has to notice.
        var clock = new ManualClock(world.Server.Clock.GetUtcNow());
        using var later = new Desk(world) { Clock = clock };
        await using var agent = await AgentClient.Start(later);
        var handle = (string)(
            await agent.Sts("AssumeRole", new { RoleArn = await world.NewRole("short"), RoleSessionName = "s1", DurationSeconds = 900 }))["data"]!["session"]!;
        clock.Advance(TimeSpan.FromSeconds(901));
        var answer = await agent.Sts("GetCallerIdentity", session: handle);
        Assert.Equal("ExpiredToken", (string?)answer["error"]!["name"]);
        Assert.Contains("call the command that issued it again", (string?)answer["next"], StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await agent.Call("SessionTool", "GetSession"))["data"]!["sessions"]!.AsArray());
        Assert.Equal("InvalidSessionHandle", (string?)(await agent.Sts("GetCallerIdentity", session: handle))["error"]!["name"]);
    }

    [Fact]
    public async Task Without_credentials_the_way_to_some_is_named()
    {
        _desk.Variables.Remove("AWS_ACCESS_KEY_ID");
        _desk.Variables.Remove("AWS_SECRET_ACCESS_KEY");
        var answer = await _client.Sts("GetCallerIdentity");
        Assert.Equal("NoCredentials", (string?)answer["error"]!["name"]);
        Assert.Contains("daypass login", (string?)answer["next"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_tool_is_a_protocol_error_with_the_nearest_name()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _client.Request("tools/call", new JsonObject { ["name"] = "StsTool" }));
        Assert.Contains("Did you mean STSTool?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handles_say_nothing_and_are_safe_as_file_names()
    {
        Assert.True(SessionHandle.IsValid(SessionHandle.Create()));
        Assert.NotEqual(SessionHandle.Create(), SessionHandle.Create());
        foreach (var text in new[] { "", "dps-", "dps-../../../../etc/passwd/aaaa", SessionHandle.Create() + "a", SessionHandle.Create()[..^1] + "/" })
        {
            Assert.False(SessionHandle.IsValid(text));
        }
    }
}
