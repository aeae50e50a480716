using Daypass.Storage.Tests.Databases;
using Daypass.Testing.Databases;
using Xunit.Abstractions;

namespace Daypass.Storage.Tests.Durability;

/// <summary>What was acknowledged is there after kill -9, of the writer and of the database server, and nothing is half-written.</summary>
/// <remarks>Cycles by default: 50 on SQLite, 8 and 3 on PostgreSQL; with DAYPASS_LONG=1 in the environment 1000, 200 and 50.</remarks>
[Trait("Category", "slow")]
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("DAYPASS_LONG") == "1";

    [Fact]
    public async Task A_killed_writer_loses_nothing_it_acknowledged_on_SQLite()
    {
        await using var database = await TestDatabase.Nothing(DatabaseKind.Sqlite);
        await KillCycles(database, Long ? 1000 : 50, async () => Assert.Equal("ok", await database.Sql("pragma integrity_check")));
    }

    [Fact, Trait("Category", "foreign")]
    public async Task A_killed_writer_loses_nothing_it_acknowledged_on_PostgreSQL()
    {
        await using var database = await TestDatabase.Nothing(DatabaseKind.Postgres);
        await KillCycles(database, Long ? 200 : 8, static () => Task.CompletedTask);
    }

    [Fact, Trait("Category", "foreign")]
    public async Task A_crashed_PostgreSQL_loses_nothing_that_was_acknowledged()
    {
        await using var server = await PostgresServer.Start();
        var (acknowledged, kept) = (0, 0);
        for (var cycle = 0; cycle < (Long ? 50 : 3); cycle++)
        {
            using var writer = new KilledWriter(server.Address(), $"c{cycle}");
            await writer.Follow(40 + (cycle * 37 % 60));
            await server.StopAtOnce();
            await writer.Drain();
            Assert.Equal(3, writer.ExitCode);
            await server.StartAgain();
            await using var node = await Database.OpenPostgres(server.Address());
            kept += await Survivors.Check(node, writer);
            acknowledged += writer.Total;
            await Survivors.CheckWhole(text => PostgresServer.Sql(server.Address(), text), node);
        }

        output.WriteLine($"{acknowledged} steps acknowledged, none lost; {kept} kept without an acknowledgement");
    }

    private async Task KillCycles(TestDatabase database, int cycles, Func<Task> check)
    {
        var (acknowledged, kept) = (0, 0);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            using var writer = new KilledWriter(database.Where, $"c{cycle}");
            await writer.Follow(1 + (cycle * 37 % 120));
            await writer.Kill();
            await using var node = await database.OpenNode();
            kept += await Survivors.Check(node, writer);
            acknowledged += writer.Total;
            await check();
            if (cycle % 10 == 9 || cycle == cycles - 1)
            {
                await Survivors.CheckWhole(database.Sql, node);
            }
        }

        output.WriteLine($"{acknowledged} steps acknowledged, none lost; {kept} kept without an acknowledgement");
    }
}
