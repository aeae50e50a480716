using System.Text.Json.Nodes;
using Daypass.Mcp.Tests.Support;

namespace Daypass.Mcp.Tests;

/// <summary>Must show 3: no secret in what the agent sees, in the log or in the audit; and the handle is enough to work with.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private readonly AgentWorld _world = new();
    private Desk _desk = null!;

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _desk = new Desk(_world);
    }

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task No_secret_reaches_the_conversation_the_log_or_the_audit()
    {
        await _world.EnableTokens();
        var (role, federated) = (await _world.NewRole("canary"), await _world.NewFederatedRole("canary-federated"));
        await _world.AddDevice("canary", "731940");
        List<string> secrets = [_world.Admin.SecretAccessKey.Reveal()];
        var (token, assertion) = (_desk.Write("token", _world.Token()), _desk.Write("assertion", _world.Assertion(federated)));
        secrets.AddRange(await File.ReadAllTextAsync(token), await File.ReadAllTextAsync(assertion));

        using var program = Programs.Start(_desk, "dotnet", Programs.Agent);
        var log = program.StandardError.ReadToEndAsync();
        string transcript;
        await using (var client = await AgentClient.Over(program.StandardInput.BaseStream, program.StandardOutput.BaseStream))
        {
            var handle = Issued(await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "s1" }));
            Issued(await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "s2" }, handle));
            Issued(await client.Sts("AssumeRoleWithWebIdentity", new { RoleArn = federated, RoleSessionName = "s1", WebIdentityToken = "file://" + token }));
            Issued(await client.Sts(
                    "AssumeRoleWithSAML",
                    new { RoleArn = federated, PrincipalArn = AgentWorld.SamlProvider, SAMLAssertion = "file://" + assertion }));
            Issued(await client.Sts("GetFederationToken", new { Name = "guest" }));
            var session = Issued(await client.Sts("GetSessionToken"));
            Issued(await client.Sts("GetScopedCredentials", new { DurationSeconds = 60 }, session));
            Issued(await client.Call("IAMTool", "CreateAccessKey", new { UserName = "admin" }));
            foreach (var answer in new[]
            {
                await client.Sts("GetWebIdentityToken", new { Audience = new[] { "x" }, SigningAlgorithm = "RS256" }),
                await client.Sts("GetWebIdentityToken", new { RoleArn = federated, RoleSessionName = "s1", WebIdentityToken = "file://" + token }),
                await client.Call("IAMTool", "CreateVirtualMFADevice", new { VirtualMFADeviceName = "seed" }),
            })
            {
                Assert.True((bool)answer["success"]!, answer.ToJsonString());
            }

            // A secret in the wrong place is not repeated either.
            Assert.False((bool)(await client.Sts("GetCallerIdentity", new { Secret = "CANARY" + "misplaced" }))["success"]!);
            await client.Request("resources/read", new JsonObject { ["uri"] = "daypass://sessions" });
            await client.Request("resources/read", new JsonObject { ["uri"] = "daypass://profiles" });
            await client.Request("resources/read", new JsonObject { ["uri"] = "daypass://session/current" });
            transcript = client.Transcript.Replace("\"CANARYmisplaced\"", string.Empty, StringComparison.Ordinal);
        }

        await program.WaitForExitAsync();
        foreach (var file in Directory.GetFiles(_desk.Handles))
        {
            secrets.AddRange(SecretsIn(file, await File.ReadAllTextAsync(file)));
        }

        Assert.InRange(secrets.Count, 15, 100);
        foreach (var secret in secrets.Append("CANARYmisplaced"))
        {
            Assert.True(secret.Length > 10);
            Assert.DoesNotContain(secret, transcript, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, _desk.Audit, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, await log, StringComparison.Ordinal);
        }

        Assert.True(_desk.Audit.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= 11);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_desk.AuditFile));
    }

    [Fact]
    public async Task A_one_time_code_given_as_a_parameter_is_not_written_down()
    {
        var serial = await _world.AddDevice("canary", "731940");
        await using var client = await AgentClient.Start(_desk);
        Issued(await client.Sts("GetSessionToken", new { SerialNumber = serial, TokenCode = "731940" }));
        Assert.Contains(serial, _desk.Audit, StringComparison.Ordinal);
        Assert.DoesNotContain("731940", _desk.Audit + client.Questions[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_works_with_the_handle_alone()
    {
        var role = await _world.NewRole("worker");
        await using var client = await AgentClient.Start(_desk);
        var handle = Issued(await client.Sts("AssumeRole", new { RoleArn = role, RoleSessionName = "work" }));

        // The keys of the environment are not the session's: without the handle this would be the admin.
        string[] whoAmI = ["dotnet", Programs.CommandLine, "sts", "get-caller-identity", "--query", "Arn", "--output", "text"];
        var expected = $"arn:aws:sts::{AgentWorld.FirstAccount}:assumed-role/worker/work\n";
        Assert.Equal((0, expected, ""), await Programs.Run(_desk, "", "dotnet", [Programs.CommandLine, "exec", "--session", handle, "--", .. whoAmI]));
        Assert.Equal(
            (0, expected, ""),
            await Programs.Run(_desk, "", "dotnet", [Programs.CommandLine, "exec", "--server", "--session", handle, "--", .. whoAmI]));

        _desk.Write(
            ".aws/config",
            $"[profile agent]\nregion = us-east-1\nendpoint_url = {_world.Server.Url}\ncredential_process = dotnet {Programs.CommandLine} "
            + $"credential-process --session {handle}\n");
        Assert.Equal((0, expected, ""), await Programs.Run(_desk, "", "dotnet", [Programs.CommandLine, "--profile", "agent", .. whoAmI[2..]]));

        var (code, output, errors) = await Programs.Run(
            _desk,
            "",
            "dotnet",
            Programs.CommandLine,
            "exec",
            "--session",
            handle[..^1] + (handle[^1] == 'a' ? 'b' : 'a'),
            "--",
            "true");
        Assert.Equal((253, ""), (code, output));
        Assert.Contains("no kept session of that name", errors, StringComparison.Ordinal);
    }

    private static string Issued(JsonObject answer)
    {
        Assert.True((bool)answer["success"]!, answer.ToJsonString());
        return (string)answer["data"]!["session"]!;
    }

    // A kept session is a mark and its JSON where no keyring seals it; every other file is the secret itself.
    private static IEnumerable<string> SecretsIn(string file, string text)
    {
        if (Path.HasExtension(file))
        {
            return file.EndsWith(".png", StringComparison.Ordinal) ? [] : [text.Trim()];
        }

        var kept = JsonNode.Parse(text[1..])!;
        return new[] { (string?)kept["SecretAccessKey"], (string?)kept["SessionToken"] }.OfType<string>();
    }
}
