using Daypass.Storage.Migrations;
using Daypass.Storage.Sql;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>A schema is made once, by one process, in whole steps, and never by a program that is too old for it.</summary>
public abstract class SchemaContract(DatabaseKind kind)
{
    [Fact]
    public async Task Many_nodes_that_start_at_once_on_nothing_all_start()
    {
        await using var database = await TestDatabase.Nothing(kind);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(database.OpenNode)));
        await nodes[0].Entities.Add(Role("a"));
        foreach (var node in nodes)
        {
            Assert.NotNull(await node.Entities.Find(RoleKey("a"), default));
        }

        Assert.Equal(
            (long)Migration.LoadAll("sqlite").Count,
            await database.Sql("select count(*) from (select number from schema_version union select number from schema_step) as applied"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await using var database = await TestDatabase.Create(kind);
        await database.Sql("insert into schema_version (number, name, applied_at) values (99, 'future', 0)");
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(database.OpenNode);
        var known = Migration.LoadAll("sqlite").Count;
        Assert.Contains($"was written by a newer Daypass (its schema is at version 99, this program knows {known} and 99 is needed)",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal(99L, Convert.ToInt64(await database.Sql("select max(number) from schema_version"), null));
    }

    [Fact]
    public async Task A_newer_schema_is_used_by_a_program_that_knows_as_much_as_it_needs()
    {
        await using var database = await TestDatabase.Create(kind);
        var known = Migration.LoadAll("sqlite").Count;
        await database.Sql($"insert into schema_step (number, name, readable_from, applied_at) values ({known + 1}, 'expand', {known}, 0)");
        await database.Sql("alter table entity add column later integer default 7");
        var node = await database.OpenNode();
        await node.Entities.Add(Role("a"));
        Assert.NotNull(await node.Entities.Find(RoleKey("a"), default));
        Assert.Equal((long)known + 1, Convert.ToInt64(await database.Sql("select max(number) from schema_step"), null));

        await database.Sql($"insert into schema_step (number, name, readable_from, applied_at) values ({known + 2}, 'contract', {known + 1}, 0)");
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(database.OpenNode);
        Assert.Contains(
            $"its schema is at version {known + 2}, this program knows {known} and {known + 1} is needed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_older_programs_can_read_is_not_shown_to_them_and_one_that_they_cannot_read_is()
    {
        await using var database = await TestDatabase.Create(kind);
        foreach (var step in Migration.LoadAll("sqlite"))
        {
            var isShown = step.Number <= Migration.LastUnmarked || step.ReadableFrom > Migration.LastUnmarked;
            Assert.Equal(isShown ? 1L : 0L, await database.Sql($"select count(*) from schema_version where number = {step.Number}"));
        }
    }

    [Fact]
    public async Task A_schema_with_a_history_that_is_not_ours_is_refused()
    {
        await using var database = await TestDatabase.Create(kind);
        await database.Sql("update schema_version set name = 'else' where number = 1");
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(database.OpenNode);
        Assert.Contains("has a schema history that is not Daypass's (step 1 'else'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_lacks_what_its_version_promises_is_refused()
    {
        await using var database = await TestDatabase.Create(kind);
        await database.Sql("drop table last_use");
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(database.OpenNode);
        Assert.Contains("table last_use is not there: restore it from a backup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_halfway_leaves_the_schema_as_it_was()
    {
        await using var database = await TestDatabase.Create(kind);
        await database.Node.Entities.Add(Role("a"));
        var released = Migration.LoadAll(kind == DatabaseKind.Sqlite ? "sqlite" : "postgres");
        var good = released.Count + 1;
        Migration[] steps =
        [
            .. released,
            new Migration(good, "good", "create table good (number integer)"),
            new Migration(good + 1, "broken", "create table half (number integer); insert into half values (1); insert into nowhere values (1)"),
        ];
        var session = await database.Node.Engine.RentWriter(default);
        var refused = await Assert.ThrowsAsync<UnusableDatabaseException>(async () => await Schema.Migrate(
            session, kind == DatabaseKind.Sqlite ? "begin immediate" : "begin", steps, "It", DateTimeOffset.UnixEpoch, default));
        await database.Node.Engine.ReturnWriter(session, sound: false);
        Assert.StartsWith($"It is as it was, because step {good + 1} 'broken' of the schema cannot be applied: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal((long)good, Convert.ToInt64(await database.Sql("select max(number) from schema_version"), null));
        Assert.Equal((long)good, Convert.ToInt64(await database.Sql("select max(number) from schema_step"), null));
        Assert.Equal(0L, await database.Sql("select count(*) from good"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.Sql("select count(*) from half"));

        await database.Sql($"delete from schema_version where number = {good}");
        await database.Sql($"delete from schema_step where number = {good}");
        Assert.NotNull(await (await database.OpenNode()).Entities.Find(RoleKey("a"), default));
    }

    [Fact]
    public async Task Devices_that_were_stored_by_name_are_found_by_path_and_name()
    {
        await using var database = await TestDatabase.Create(kind);
        await database.Node.Entities.Add(Role("a"));
        foreach (var (name, path) in new[] { ("pad", "/B/c/"), ("phone", "/") })
        {
            await database.Sql(
                $"insert into entity (kind, account, name, id, path, version, points_at, body) values (8, '1', '{name}', '{name}', '{path}', 1, '', '{{}}')");
            await database.Sql($"insert into reference (target, relation, account, kind, name) values ('someone', 4, '1', 8, '{name}')");
        }

        await database.Sql(Migration.LoadAll(kind == DatabaseKind.Sqlite ? "sqlite" : "postgres").Single(static step => step.Name == "mfa-serials").Text);
        Assert.Equal("b/c/pad", await database.Sql("select name from entity where id = 'pad'"));
        Assert.Equal("phone", await database.Sql("select name from entity where id = 'phone'"));
        Assert.Equal(1L, await database.Sql("select count(*) from reference where target = 'someone' and name = 'b/c/pad'"));
        Assert.Equal(1L, await database.Sql("select count(*) from reference where target = 'someone' and name = 'phone'"));
    }

    [Fact]
    public async Task The_clock_is_the_databases()
    {
        await using var database = await TestDatabase.Create(kind);
        Assert.InRange((await database.Node.Now(default) - TimeProvider.System.GetUtcNow()).TotalSeconds, -5, 5);
    }

    [Fact]
    public void Migrations_are_numbered_without_gaps_and_are_the_same_on_both_databases()
    {
        var (sqlite, postgres) = (Migration.LoadAll("sqlite"), Migration.LoadAll("postgres"));
        Assert.NotEmpty(sqlite);
        Assert.Equal(Enumerable.Range(1, sqlite.Count), sqlite.Select(static step => step.Number));
        Assert.Equal(
            sqlite.Select(static step => (step.Number, step.Name, step.ReadableFrom)),
            postgres.Select(static step => (step.Number, step.Name, step.ReadableFrom)));
        Assert.All(sqlite, static step => Assert.InRange(step.ReadableFrom, Math.Min(step.Number, Migration.LastUnmarked), step.Number));
    }
}

public sealed class SqliteSchemaTests() : SchemaContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresSchemaTests() : SchemaContract(DatabaseKind.Postgres);
