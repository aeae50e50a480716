using System.Text;
using System.Text.Json.Nodes;
using Daypass.Mcp.Start;
using Daypass.Mcp.Tests.Support;
using Daypass.Protocol.Iam;

namespace Daypass.Mcp.Tests;

/// <summary>Must show: answers of a size that agents can use, and how to go on.</summary>
public sealed class AnswerTests(AgentWorld world) : IClassFixture<AgentWorld>, IDisposable
{
    private const int Budget = 20_000;
    private const int MostTools = 16 * 1024;

    private readonly Desk _desk = new(world);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_thousand_roles_are_read_in_answers_that_fit()
    {
        const int Roles = 990;
        var trust = Trust(new string('s', 700));
        for (var n = 0; n < Roles; n++)
        {
            await world.Server.Api.Get(new CreateRoleRequest { RoleName = $"many-{n:000}", AssumeRolePolicyDocument = trust }, world.Admin);
        }

        await using var client = await AgentClient.Start(_desk);
        HashSet<string> names = [];
        string? marker = null;
        do
        {
            var answer = await client.Call("IAMTool", "ListRoles", marker is null ? null : new { Marker = marker });
            Assert.True((bool)answer["success"]!, answer.ToJsonString());
            Assert.InRange(Encoding.UTF8.GetByteCount(client.LastResult.ToJsonString()), 1, Budget);
            foreach (var role in answer["data"]!["Roles"]!.AsArray())
            {
                Assert.True(names.Add((string)role!["RoleName"]!));
            }

            marker = (string?)answer["data"]!["Marker"];
            Assert.Equal(marker is not null, ((string?)answer["next"])?.Contains("Marker", StringComparison.Ordinal) ?? false);
        }
        while (marker is not null);
        Assert.True(names.Count >= Roles);

        var found = await client.CallRaw(
            "IAMTool", new JsonObject { ["command"] = "ListRoles", ["params"] = new JsonObject { ["MaxItems"] = 1000 },
                ["query"] = "Roles[?RoleName=='many-007'].Arn" });
        Assert.Equal(AgentWorld.Role("many-007"), (string?)Assert.Single(found["data"]!["result"]!.AsArray()));
        await client.Call("IAMTool", "GetAccountAuthorizationDetails");
        Assert.InRange(Encoding.UTF8.GetByteCount(client.LastResult.ToJsonString()), 1, Budget);
    }

    [Fact]
    public async Task The_list_of_tools_is_small()
    {
        await using var client = await AgentClient.Start(_desk);
        var all = Encoding.UTF8.GetByteCount((await client.Request("tools/list")).ToJsonString());
        Assert.InRange(all, 1, MostTools);
        await using var reader = await AgentClient.Start(_desk, new StartOptions { ReadOnly = true });
        var read = await reader.Request("tools/list");
        Assert.DoesNotContain("CreateAccessKey", read.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"AssumeRole\"", read.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_and_structured_content_do_not_say_the_same_twice()
    {
        await using var client = await AgentClient.Start(_desk);
        await client.Sts("GetCallerIdentity");
        var text = (string)client.LastResult["content"]![0]!["text"]!;
        Assert.StartsWith("GetCallerIdentity executed successfully; \"arn:aws:iam::", text, StringComparison.Ordinal);
        Assert.DoesNotContain('{', text);

        await using var full = await AgentClient.Start(_desk, new StartOptions { FullText = true });
        var answer = await full.Sts("GetCallerIdentity");
        Assert.Null(full.LastResult["structuredContent"]);
        Assert.Equal(AgentWorld.FirstAccount, (string?)answer["data"]!["Account"]);
    }

    [Theory]
    [InlineData("2024-11-05", true)]
    [InlineData("2025-03-26", true)]
    [InlineData("2025-06-18", false)]
    [InlineData("2025-11-25", false)]
    public async Task Older_revisions_get_what_they_know(string revision, bool text)
    {
        await using var client = await AgentClient.Start(_desk, era: Era.Handshake, revision: revision);
        Assert.Equal(AgentWorld.FirstAccount, (string?)(await client.Sts("GetCallerIdentity"))["data"]!["Account"]);
        Assert.Equal(text, client.LastResult["structuredContent"] is null);
    }

    [Fact]
    public async Task A_long_document_is_read_in_parts()
    {
        await using var client = await AgentClient.Start(_desk, new StartOptions { Budget = 2_000 });
        await world.NewRole("long-document");
        var document = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"{{new string('s', 6_000)}}","Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
        await world.Server.Api.Get(new PutRolePolicyRequest { RoleName = "long-document", PolicyName = "long", PolicyDocument = document }, world.Admin);
        var answer = await client.Call("IAMTool", "GetRolePolicy", new { RoleName = "long-document", PolicyName = "long" });
        Assert.InRange(client.LastResult.ToJsonString().Length, 1, 2_500);
        var link = client.LastResult["content"]![1]!;
        Assert.Equal("resource_link", (string?)link["type"]);
        var address = (string)link["uri"]!;
        Assert.Contains(address, answer["data"]!.ToJsonString(), StringComparison.Ordinal);
        var text = new StringBuilder();
        while (await Read(client, $"{address}?from={text.Length}&length=2500") is { Length: > 0 } part)
        {
            Assert.InRange(part.Length, 1, 2_500);
            text.Append(part);
        }

        Assert.Contains(new string('s', 6_000), text.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Read(client, "daypass://doc/none"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Read(client, address + "?from=-1"));
    }

    [Fact]
    public async Task The_connection_of_another_region_can_be_tested()
    {
        await using var client = await AgentClient.Start(_desk);
        foreach (var arguments in new[] { """{"region":"eu-west-1"}""", """{"params":{"region":"eu-west-1"}}""" })
        {
            var answer = await client.CallRaw("TestAwsConnectionTool", JsonNode.Parse(arguments)!.AsObject());
            Assert.Equal(("eu-west-1", true), ((string?)answer["data"]!["region"], (bool)answer["success"]!));
        }

        Assert.Equal("us-east-1", (string?)(await client.CallRaw("TestAwsConnectionTool", []))["data"]!["region"]);
        foreach (var arguments in new[] { """{"region":""}""", """{"region":7}""", """{"params":{"regoin":"eu-west-1"}}""" })
        {
            Assert.Equal("ValidationError", (string?)(await client.CallRaw("TestAwsConnectionTool", JsonNode.Parse(arguments)!.AsObject()))["error"]!["name"]);
        }
    }

    [Fact]
    public async Task Roles_profiles_and_commands_are_completed()
    {
        _desk.Write(".aws/config", "[profile dev]\nregion = us-east-1\n[profile prod]\nregion = us-east-1\n");
        await world.NewRole("completed-one");
        await using var client = await AgentClient.Start(_desk);
        Assert.Contains(AgentWorld.Role("completed-one"), await Complete(client, Prompt("assume_role"), "role_arn", "compl"));
        Assert.Equal(["dev"], await Complete(client, Template("daypass://profiles/{profile}"), "profile", "d"));
        Assert.Equal(["DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy"],
            await Complete(client, Template("daypass://commands/{service}/{command}"), "command", "deleterole"));
        Assert.Empty(await Complete(client, Prompt("who_am_i"), "nothing", ""));

        await using var denied = await AgentClient.Start(_desk, policy: """{"rules":[{"effect":"deny","command":"ListRoles"}]}""");
        Assert.DoesNotContain(AgentWorld.Role("completed-one"), await Complete(denied, Prompt("assume_role"), "role_arn", "compl"));
    }

    [Fact]
    public async Task Arguments_that_are_no_object_are_the_clients_to_mend()
    {
        await using var client = await AgentClient.Start(_desk);
        foreach (var arguments in new JsonNode[] { "x", 7, new JsonArray() })
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(
                () => client.Request("tools/call", new JsonObject { ["name"] = "STSTool", ["arguments"] = arguments }));
            Assert.Contains("-32602", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AssumeRoleWithWebIdentity", "ProviderId", "Leave ProviderId out")]
    [InlineData("GetAccessKeyInfo", "AKIAIOSFODNN7EXAMPLE", "no access key id of a real account")]
    [InlineData("GetSessionToken", "TokenCode", "Ask the user for a fresh one")]
    public async Task Next_says_what_to_do_for_this_call(string command, string what, string sentence)
    {
        await using var client = await AgentClient.Start(_desk);
        object parameters = command switch
        {
            "GetAccessKeyInfo" => new { AccessKeyId = what },
            "GetSessionToken" => new { SerialNumber = $"arn:aws:iam::{AgentWorld.FirstAccount}:mfa/none", TokenCode = "123456" },
            _ => new { RoleArn = await world.NewFederatedRole("next-role"), RoleSessionName = "s1", WebIdentityToken = world.Token(),
                ProviderId = "www.amazon.com" },
        };
        var answer = await client.Sts(command, parameters);
        Assert.False((bool)answer["success"]!, answer.ToJsonString());
        Assert.Contains(sentence, (string?)answer["next"], StringComparison.Ordinal);
    }

    private static string Trust(string sid) => $$"""{"Version":"2012-10-17","Statement":[{"Sid":"{{sid}}","Effect":"Allow","""
        + $$"""
        "Principal":{"AWS":"{{AgentWorld.FirstAccount}}"},"Action":"sts:AssumeRole"}]}
        """;

    private static JsonObject Prompt(string name) => new() { ["type"] = "ref/prompt", ["name"] = name };

    private static JsonObject Template(string uri) => new() { ["type"] = "ref/resource", ["uri"] = uri };

    private static async Task<IReadOnlyList<string>> Complete(AgentClient client, JsonObject reference, string name, string typed)
    {
        var result = await client.Request(
            "completion/complete", new JsonObject { ["ref"] = reference, ["argument"] = new JsonObject { ["name"] = name, ["value"] = typed } });
        return [.. result["completion"]!["values"]!.AsArray().Select(static value => (string)value!)];
    }

    private static async Task<string> Read(AgentClient client, string uri) =>
        (string)(await client.Request("resources/read", new JsonObject { ["uri"] = uri }))["contents"]![0]!["text"]!;
}
