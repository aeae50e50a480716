using Daypass.Testing.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Opening;

/// <summary>PostgreSQL plans for what is in its tables now: a world's many rows are found by their key, and not by reading all names of an account.</summary>
[Trait("Category", "foreign")]
public sealed class PostgresPlanTests
{
    [Fact]
    public async Task After_many_rows_at_once_one_is_looked_up_by_the_primary_key()
    {
        var server = await PostgresServer.Shared;
        await using var database = await Database.OpenPostgres(await server.CreateSchema());
        await database.Entities.Add([.. Enumerable.Range(0, 3000).Select(static i => Role($"role-{i}"))]);

        var (rows, plan, mode) = await database.Engine.Read(
            static async (session, cancelled) =>
            {
                var known = await session.QueryFirst("select reltuples::bigint from pg_class where oid = 'entity'::regclass", static row =>
                    row.GetInt64(0), cancelled);
                var lines = await session.QueryAll(
                    $"explain select body from entity where kind = {(int)RoleKey("role-7").Kind} and account = '{Account}' and name = 'role-7'", static row =>
                        row.GetString(0), cancelled);
                var mode = await session.QueryFirst("select current_setting('plan_cache_mode')", static row => row.GetString(0), cancelled);
                return (known, string.Join('\n', lines), mode);
            },
            default);

        Assert.Equal(3000, rows);
        Assert.Contains("entity_pkey", plan, StringComparison.Ordinal);
        Assert.Equal("force_custom_plan", mode);
    }
}
