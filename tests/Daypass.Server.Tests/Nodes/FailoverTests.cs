using Daypass.Core.Stores;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Storage;
using Daypass.Testing.Databases;
using Daypass.Testing.Network;
using Daypass.Testing.Server;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Nodes;

/// <summary>A primary PostgreSQL dies, a standby takes its place behind the same address, and the nodes go on.</summary>
[Trait("Category", "foreign")]
public sealed class FailoverTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task With_a_synchronous_standby_no_acknowledged_write_is_lost_and_nobody_is_denied()
    {
        await using var primary = await PostgresServer.Start();
        await using var proxy = TcpProxy.To(primary.Port);
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(Through(proxy, primary));
            await using var standby = await primary.StartStandby(primary.Port);
            await PostgresServer.Sql(primary.Address(), "alter system set synchronous_standby_names = '*'");
            await PostgresServer.Sql(primary.Address(), "select pg_reload_conf()");
            await Spread.TimeUntil(async () => await PostgresServer.Sql(primary.Address(), "select sync_state from pg_stat_replication") is "sync");
            using var load = await Load.Prepare(nodes);
            await load.Start();
            await Spread.TimeUntil(() => Task.FromResult(load.Acknowledged.Count > 20));

            await primary.StopAtOnce();
            await Health.Both(nodes, 200, "degraded");

            // A standby is no place to write to, and says so until it is promoted.
            proxy.Redirect(standby.Port);
            var (written, hot) = (load.Acknowledged.Count, load.Counts.Hot);
            await Spread.TimeUntil(() => Task.FromResult(load.Counts.Hot > hot + 100));
            Assert.Equal((written, (200, "degraded")), (load.Acknowledged.Count, await Health.Of(nodes.First)));

            await standby.Promote();
            var recovery = await Spread.TimeUntil(load.WritesAndColdRolesWork);
            await Health.Both(nodes, 200, "ready");
            await load.End();
            output.WriteLine(
                $"{load.Acknowledged.Count} acknowledged writes, {load.Counts.Unavailable} times 503; back {recovery.TotalSeconds:F1} s after the promotion");

            Assert.Empty(load.Wrong);
            Assert.Empty(load.Acknowledged.Except(await load.StoredUsers()));
            Assert.InRange(recovery, TimeSpan.Zero, Recovery);
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_standby_that_lagged_never_received_is_forgotten_by_the_nodes_once_an_operator_accepts_it()
    {
        await using var primary = await PostgresServer.Start();
        await using var proxy = TcpProxy.To(primary.Port);
        await using var replication = TcpProxy.To(primary.Port);
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(Through(proxy, primary));
            await using var standby = await primary.StartStandby(replication.Port);
            replication.Stall();
            var lost = await nodes.NewUser(nodes.First, "lost", "sts:*");
            foreach (var node in new[] { nodes.First, nodes.Second })
            {
                Assert.True((await node.Call(new GetCallerIdentityRequest(), lost)).Succeeded);
            }

            await primary.StopAtOnce();
            await standby.Promote();

            // Others have written meanwhile, and more than was lost: by its position the nodes' last change seems to be there.
            await using (var other = await Database.OpenPostgres(standby.Address()))
            {
                for (var i = 0; i < 10; i++)
                {
                    Assert.True((await other.Entities.Write<bool>(
                        async transaction =>
                            await transaction.TryAdd(
                            new EntityRow { Key = EntityKey.Create(EntityKind.CredentialReport, "", $"elsewhere-{i}"), Id = $"elsewhere-{i}", Path = "/",
                            Body = new byte[] { 1 } }, default),
                        default)).Value);
                }
            }

            proxy.Redirect(standby.Port);

            // What was lost may have been the deletion of a key: somebody has to say that this is the history now.
            await Health.Both(nodes, 503, "not ready");
            Assert.Equal("ServiceUnavailable", (await nodes.First.Call(new CreateUserRequest { UserName = "refused" }, nodes.Admin)).Error?.Code);
            Assert.Equal(0, (await ServerProcess.Run(["history", "accept", .. nodes.Where])).ExitCode);
            foreach (var node in new[] { nodes.First, nodes.Second })
            {
                var took = await Spread.TimeUntil(async () => (await node.Call(new GetCallerIdentityRequest(), lost)).Error?.Code == "InvalidClientTokenId");
                output.WriteLine($"the key that never was is refused {took.TotalSeconds:F1} s after the new server is reached");
            }

            Assert.Equal("NoSuchEntity", (await nodes.Second.Call(new GetUserRequest { UserName = "lost" }, nodes.Admin)).Error!.Code);
            await Health.Both(nodes, 200, "ready");
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    private static string Through(TcpProxy proxy, PostgresServer server) =>
        server.Address().Replace($"Port={server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal);
}
