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
        Assert.Null(await entities.Find(EntityKey.Of(EntityKind.User, Account, "a"), default));
        Assert.Null(await entities.Find(EntityKey.Of(EntityKind.Role, "999999999999", "a"), default));
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
            Role("Deploy") with { Key = EntityKey.Of(EntityKind.Role, "999999999999", "Deploy"), Id = "third" }, default)));
        Assert.Equal("ID4Deploy", (await entities.Find(RoleKey("DEPLOY"), default))!.Id);
    }

    [Fact]
    public async Task A_unique_id_is_taken_once_over_all_accounts()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        var twin = Role("b") with { Key = EntityKey.Of(EntityKind.Role, "999999999999", "b"), Id = Role("a").Id };
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
        Assert.True(await entities.Try(directory => directory.TryDelete(row.Key, default)));
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
        Assert.True(await entities.Try(directory => directory.TryDelete(RoleKey("A"), default)));
        Assert.False(await entities.Try(directory => directory.TryDelete(RoleKey("A"), default)));
        Assert.Null(await entities.FindById(EntityKind.Role, "ID4a", default));
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
