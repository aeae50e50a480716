using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Nodes;

/// <summary>A node never follows an older history of its database than it has seen, unless an operator says so.</summary>
[Trait("Category", "foreign")]
public sealed class HistoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_old_primary_that_returns_beside_the_new_one_is_told_and_none_of_it_is_used()
    {
        await using var old = await PostgresServer.Start();
        await using var standby = await old.StartStandby(old.Port);
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(Both(old, standby));
            var leaked = await FailOver(nodes, old, standby);
            await old.StartAgain();
            await Health.Both(nodes, 503, "not ready");
            await AssertRefused(nodes, leaked);

            // The driver finds the right server beside the wrong one: what is acknowledged is in the newer history, or nowhere.
            for (var number = 0; number < 10; number++)
            {
                var made = await nodes.First.Call(new CreateUserRequest { UserName = $"after{number}" }, nodes.Admin);
                Assert.True(made.Succeeded || made.Error?.Code == "ServiceUnavailable", made.Error?.Message);
                var kept = await PostgresServer.Sql(standby.Address(), $"select count(*) from entity where name = 'after{number}'");
                Assert.Equal(made.Succeeded ? 1L : 0L, kept);
            }

            Assert.Equal(0L, await PostgresServer.Sql(old.Address(), "select count(*) from entity where name like 'after%'"));
            Assert.Contains("is older than what this node has seen", await Reason(nodes.Second), StringComparison.Ordinal);

            await old.StopAtOnce();
            await Health.Both(nodes, 200, "ready");
            await AssertRefused(nodes, leaked);
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_old_primary_that_returns_alone_is_not_followed_by_any_node_nor_by_a_restarted_one_until_an_operator_accepts_it()
    {
        await using var old = await PostgresServer.Start();
        await using var standby = await old.StartStandby(old.Port);
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(Both(old, standby));
            var leaked = await FailOver(nodes, old, standby);
            await standby.StopAtOnce();
            await Health.Both(nodes, 200, "degraded");
            await old.StartAgain();
            await Health.Both(nodes, 503, "not ready");
            await AssertRefused(nodes, leaked);
            var before = await PostgresServer.Sql(old.Address(), "select count(*) from entity");
            foreach (var node in new[] { nodes.First, nodes.Second })
            {
                Assert.Equal("ServiceUnavailable", (await node.Call(new CreateUserRequest { UserName = "lost" }, nodes.Admin)).Error?.Code);
            }

            Assert.Equal(before, await PostgresServer.Sql(old.Address(), "select count(*) from entity"));

            // A restart does not forget, and neither does a command in the node's folder.
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => nodes.Restart(1));
            Assert.Contains("is older than what this node has seen", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Message, StringComparison.Ordinal);
            var command = await ServerProcess.Run(["account", "list", .. nodes.Where, "--data", nodes.Folder(0)]);
            Assert.Equal(1, command.ExitCode);
            Assert.Contains("is older than what this node has seen", command.Errors, StringComparison.Ordinal);

            var accepted = await ServerProcess.Run(["history", "accept", .. nodes.Where]);
            Assert.True(accepted.ExitCode == 0, accepted.Errors);
            output.WriteLine(accepted.Output);
            await Spread.TimeUntil(async () => await Health.Of(nodes.First) == (200, "ready"));
            await nodes.Restart(1);
            await Health.Both(nodes, 200, "ready");

            // What an operator accepted is what is there: the key is as it was before it was deleted.
            Assert.True((await nodes.Second.Call(new GetCallerIdentityRequest(), leaked)).Succeeded);
            Assert.True((await nodes.First.Call(new CreateUserRequest { UserName = "again" }, nodes.Admin)).Succeeded);
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_restored_backup_is_followed_after_an_operator_accepted_it_only()
    {
        await using var postgres = await PostgresServer.Start();
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(postgres.Address());
            var leaked = await nodes.NewUser(nodes.First, "leaked", "sts:*");
            await PostgresServer.Sql(postgres.Address(), "create schema kept");
            string[] tables = ["entity", "reference", "tally", "change", "key_ring"];
            foreach (var table in tables)
            {
                await PostgresServer.Sql(postgres.Address(), $"create table kept.{table} as table public.{table}");
            }

            await Delete(nodes, leaked);
            foreach (var table in tables)
            {
                await PostgresServer.Sql(postgres.Address(), $"begin; delete from {table}; insert into {table} select * from kept.{table}; commit");
            }

            await Health.Both(nodes, 503, "not ready");
            await AssertRefused(nodes, leaked);
            Assert.Equal("ServiceUnavailable", (await nodes.First.Call(new ListUsersRequest(), nodes.Admin)).Error?.Code);
            Assert.Contains("a backup was restored", await Reason(nodes.First), StringComparison.Ordinal);

            Assert.Equal(0, (await ServerProcess.Run(["history", "accept", .. nodes.Where])).ExitCode);
            await Health.Both(nodes, 200, "ready");
            await Spread.TimeUntil(async () => (await nodes.First.Call(new GetCallerIdentityRequest(), leaked)).Succeeded);
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    private static string Both(PostgresServer first, PostgresServer second) => first.Address().Replace(
        $"Host=127.0.0.1;Port={first.Port}", $"Host=127.0.0.1:{first.Port},127.0.0.1:{second.Port};Target Session Attributes=read-write",
        StringComparison.Ordinal);

    /// <summary>The old primary dies, the standby is promoted, and a key is deleted; returns the key.</summary>
    private static async Task<SigningCredentials> FailOver(TwoNodes nodes, PostgresServer old, PostgresServer standby)
    {
        var leaked = await nodes.NewUser(nodes.First, "leaked", "sts:*");
        foreach (var node in new[] { nodes.First, nodes.Second })
        {
            Assert.True((await node.Call(new GetCallerIdentityRequest(), leaked)).Succeeded);
        }

        await Spread.TimeUntil(async () =>
            await PostgresServer.Sql(old.Address(), "select count(*) from pg_stat_replication where replay_lsn = pg_current_wal_lsn()") is 1L);
        await old.StopAtOnce();
        await standby.Promote();

        // Nobody has to do anything about a promotion that lost nothing.
        await Spread.TimeUntil(async () => (await nodes.First.Call(new CreateUserRequest { UserName = "new" }, nodes.Admin)).Succeeded);
        await Health.Both(nodes, 200, "ready");
        await Delete(nodes, leaked);
        return leaked;
    }

    private static async Task Delete(TwoNodes nodes, SigningCredentials leaked)
    {
        await nodes.First.Get(new DeleteAccessKeyRequest { UserName = "leaked", AccessKeyId = leaked.AccessKeyId }, nodes.Admin);
        foreach (var node in new[] { nodes.First, nodes.Second })
        {
            await Spread.TimeUntil(async () => (await node.Call(new GetCallerIdentityRequest(), leaked)).Error?.Code == "InvalidClientTokenId");
        }
    }

    private static async Task AssertRefused(TwoNodes nodes, SigningCredentials leaked)
    {
        for (var round = 0; round < 20; round++)
        {
            foreach (var node in new[] { nodes.First, nodes.Second })
            {
                Assert.False((await node.Call(new GetCallerIdentityRequest(), leaked)).Succeeded);
            }
        }
    }

    private static async Task<string> Reason(ApiClient node)
    {
        using var answer = await node.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        using var report = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return report.RootElement.GetProperty("reasons")[0].GetString()!;
    }
}
