using System.Text;
using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>Entities come back as they were written, under one name and one id each.</summary>
public abstract class EntityContract(DatabaseKind kind)
{
    [Fact]
    public async Task What_was_added_is_found_by_key_and_by_id_as_it_was()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("Deploy", "/ci/", new EntityReference(Relation.Attached, "arn:aws:iam::aws:policy/A"), new EntityReference(Relation.Boundary, "arn:b"));
        await entities.Add(row);

        foreach (var found in new[] { await entities.Find(row.Key, default), await entities.FindById(EntityKind.Role, row.Id, default) })
        {
            Assert.NotNull(found);
            Assert.Equal(row.Key, found.Key);
            Assert.Equal(row.Id, found.Id);
            Assert.Equal("/ci/", found.Path);
            Assert.Equal(1, found.Version);
            Assert.Equal(row.References, found.References);
            Assert.Equal(row.Body.ToArray(), found.Body.ToArray());
        }
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        Assert.Null(await entities.Find(RoleKey("b"), default));
        Assert.Null(await entities.Find(EntityKey.Create(EntityKind.User, Account, "a"), default));
        Assert.Null(await entities.Find(EntityKey.Create(EntityKind.Role, "999999999999", "a"), default));
        Assert.Null(await entities.FindById(EntityKind.User, Role("a").Id, default));
    }

    [Fact]
    public async Task A_name_is_taken_once_per_account_and_kind_whatever_its_case()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("Deploy"));
        Assert.False(await entities.Try(directory => directory.TryAdd(Role("dEPLOY") with { Id = "other" }, default)));
        Assert.True(await entities.Try(directory => directory.TryAdd(Of(EntityKind.User, "deploy"), default)));
        Assert.True(await entities.Try(directory => directory.TryAdd(
            Role("Deploy") with { Key = EntityKey.Create(EntityKind.Role, "999999999999", "Deploy"), Id = "third" }, default)));
        Assert.Equal("ID4Deploy", (await entities.Find(RoleKey("DEPLOY"), default))!.Id);
    }

    [Fact]
    public async Task A_unique_id_is_taken_once_over_all_accounts()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        var twin = Role("b") with { Key = EntityKey.Create(EntityKind.Role, "999999999999", "b"), Id = Role("a").Id };
        Assert.False(await entities.Try(directory => directory.TryAdd(twin, default)));
        Assert.Null(await entities.Find(twin.Key, default));
    }

    [Fact]
    public async Task An_update_names_the_version_it_read_and_stores_the_next()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("a");
        await entities.Add(row);
        var changed = row with { Path = "/b/", Body = "{}"u8.ToArray() };
        Assert.True(await entities.Try(directory => directory.TryUpdate(row.Key, changed, default)));
        Assert.False(await entities.Try(directory => directory.TryUpdate(row.Key, changed, default)));

        var found = await entities.Find(row.Key, default);
        Assert.Equal((2, "/b/", "{}"), (found!.Version, found.Path, Encoding.UTF8.GetString(found.Body.Span)));
    }

    [Fact]
    public async Task An_update_of_what_was_deleted_and_made_again_is_refused()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("a");
        await entities.Add(row);
        Assert.True(await entities.Try(directory => directory.TryDelete(row)));
        Assert.False(await entities.Try(directory => directory.TryUpdate(row.Key, row, default)));
        await entities.Add(row with { Id = "second" });
        Assert.False(await entities.Try(directory => directory.TryUpdate(row.Key, row, default)));
        Assert.Equal("second", (await entities.Find(row.Key, default))!.Id);
    }

    [Fact]
    public async Task A_rename_moves_the_entity_with_its_id()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"), Role("taken"));
        var renamed = Role("a") with { Key = RoleKey("B") };
        Assert.True(await entities.Try(directory => directory.TryUpdate(RoleKey("a"), renamed, default)));
        Assert.Null(await entities.Find(RoleKey("a"), default));
        Assert.Equal((2, "ID4a"), ((await entities.Find(RoleKey("b"), default))!.Version, (await entities.Find(RoleKey("b"), default))!.Id));

        var onto = renamed with { Key = RoleKey("Taken"), Version = 2 };
        Assert.False(await entities.Try(directory => directory.TryUpdate(RoleKey("b"), onto, default)));
        Assert.NotNull(await entities.Find(RoleKey("b"), default));
        Assert.Equal("ID4taken", (await entities.Find(RoleKey("taken"), default))!.Id);
    }

    [Fact]
    public async Task A_kind_or_an_account_is_never_changed()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            entities.Try(directory => directory.TryUpdate(RoleKey("a"), Of(EntityKind.User, "a"), default)));
    }

    [Fact]
    public async Task What_was_deleted_is_gone_once()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        Assert.True(await entities.Try(directory => directory.TryDelete(RoleKey("A"), "ID4a", 1, default)));
        Assert.False(await entities.Try(directory => directory.TryDelete(RoleKey("A"), "ID4a", 1, default)));
        Assert.Null(await entities.FindById(EntityKind.Role, "ID4a", default));
    }

    [Fact]
    public async Task A_delete_names_the_version_it_read()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("a", "/", new EntityReference(Relation.Attached, "arn:p"));
        await entities.Add(row);
        Assert.True(await entities.Try(directory => directory.TryUpdate(row.Key, row with { Path = "/b/" }, default)));
        Assert.False(await entities.Try(directory => directory.TryDelete(row)));
        Assert.False(await entities.Try(directory => directory.TryDelete(row with { Version = 3 })));

        Assert.Equal((2, "/b/"), ((await entities.Find(row.Key, default))!.Version, (await entities.Find(row.Key, default))!.Path));
        Assert.Equal(1, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Attached, "arn:p", default));
        Assert.True(await entities.Try(directory => directory.TryDelete(row with { Version = 2 })));
        Assert.Null(await entities.Find(row.Key, default));
    }

    [Fact]
    public async Task A_delete_of_what_was_deleted_and_made_again_is_refused()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("a");
        await entities.Add(row);
        Assert.True(await entities.Try(directory => directory.TryDelete(row)));
        await entities.Add(row with { Id = "second" });
        Assert.False(await entities.Try(directory => directory.TryDelete(row)));
        Assert.Equal("second", (await entities.Find(row.Key, default))!.Id);

        Assert.True(await entities.Try(async directory =>
        {
            Assert.True(await directory.TryDelete(row with { Id = "second" }));
            Assert.True(await directory.TryAdd(row with { Id = "third" }, default));
            Assert.False(await directory.TryDelete(row with { Id = "second" }));
            return true;
        }));
        Assert.Equal("third", (await entities.Find(row.Key, default))!.Id);
    }

    [Fact]
    public async Task Names_and_bodies_hold_any_character()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("a'b\"c;--%_\\+=,.@-ü😀") with { Body = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray() };
        await entities.Add(row);
        var found = await entities.Find(row.Key, default);
        Assert.Equal(row.Key.Name, found!.Key.Name);
        Assert.Equal(row.Body.ToArray(), found.Body.ToArray());
    }

    [Fact]
    public async Task Many_are_added_at_once_and_each_is_told_whether_it_was()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("r1200"), Of(EntityKind.User, "u"));
        var rows = Enumerable.Range(0, 2500).Select(number => Role($"r{number}", "/", new EntityReference(Relation.Attached, "arn:p"))).ToList();
        rows.Add(Role("R7") with { Id = "again" });
        rows.Add(Role("other") with { Id = Role("r8").Id });
        var result = await entities.Write<bool[]>(
            async directory =>
            {
                var added = await directory.TryAddAll(rows, default);
                Assert.Equal(2500, await directory.CountReferrers(Account, Relation.Attached, "arn:p", default) + 1);
                Assert.Empty(await directory.TryAddAll([], default));
                return added.ToArray();
            },
            default);
        Assert.Equal([1200, 2500, 2501], result.Value!.Index().Where(static one => !one.Item).Select(static one => one.Index));
        Assert.Equal(2500, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(2 + 2499, await entities.ChangePosition(default));

        EntityKey[] keys = [RoleKey("r0"), RoleKey("none"), .. rows.Skip(1).Take(1500).Select(static row => row.Key),
            EntityKey.Create(EntityKind.User, Account, "U")];
        var found = await entities.FindAll(keys, default);
        Assert.Equal(keys.Length, found.Count);
        Assert.All(keys.Zip(found), static pair => Assert.Equal(pair.First.Name == "none" ? null : pair.First, pair.Second?.Key));
        Assert.Empty(await entities.FindAll([], default));
        await entities.Write<bool>(
            async directory =>
            {
                var inside = await directory.FindAll(keys, default);
                return Assert.Single(inside, static row => row is null) is null && await directory.TryUpdate(keys[0], inside[0]!, default);
            },
            default);
        Assert.Equal(2, (await entities.Find(keys[0], default))!.Version);
    }

    [Fact]
    public async Task A_transaction_reads_what_it_has_written()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("a");
        await entities.Add(row);
        await entities.Try(async directory =>
        {
            var read = (await directory.Find(row.Key, default))!;
            Assert.True(await directory.TryUpdate(row.Key, read with { Path = "/1/" }, default));
            Assert.False(await directory.TryUpdate(row.Key, read with { Path = "/2/" }, default));
            Assert.Equal((2, "/1/"), ((await directory.Find(row.Key, default))!.Version, (await directory.Find(row.Key, default))!.Path));
            Assert.Equal("/1/", (await directory.FindById(EntityKind.Role, row.Id, default))!.Path);
            var renamed = (await directory.Find(row.Key, default))! with { Key = RoleKey("b") };
            Assert.True(await directory.TryUpdate(row.Key, renamed, default));
            Assert.Null(await directory.Find(row.Key, default));
            Assert.True(await directory.TryAdd(Role("a") with { Id = "new" }, default));
            Assert.True(await directory.TryDelete(RoleKey("b"), row.Id, 3, default));
            Assert.Null(await directory.Find(RoleKey("b"), default));
            Assert.Null(await directory.FindById(EntityKind.Role, row.Id, default));
            return await directory.TryAdd(Role("b") with { Id = row.Id }, default);
        });
        Assert.Equal(["a", "b"], (await entities.List(EntityKind.Role, Account, "/", "", 10, default)).Names());
        Assert.Equal(("new", 1L), ((await entities.Find(row.Key, default))!.Id, (await entities.Find(row.Key, default))!.Version));
    }

    [Fact]
    public async Task A_buffer_may_be_used_again_when_the_row_was_handed_over()
    {
        await using var database = await TestDatabase.Create(kind);
        var buffer = "first"u8.ToArray();
        await database.Node.Entities.Try(async directory =>
        {
            var added = await directory.TryAdd(Role("a") with { Body = buffer }, default);
            var updated = await directory.TryUpdate(RoleKey("a"), Role("a") with { Body = buffer }, default);
            "other"u8.CopyTo(buffer);
            Assert.Equal("first", Encoding.UTF8.GetString((await directory.Find(RoleKey("a"), default))!.Body.Span));
            return added && updated;
        });
        Assert.Equal("first", Encoding.UTF8.GetString((await database.Node.Entities.Find(RoleKey("a"), default))!.Body.Span));
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using var database = await TestDatabase.Create(kind);
        await database.Node.Entities.Add(Role("a"));
        await database.Node.DisposeAsync();
        var again = await database.OpenNode();
        Assert.NotNull(await again.Entities.Find(RoleKey("a"), default));
    }
}

public sealed class SqliteEntityTests() : EntityContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresEntityTests() : EntityContract(DatabaseKind.Postgres);
