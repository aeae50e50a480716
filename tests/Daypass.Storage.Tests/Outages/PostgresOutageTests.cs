using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using Daypass.Testing.Databases;
using Npgsql;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Outages;

/// <summary>When PostgreSQL is away callers are told so at once, and when it is back the first call works.</summary>
[Trait("Category", "foreign")]
public sealed class PostgresOutageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_went_away_and_came_back_is_used_again_by_the_first_call(bool crashed)
    {
        await using var server = await PostgresServer.Start();
        await using var node = await Database.OpenPostgres(server.Address());
        await using var other = await Database.OpenPostgres(server.Address());
        await node.Entities.Add(Role("before"));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () => await node.Entities.Find(RoleKey("before"), default))));

        await (crashed ? server.StopAtOnce() : server.StopNow());
        await AssertAway(server, node).WaitAsync(TimeSpan.FromMinutes(1));

        await server.StartAgain();
        Assert.NotNull(await node.Entities.Find(RoleKey("before"), default));
        await node.Entities.Add(Role("after"));
        Assert.Null(await node.FindFailure(default));
        Assert.Null(await node.Entities.Find(RoleKey("lost"), default));
        while (await other.Entities.ChangePosition(default) < 2)
        {
            await other.Entities.WaitForChange(TimeSpan.FromSeconds(10), default);
        }
    }

    [Fact]
    public async Task Connections_that_were_cut_between_two_calls_are_replaced_unseen()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        var entities = database.Node.Entities;
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await entities.Find(RoleKey("a"), default))));
            await Cut(database);
            Assert.Null(await entities.Find(RoleKey($"r{round}"), default));
            await Cut(database);
            await entities.Add(Role($"r{round}"));
        }

        Assert.Equal(5, await entities.Count(EntityKind.Role, Account, default));
    }

    [Fact]
    public async Task A_connection_cut_in_mid_transaction_is_a_write_run_again()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        var entities = database.Node.Entities;
        var runs = 0;
        Assert.True(await entities.Try(async directory =>
        {
            Assert.True(await directory.TryAdd(Role("a"), default));
            if (runs++ < 2)
            {
                await Cut(database);
            }

            return await directory.TryAdd(Role("b"), default);
        }));
        Assert.Equal(3, runs);
        Assert.Equal(2, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(2, await entities.ChangePosition(default));
    }

    [Fact]
    public async Task A_node_that_hangs_on_to_the_write_lock_costs_the_others_a_bounded_time()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        await using var node = await Database.OpenPostgres($"{database.Where};Options=-c lock_timeout=200");
        await using var hung = new NpgsqlConnection($"{database.Where};Pooling=false");
        await hung.OpenAsync();
        await using (var hold = new NpgsqlCommand("begin; lock table writer in exclusive mode", hung))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Entities.Add(Role("a")));
        Assert.EndsWith("another node has held the write lock for too long.", refused.Message, StringComparison.Ordinal);
        Assert.Null(await node.Entities.Find(RoleKey("a"), default));
        await hung.CloseAsync();
        await node.Entities.Add(Role("a"));
    }

    [Fact]
    public async Task A_query_that_is_not_answered_in_time_is_given_up_and_the_next_one_works()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        await using var node = await Database.OpenPostgres($"{database.Where};Command Timeout=1");
        var slow = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Engine.Read(
            static (session, cancelled) => session.Execute("select pg_sleep(30)", cancelled), default));
        Assert.Contains("does not answer in time", slow.Message, StringComparison.Ordinal);
        Assert.Null(await node.Entities.Find(RoleKey("a"), default));
    }

    [Fact]
    public async Task A_pool_that_is_used_up_is_an_outage_and_the_ear_does_not_use_it_up()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        await using var node = await Database.OpenPostgres($"{database.Where};Maximum Pool Size=1;Timeout=1");
        await node.Entities.Add(Role("a"));
        var session = await node.Engine.Rent(default);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Entities.Find(RoleKey("a"), default));
        Assert.Contains("all connections of the pool are in use", refused.Message, StringComparison.Ordinal);
        await node.Engine.Return(session, sound: true);
        Assert.NotNull(await node.Entities.Find(RoleKey("a"), default));
    }

    [Fact]
    public async Task A_cancelled_question_is_cancelled_and_no_outage()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        using var cancelled = new CancellationTokenSource();
        var asking = database.Node.Engine.Read(static (session, token) => session.Execute("select pg_sleep(30)", token), cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Null(await database.Node.Entities.Find(RoleKey("a"), default));
    }

    [Fact]
    public async Task Changes_are_found_by_looking_when_nothing_can_be_heard()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        var other = await database.OpenNode();
        await database.Node.Entities.WaitForChange(TimeSpan.Zero, default);
        await database.Sql("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'");
        var waiting = database.Node.Entities.WaitForChange(TimeSpan.FromMinutes(1), default);
        await other.Entities.Add(Role("a"));
        await waiting;
        Assert.Single(await database.Node.Entities.ChangesFrom(1, 10, default));
    }

    [Fact]
    public async Task An_ear_that_was_cut_off_listens_again()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        var listening = $"select count(*) from pg_stat_activity where query like 'listen%' and application_name = '{database.Name}'";
        for (var round = 0; round < 2; round++)
        {
            while (await database.Sql(listening) is not 1L)
            {
                await Task.Delay(20);
            }

            await database.Sql($"select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and application_name = '{database.Name}'");
        }

        while (await database.Sql(listening) is not 1L)
        {
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_backup_is_left_to_pg_dump()
    {
        await using var database = await TestDatabase.Create(DatabaseKind.Postgres);
        Assert.Contains("pg_dump", (await Assert.ThrowsAsync<InvalidOperationException>(() => database.Node.Backup("file", default))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Cuts the connections that work in the test's schema.</summary>
    private static Task Cut(TestDatabase database) => database.Sql(
        $"""
        select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and application_name = '{database.Name}' and query not like 'listen%'
        """);

    private static async Task AssertAway(PostgresServer server, Database node)
    {
        var away = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Entities.Find(RoleKey("before"), default));
        Assert.Contains($"PostgreSQL at 127.0.0.1:{server.Port}/postgres cannot be reached", away.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => node.Entities.Add(Role("lost")));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Ephemeral.TryRemember("mfa", "1", DateTimeOffset.MaxValue, default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Keys.All(default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Now(default));
        await node.Entities.WaitForChange(TimeSpan.FromMilliseconds(10), default);
        Assert.NotNull(await node.FindFailure(default));
    }
}
