using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Server.Tests.Audit;
using Daypass.Server.Tests.Commands;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Evidence;

/// <summary>Who assumed this role, and why was somebody denied: one line each.</summary>
public sealed class QueryTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Who_assumed_this_role_is_a_line_each()
    {
        var (role, arn) = await world.NewTrustingRole();
        var (user, key) = await world.NewUser("sts:*");
        var (other, _) = await world.NewTrustingRole();
        await world.Assume(arn, key, static request => request with { RoleSessionName = "deploy", SourceIdentity = "jane" });
        await world.Assume(arn, world.Admin, static request => request with { RoleSessionName = "again" });
        await AuditLines.Read(world.Server);

        foreach (var named in (string[])[arn, role.Name])
        {
            var lines = (await Query("--role", named, "--what", "Assume*", "--succeeded", "--since", "2026-01-01")).TrimEnd('\n').Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.Equal($"2026-07-01T12:00:00Z {world.Parts.Arns.For(user)} AssumeRole {arn} session=deploy from 127.0.0.1 ok", lines[0]);
        }

        Assert.Equal("", await Query("--role", other.Name, "--what", "sts:AssumeRole"));
        Assert.Equal("", await Query("--role", arn, "--until", "2026-01-01"));
        Assert.Equal("", await Query("--role", arn, "--account", "000000000000"));
    }

    [Fact]
    public async Task Why_somebody_was_denied_is_a_line_with_the_reason()
    {
        var (user, key) = await world.NewUser("sts:GetCallerIdentity");
        await world.Server.Api.Call(new GetUserRequest { UserName = user.Name }, key);
        await AuditLines.Read(world.Server);

        var line = Assert.Single((await Query("--denied", "--who", user.Name)).TrimEnd('\n').Split('\n'));
        Assert.Matches("^2026-07-01T12:00:00Z arn:aws:iam::[0-9]{12}:user/.* GetUser .* from 127.0.0.1 AccessDenied: User: .* \\(ImplicitDeny by ", line);
        var record = JsonNode.Parse(await Query("--denied", "--who", user.Name, "--json"))!.AsObject();
        Assert.Equal("AccessDenied", record.At("errorCode"));
    }

    [Fact]
    public async Task Other_peoples_text_makes_no_line_of_its_own()
    {
        using var folder = new Testing.Server.TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.jsonl");
        await File.WriteAllTextAsync(path, """{"eventTime":"2026-07-01T12:00:00Z","eventName":"Evil\n2026 root","errorCode":"x\u001b[2J"}""" + "\nnot json\n");
        Assert.Equal("2026-07-01T12:00:00Z unknown Evil?2026 root x?[2J\n", await ServerProgram.Succeed("audit", "query", path));
    }

    [Fact]
    public async Task Files_of_several_servers_come_in_the_order_of_time()
    {
        using var folder = new Testing.Server.TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "a.jsonl"), Record("12:00:00", "One") + Record("12:00:02", "Three"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "b.jsonl.1"), Record("12:00:01", "Two"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "b.jsonl"), Record("12:00:03", "Four"));
        var lines = (await ServerProgram.Succeed("audit", "query", folder.Path)).TrimEnd('\n').Split('\n');
        Assert.Equal(["One", "Two", "Three", "Four"], lines.Select(static line => line.Split(' ')[2]));
    }

    private static string Record(string time, string name) => $"{{\"eventTime\":\"2026-07-01T{time}Z\",\"eventName\":\"{name}\"}}\n";

    private Task<string> Query(params IEnumerable<string> arguments) =>
        ServerProgram.Succeed(["audit", "query", .. arguments, "--data", world.Server.DataFolder]);
}
