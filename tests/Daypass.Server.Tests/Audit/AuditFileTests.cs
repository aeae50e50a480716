using System.Text.Json.Nodes;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Audit;

/// <summary>The file itself: who may read it, that it may be moved, that it is a chain, and that nothing is answered without it.</summary>
public sealed class AuditFileTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task It_is_its_owners_alone_and_each_line_has_the_hash_of_the_one_before_also_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        for (var start = 0; start < 2; start++)
        {
            await using var host = await ServerHost.Start(
                new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path }, _clock, null, default);
            using var api = new ApiClient(new Uri(host.Urls[0]), _clock);
            var admin = CredentialProfiles.Read(Path.Combine(folder.Path, "credentials"))["admin"];
            await api.Get(new GetCallerIdentityRequest(), admin);
            await api.Get(new CreateUserRequest { UserName = $"user-{start}" }, admin);
        }

        var path = Path.Combine(folder.Path, "audit.jsonl");
        var lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(5, lines.Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var previous = new string('0', 64);
        foreach (var line in lines)
        {
            Assert.Equal(previous, (string?)JsonNode.Parse(line)!["previousRecordSha256"]);
            previous = AuditLines.HashOf(line);
        }
    }

    [Fact]
    public async Task It_may_be_moved_away_and_goes_on_in_a_new_file()
    {
        await using var server = await RunningServer.Start(_clock);
        var path = AuditLines.PathOf(server);
        await AuditLines.Read(server);
        File.Move(path, path + ".1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await server.Api.Get(new CreateUserRequest { UserName = "after-the-move" }, server.Admin);

        var first = (await AuditLines.Text(path)).Split('\n')[0];
        var last = (await AuditLines.Text(path + ".1")).TrimEnd('\n').Split('\n')[^1];
        Assert.Contains("after-the-move", first, StringComparison.Ordinal);
        Assert.Equal(AuditLines.HashOf(last), (string?)JsonNode.Parse(first)!["previousRecordSha256"]);
        Assert.DoesNotContain("after-the-move", await AuditLines.Text(path + ".1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_record_no_credentials_are_answered_and_nothing_changes_until_it_can_be_written_again()
    {
        await using var server = await RunningServer.Start(_clock);
        var path = AuditLines.PathOf(server);
        await AuditLines.Read(server);
        File.Delete(path);
        Directory.CreateDirectory(path);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var credentials = await server.Api.Call(new GetSessionTokenRequest(), server.Admin);
        var change = await server.Api.Call(new CreateUserRequest { UserName = "unrecorded" }, server.Admin);
        var reading = await server.Api.Call(new GetCallerIdentityRequest(), server.Admin);
        Directory.Delete(path);
        var first = await server.Api.Call(new GetCallerIdentityRequest(), server.Admin);
        var again = await server.Api.Call(new GetSessionTokenRequest(), server.Admin);

        Assert.All([credentials.Error, change.Error, reading.Error, first.Error],
            static error => Assert.Equal(("ServiceUnavailable", 503), (error?.Code, error?.Status)));
        Assert.True(again.Succeeded);
        Assert.Equal("NoSuchEntity", (await server.Api.Call(new GetUserRequest { UserName = "unrecorded" }, server.Admin)).Error!.Code);
        Assert.Contains(
            server.Log.All, static line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("cannot be written", StringComparison.Ordinal)
            && line.Contains("--audit-may-fail", StringComparison.Ordinal));
        Assert.Contains(server.Log.All, static line => line.Contains("is written again.", StringComparison.Ordinal));
        var records = await AuditLines.Read(server);
        Assert.Contains(records, static record => record.At("eventName") == "CreateUser" && record.At("errorCode") == "ServiceUnavailable");
    }

    [Fact]
    public async Task A_full_disk_stops_credentials_unless_the_operator_lets_the_audit_fail()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        await using var strict = await RunningServer.Start(_clock, static options => options with { Audit = new AuditOptions { Targets = ["/dev/full"] } });
        Assert.Equal("ServiceUnavailable", (await strict.Api.Call(new GetSessionTokenRequest(), strict.Admin)).Error!.Code);
        Assert.Equal("ServiceUnavailable", (await strict.Api.Call(new GetSessionTokenRequest(), strict.Admin)).Error!.Code);

        await using var lax = await RunningServer.Start(
            _clock, static options => options with { Audit = new AuditOptions { Targets = ["/dev/full"], MayFail = true } });
        Assert.True((await lax.Api.Call(new GetSessionTokenRequest(), lax.Admin)).Succeeded);
        Assert.True((await lax.Api.Call(new CreateUserRequest { UserName = "served" }, lax.Admin)).Succeeded);
        Assert.Single(lax.Log.All, static line => line.Contains("cannot be written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_broken_off_by_a_crash_does_not_spoil_the_next_one()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "audit.jsonl");
        var options = new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path, Audit = new AuditOptions { Sync = true } };
        await using (await ServerHost.Start(options, _clock, null, default))
        {
        }

        await File.WriteAllTextAsync(path, "{\"half\":");
        await using (var host = await ServerHost.Start(options, _clock, null, default))
        {
            using var api = new ApiClient(new Uri(host.Urls[0]), _clock);
            await api.Get(new GetSessionTokenRequest(), CredentialProfiles.Read(Path.Combine(folder.Path, "credentials"))["admin"]);
        }

        var lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(["GetSessionToken"], lines[1..].Select(static line => (string?)JsonNode.Parse(line)!["eventName"]));
    }

    [Fact]
    public async Task A_path_that_cannot_be_used_is_one_sentence_at_the_start()
    {
        using var folder = new TemporaryFolder();
        var options = new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path,
            Audit = new AuditOptions { Targets = [Path.Combine(folder.Path, "no-such-folder", "audit.jsonl")] } };

        var failure = await Assert.ThrowsAsync<StartException>(() => ServerHost.Start(options, _clock, null, default));

        Assert.StartsWith("The audit log ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be used", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_keeps_no_record()
    {
        await using var server = await RunningServer.Start(
            _clock, static options => options with { Audit = new AuditOptions { Targets = [AuditOptions.Nowhere] } });

        Assert.True((await server.Api.Call(new GetSessionTokenRequest(), server.Admin)).Succeeded);
        Assert.False(File.Exists(AuditLines.PathOf(server)));
    }
}
