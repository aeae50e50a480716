using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Server.Hosting;
using Daypass.Server.Options;
using Daypass.Server.Tests.Commands;
using Daypass.Server.Tests.Nodes;
using Daypass.Server.Tests.Sts;
using Daypass.Storage.Histories;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Server.Tests.Incidents;

/// <summary>Drills of docs/incidents.md: the database as it was.</summary>
[Trait("Category", "foreign")]
public sealed class RestoreDrills
{
    [Fact, Drill(Restore)]
    public async Task A_PostgreSQL_database_is_brought_back_to_an_instant_and_what_was_issued_since_is_refused()
    {
        await using var server = await PostgresServer.Start();
        await server.Archive();
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(server.Address());
            await server.BackUp();
            var role = await nodes.NewRole(nodes.First, "role");
            var kept = await nodes.NewUser(nodes.First, "kept", "sts:*");
            var early = await Assume(nodes.First, role, kept);
            var before = await Export(nodes.Where);
            var instant = (DateTime)(await PostgresServer.Sql(server.Address(), "select clock_timestamp()"))!;
            var lost = await nodes.NewUser(nodes.First, "lost", "sts:*");
            var late = await Assume(nodes.First, role, kept);

            // Like every node, it remembers over restarts what it has seen.
            using var folder = new TemporaryFolder();
            await using (await ServerProcess.Start(folder.Path, nodes.Where))
            {
            }

            await server.StopNow();

            await using var restored = await server.RestoreTo(instant);
            List<string> where = ["--database", restored.Address(), .. nodes.Where.Skip(2)];
            Assert.Equal(before, await Export(where));
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.Start(folder.Path, where));
            Assert.Contains("accepted with 'daypass-server history accept'", refused.Message, StringComparison.Ordinal);
            await Do(0, where);
            await using var node = await ServerProcess.Start(folder.Path, where);
            using var api = new ApiClient(new Uri(node.Url), TimeProvider.System);
            Assert.Equal("InvalidClientTokenId", (await api.Call(new GetCallerIdentityRequest(), lost)).Error?.Code);
            Assert.True((await api.Call(new GetCallerIdentityRequest(), kept)).Succeeded);

            // A session carries what it is itself, so one of after the instant lives on until it is refused with all others.
            Assert.True((await api.Call(new GetCallerIdentityRequest(), late)).Succeeded);
            await Do(1, where);
            await Spread.TimeUntil(async () => (await api.Call(new GetCallerIdentityRequest(), late)).Error?.Code == "InvalidClientTokenId");
            Assert.Equal("InvalidClientTokenId", (await api.Call(new GetCallerIdentityRequest(), early)).Error?.Code);
            await Spread.TimeUntil(async () => (await api.Call(new GetCallerIdentityRequest(), await Assume(api, role, kept))).Succeeded);
            Assert.Equal(before, await Export(where));
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    [Fact, Drill(Restore)]
    public async Task A_SQLite_database_is_brought_back_to_its_backup_and_what_was_issued_since_is_refused()
    {
        using var folder = new TemporaryFolder();
        var copy = Path.Combine(folder.Path, "daypass.db");
        SigningCredentials late, admin;
        string before;
        await using (var server = await RunningServer.Start())
        {
            admin = server.Admin;
            await server.Api.Get(new CreateUserRequest { UserName = "kept" }, admin);
            before = await Export(["--data", server.DataFolder]);
            await ServerProgram.Succeed("backup", copy, "--data", server.DataFolder);
            await server.Api.Get(new CreateUserRequest { UserName = "lost" }, admin);
            late = (await server.Api.Get(new GetSessionTokenRequest(), admin)).Credentials!.ToSigning();
            File.Copy(Path.Combine(server.DataFolder, "master.key"), Path.Combine(folder.Path, "master.key"));

            // The folder may be the one in which the server ran: what it remembers of the newer database lies there.
            var remembered = Path.Combine(server.DataFolder, "history.json");
            var newest = await server.Host.Service.Parts.Store.ChangePosition(CancellationToken.None);
            await Spread.TimeUntil(() => Task.FromResult(new HistoryFile(remembered, mayWrite: false).Read()?.Position >= newest));
            File.Copy(remembered, Path.Combine(folder.Path, "history.json"));
        }

        List<string> where = ["--data", folder.Path];
        var refused = await Assert.ThrowsAsync<StartException>(() => Serve(folder));
        Assert.Contains("accepted with 'daypass-server history accept'", refused.Message, StringComparison.Ordinal);
        await Do(0, where);
        Assert.Equal(before, await Export(where));
        await using var restored = await Serve(folder);
        using var api = new ApiClient(new Uri(restored.Urls[0]), TimeProvider.System);
        Assert.Equal("NoSuchEntity", (await api.Call(new GetUserRequest { UserName = "lost" }, admin)).Error?.Code);
        Assert.True((await api.Call(new GetCallerIdentityRequest(), late)).Succeeded);

        await Do(1, where);

        await Spread.TimeUntil(async () => (await api.Call(new GetCallerIdentityRequest(), late)).Error?.Code == "InvalidClientTokenId");
        Assert.True((await api.Call(new GetCallerIdentityRequest(), admin)).Succeeded);
        Assert.Equal(before, await Export(where));
    }

    private const string Restore = "Back to an instant";

    private static Task<ServerHost> Serve(TemporaryFolder folder) => ServerHost.Start(
        new ServerOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder.Path }, TimeProvider.System, static logging => logging.ClearProviders(),
        CancellationToken.None);

    /// <summary>One of the two commands of the page.</summary>
    private static async Task Do(int command, IReadOnlyList<string> where)
    {
        var commands = IncidentPage.CommandsOf(Restore);
        Assert.Equal(2, commands.Count);
        await ServerProgram.Succeed([.. commands[command].Split(' '), .. where]);
    }

    private static async Task<SigningCredentials> Assume(ApiClient node, string role, SigningCredentials caller) =>
        (await node.Get(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "session" }, caller)).Credentials!.ToSigning();

    private static async Task<string> Export(IReadOnlyList<string> where)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "world.json");
        await ServerProgram.Succeed(["world", "export", file, "--with-secrets", .. where]);
        return await File.ReadAllTextAsync(file);
    }
}
