using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>Lists have one order on every database, and pages lose and repeat nothing.</summary>
public abstract class ListContract(DatabaseKind kind)
{
    [Fact]
    public async Task Names_are_in_the_order_of_their_bytes_whatever_the_database_was_set_up_with()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        string[] names = ["b", "A", "a-b", "a_b", "a.b", "ab", "a1", "1", "=", "@x", "Z", "é"];
        await entities.Add([.. names.Select(name => Role(name))]);
        var listed = (await entities.List(EntityKind.Role, Account, "/", "", 100, default)).Names();
        Assert.Equal(names.Select(EntityKey.Fold).Order(StringComparer.Ordinal), listed);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/team/")]
    public async Task Pages_go_on_after_a_name_in_any_case(string path)
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add([.. Enumerable.Range(0, 25).Select(number => Role($"Role{number:00}", "/team/a/"))]);
        await entities.Add([.. Enumerable.Range(0, 5).Select(number => Role($"Role{number:00}x", path == "/" ? "/team/b/" : "/other/"))]);
        var seen = new List<string>();
        var after = "";
        while (await entities.List(EntityKind.Role, Account, path, after, 7, default) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 7);
            seen.AddRange(page.Names());
            after = page[^1].Key.Name.ToUpperInvariant();
        }

        Assert.Equal(path == "/" ? 30 : 25, seen.Count);
        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("", "all, ci, deep, other, percent, root")]
    [InlineData("/", "all, ci, deep, other, percent, root")]
    [InlineData("/team/", "ci, deep")]
    [InlineData("/team/ci", "ci, deep")]
    [InlineData("/team/ci/", "ci, deep")]
    [InlineData("/team/ci/x", "deep")]
    [InlineData("/Team/", "other")]
    [InlineData("/te_m/", "all")]
    [InlineData("/te%/", "percent")]
    [InlineData("/team0", "")]
    public async Task A_path_prefix_is_compared_character_by_character(string prefix, string expected)
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(
            Role("root"), Role("ci", "/team/ci/"), Role("deep", "/team/ci/x/"), Role("other", "/Team/"), Role("all", "/te_m/"), Role("percent", "/te%/"));
        Assert.Equal(expected, string.Join(", ", (await entities.List(EntityKind.Role, Account, prefix, "", 100, default)).Names()));
    }

    [Fact]
    public async Task A_list_has_one_kind_of_one_account()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"), Of(EntityKind.User, "b"), Role("c") with { Key = EntityKey.Create(EntityKind.Role, "999999999999", "c") });
        Assert.Equal(["a"], (await entities.List(EntityKind.Role, Account, "/", "", 100, default)).Names());
        Assert.Equal(1, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(1, await entities.Count(EntityKind.User, Account, default));
        Assert.Equal(1, await entities.Count(EntityKind.Role, "999999999999", default));
        Assert.Equal(0, await entities.Count(EntityKind.Group, Account, default));
    }

    [Fact]
    public async Task A_list_has_whole_entities()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var row = Role("A", "/p/", new EntityReference(Relation.HoldsRole, "AROA1"));
        await entities.Add(row);
        foreach (var prefix in new[] { "/", "/p" })
        {
            var listed = Assert.Single(await entities.List(EntityKind.Role, Account, prefix, "", 1, default));
            Assert.Equal((row.Key, row.Id, row.Path, 1L), (listed.Key, listed.Id, listed.Path, listed.Version));
            Assert.Equal(row.References, listed.References);
            Assert.Equal(row.Body.ToArray(), listed.Body.ToArray());
        }
    }

    [Fact]
    public async Task A_transaction_lists_what_it_has_written()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"), Role("b"));
        var result = await entities.Write<string>(
            async directory =>
            {
                await directory.TryAdd(Role("c"), default);
                await directory.TryDelete(Role("a"));
                return string.Join(", ", (await directory.List(EntityKind.Role, Account, "/", "", 100, default)).Names());
            },
            default);
        Assert.Equal("b, c", result.Value);
    }
}

public sealed class SqliteListTests() : ListContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresListTests() : ListContract(DatabaseKind.Postgres);
