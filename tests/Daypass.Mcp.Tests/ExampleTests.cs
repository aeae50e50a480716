using System.Text.Json.Nodes;
using Daypass.Mcp.Tests.Support;
using Daypass.Testing.Server;

namespace Daypass.Mcp.Tests;

/// <summary>Must show 1: every example of the skill's documents, as it is written there, against a server that is set up for it.</summary>
public sealed class ExampleTests : IAsyncLifetime
{
    private readonly AgentWorld _world = new();
    private Desk _desk = null!;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _desk = new Desk(_world);
        await _world.NewRole("MyRole");
        await _world.AddSecondAccount();
        await _world.NewFederatedRole("WebIdentityRole");
        await _world.AddKey("AKIAIOSFODNN7EXAMPLE");
        await _world.AddDevice("user", "123456");
    }

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData(Era.Handshake)]
    [InlineData(Era.InputRequired)]
    public async Task By_raw_lines_to_the_program(Era era)
    {
        using var program = Programs.Start(_desk, "dotnet", Programs.Agent);
        await using (var client = await AgentClient.Over(program.StandardInput.BaseStream, program.StandardOutput.BaseStream, era))
        {
            var answers = new List<JsonObject>();
            foreach (var example in await Examples())
            {
                answers.Add(await client.CallRaw("STSTool", example));
            }

            Check(answers);
            Assert.Equal(5, client.Questions.Count);
        }

        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
    }

    [Fact, Trait("Category", "foreign")]
    public async Task By_the_JavaScript_SDK()
    {
        var calls = (await Examples()).Select(static example => new JsonObject { ["tool"] = "STSTool", ["arguments"] = example });
        var script = Path.Combine(ForeignProgram.Tools, "mcp-client", "replay.mjs");
        var (code, output, errors) = await Programs.Run(
            _desk,
            string.Join('\n', calls.Select(static call => call.ToJsonString())) + "\n",
            "node",
            script,
            "dotnet",
            Programs.Agent);
        Assert.True(code == 0, errors);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal("""["STSTool","IAMTool","SessionTool","TestAwsConnectionTool"]""", lines[0]["tools"]!.ToJsonString());
        Check([.. lines.Skip(1).Select(static line => line["structured"]!.AsObject())]);
        Assert.All(lines.Skip(1), static line => Assert.DoesNotContain('{', (string)line["text"]!));
        Assert.Equal(5, (int?)lines[^1]["questions"]);
    }

    private static void Check(List<JsonObject> answers)
    {
        Assert.All(answers, static answer => Assert.True((bool)answer["success"]!, answer.ToJsonString()));
        Assert.Equal($"arn:aws:iam::{AgentWorld.FirstAccount}:user/admin", (string?)answers[0]["data"]!["Arn"]);
        Assert.Equal($"arn:aws:sts::{AgentWorld.FirstAccount}:assumed-role/MyRole/my-session", (string?)answers[1]["data"]!["AssumedRoleUser"]!["Arn"]);
        Assert.Equal(
            $"arn:aws:sts::{CommandWorld.SecondAccount}:assumed-role/CrossAccountRole/cross-account-session",
            (string?)answers[2]["data"]!["AssumedRoleUser"]!["Arn"]);
        Assert.Contains("iam:ListUsers", (string?)answers[3]["data"]!["DecodedMessage"], StringComparison.Ordinal);
        Assert.Equal(AgentWorld.FirstAccount, (string?)answers[4]["data"]!["Account"]);
        Assert.Equal($"{AgentWorld.FirstAccount}:federated-user", (string?)answers[6]["data"]!["FederatedUser"]!["FederatedUserId"]);
        Assert.Equal("subject-1", (string?)answers[7]["data"]!["SubjectFromWebIdentityToken"]);
        Assert.All(new[] { 1, 2, 5, 6, 7 }, issuing => Assert.StartsWith("dps-", (string?)answers[issuing]["data"]!["session"], StringComparison.Ordinal));
    }

    // What the documents put in angle brackets is for the reader to fill in.
    private async Task<List<JsonObject>> Examples()
    {
        var message = (await _world.Denied()).Message;
        return [.. (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Examples", "skill-examples.jsonl"))).Select(line => JsonNode.Parse(
            line.Replace(
                "<encoded-message-string>",
                message,
                StringComparison.Ordinal).Replace("<oidc-token>", _world.Token(), StringComparison.Ordinal))!.AsObject())];
    }
}
