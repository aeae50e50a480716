using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daypass.Mcp.Start;
using Daypass.Mcp.Tests.Support;
using Daypass.Testing.Server;

namespace Daypass.Mcp.Tests;

/// <summary>The program as it is started and installed.</summary>
public sealed partial class StartTests(AgentWorld world) : IClassFixture<AgentWorld>, IDisposable
{
    private const int MostMemory = 120 * 1024;

    private readonly Desk _desk = new(world);

    private static string Root { get; } = Path.GetFullPath(Path.Combine(ForeignProgram.Tools, "..", ".."));

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task It_stays_small_while_it_works()
    {
        using var program = Programs.Start(_desk, "dotnet", Programs.Agent);
        await using (var client = await AgentClient.Over(program.StandardInput.BaseStream, program.StandardOutput.BaseStream))
        {
            var role = await world.NewRole("small");
            for (var round = 0; round < 20; round++)
            {
                Assert.True((bool)(await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "s" + round }))["success"]!);
                await client.Request("tools/list");
            }

            var status = await File.ReadAllTextAsync($"/proc/{program.Id}/status");
            var peak = int.Parse(Peak().Match(status).Groups["kilobytes"].Value, CultureInfo.InvariantCulture);
            Assert.InRange(peak, 1, MostMemory);
        }

        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
    }

    [Theory]
    [InlineData("--polcy", "unknown option --polcy")]
    [InlineData("--profile", "--profile needs a value")]
    [InlineData("--read-only=no", "unknown option --read-only=no")]
    [InlineData("--policy=/nowhere/agent.json", "the policy file /nowhere/agent.json cannot be used")]
    public async Task What_is_not_understood_at_start_ends_it(string argument, string sentence)
    {
        var (code, output, errors) = await Programs.Run(_desk, "", "dotnet", Programs.Agent, argument);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_read_in_both_spellings()
    {
        var options = StartOptions.Parse(["--profile", "dev", "--region=eu-west-1", "--read-only", "--endpoint-url", "http://127.0.0.1:8017", "--policy=p", "--audit-log", "a", "--show-secrets"], out var error);
        Assert.Null(error);
        Assert.Equal(new StartOptions { Profile = "dev", Region = "eu-west-1", ReadOnly = true, Endpoint = "http://127.0.0.1:8017", PolicyFile = "p", AuditFile = "a", ShowSecrets = true }, options);
    }

    [Fact]
    public async Task The_command_line_hands_over_to_it()
    {
        var program = _desk.Write("daypass-mcp", $"#!/bin/sh\nexec dotnet {Programs.Agent} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _desk.Variables["PATH"] = _desk.Home + ":" + Environment.GetEnvironmentVariable("PATH");
        using var started = Programs.Start(_desk, "dotnet", Programs.CommandLine, "mcp", "--read-only");
        await using (var client = await AgentClient.Over(started.StandardInput.BaseStream, started.StandardOutput.BaseStream))
        {
            Assert.Equal("ReadOnlyMode", (string?)(await client.Sts("GetSessionToken"))["error"]!["name"]);
        }

        await started.WaitForExitAsync();
        Assert.Equal(0, started.ExitCode);
    }

    [Fact]
    public async Task What_is_no_message_does_not_end_it()
    {
        using var program = Programs.Start(_desk, "dotnet", Programs.Agent);
        await program.StandardInput.WriteAsync("this is no JSON\n{\"jsonrpc\":\"2.0\"}\n[]\n");
        await program.StandardInput.FlushAsync();
        await using (var client = await AgentClient.Over(program.StandardInput.BaseStream, program.StandardOutput.BaseStream))
        {
            Assert.True((bool)(await client.Sts("GetCallerIdentity"))["success"]!);
        }

        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
    }

    [Fact]
    public async Task The_install_link_says_what_the_snippet_says()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Root, "docs", "agents.md"));
        var link = Uri.UnescapeDataString(InstallLink().Match(document).Groups["link"].Value);
        const string Scheme = "vscode:mcp/install?";
        Assert.StartsWith(Scheme, link, StringComparison.Ordinal);
        var linked = JsonNode.Parse(Uri.UnescapeDataString(link[Scheme.Length..]))!.AsObject();
        var name = (string)linked["name"]!;
        linked.Remove("name");
        var snippet = JsonNode.Parse(JsonBlock().Match(document).Groups["json"].Value)!["servers"]![name]!;
        Assert.True(JsonNode.DeepEquals(linked, snippet), linked.ToJsonString());
        Assert.All(JsonBlock().Matches(document), static block => Assert.NotNull(JsonNode.Parse(block.Groups["json"].Value)));
    }

    [Fact]
    public async Task The_registry_manifest_is_of_this_version()
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root, "src", "Daypass.Mcp", "server.json")))!;
        Assert.Equal(Client.ClientVersion.Text, (string?)manifest["version"]);
        Assert.Equal((Client.ClientVersion.Text, "stdio"), ((string?)manifest["packages"]![0]!["version"], (string?)manifest["packages"]![0]!["transport"]!["type"]));
        Assert.True(((string)manifest["description"]!).Length <= 100);
    }

    [Fact]
    public async Task The_skill_names_every_command_and_its_examples_are_calls()
    {
        var skill = await File.ReadAllTextAsync(Path.Combine(Root, "skills", "daypass-sts", "SKILL.md"));
        var head = skill.Split("---\n")[1];
        Assert.Contains("name: daypass-sts\n", head, StringComparison.Ordinal);
        Assert.InRange(head.Split('\n').Single(static line => line.StartsWith("description: ", StringComparison.Ordinal)).Length, 50, 1024);
        Assert.True(skill.Split('\n').Length < 500);
        foreach (var operation in Protocol.Catalogue.OperationCatalogue.Of(Protocol.Catalogue.Service.Sts))
        {
            var row = skill.Split('\n').Single(line => line.StartsWith($"| {operation.Name} |", StringComparison.Ordinal));
            Assert.All(operation.Input.Where(static member => member.Required), member => Assert.Contains(member.Name, row, StringComparison.Ordinal));
        }

        Assert.All(JsonBlock().Matches(skill), static block =>
        {
            var call = JsonNode.Parse(block.Groups["json"].Value)!;
            var operation = Protocol.Catalogue.OperationCatalogue.Find((string)call["command"]!, Protocol.Catalogue.Service.Sts)!;
            Assert.All(call["params"]!.AsObject(), parameter => Assert.Contains(operation.Input, member => member.Name == parameter.Key));
        });
    }

    [GeneratedRegex(@"^VmHWM:\s+(?<kilobytes>\d+) kB", RegexOptions.Multiline)]
    private static partial Regex Peak();

    [GeneratedRegex(@"\(https://vscode\.dev/redirect\?url=(?<link>[^)]+)\)")]
    private static partial Regex InstallLink();

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
