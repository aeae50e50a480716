using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>The target of an arrow can be asked who points at it.</summary>
public abstract class ReferenceContract(DatabaseKind kind)
{
    private const string Policy = "arn:aws:iam::111122223333:policy/P";
    private static readonly EntityReference Attached = new(Relation.Attached, Policy);
    private static readonly EntityReference Boundary = new(Relation.Boundary, Policy);

    [Fact]
    public async Task Who_points_at_a_target_is_listed_by_kind_and_counted_over_all_kinds()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("b", "/", Attached, Boundary), Role("a", "/", Attached), Role("c"), Of(EntityKind.User, "u", "/", Attached));
        Assert.Equal(["a", "b"], await Referrers(entities, EntityKind.Role, Relation.Attached));
        Assert.Equal(["b"], await Referrers(entities, EntityKind.Role, Relation.Boundary));
        Assert.Equal(["u"], await Referrers(entities, EntityKind.User, Relation.Attached));
        Assert.Empty(await Referrers(entities, EntityKind.Group, Relation.Attached));
        Assert.Equal(3, await entities.CountReferrers(Account, Relation.Attached, Policy, default));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Boundary, Policy, default));
        Assert.Equal(0, await entities.CountReferrers("999999999999", Relation.Attached, Policy, default));
        Assert.Equal(0, await entities.CountReferrers(Account, Relation.Attached, Policy + "2", default));
    }

    [Fact]
    public async Task An_update_turns_the_arrows()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var other = new EntityReference(Relation.Attached, "arn:other");
        await entities.Add(Role("a", "/", Attached, Boundary));
        var changed = Role("a", "/", Boundary, other);
        Assert.True(await entities.Try(directory => directory.TryUpdate(changed.Key, changed, default)));
        Assert.Equal([Boundary, other], (await entities.Find(changed.Key, default))!.References);
        Assert.Empty(await Referrers(entities, EntityKind.Role, Relation.Attached));
        Assert.Equal(["a"], await Referrers(entities, EntityKind.Role, Relation.Boundary));
        Assert.Equal(0, await entities.CountReferrers(Account, Relation.Attached, Policy, default));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Attached, "arn:other", default));
    }

    [Fact]
    public async Task Arrows_follow_a_rename_and_go_with_the_entity()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a", "/", Attached));
        var renamed = Role("a", "/", Attached) with { Key = RoleKey("z") };
        Assert.True(await entities.Try(directory => directory.TryUpdate(RoleKey("a"), renamed, default)));
        Assert.Equal(["z"], await Referrers(entities, EntityKind.Role, Relation.Attached));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Attached, Policy, default));

        Assert.True(await entities.Try(directory => directory.TryDelete(renamed with { Version = 2 })));
        Assert.Empty(await Referrers(entities, EntityKind.Role, Relation.Attached));
        Assert.Equal(0, await entities.CountReferrers(Account, Relation.Attached, Policy, default));
    }

    [Fact]
    public async Task The_same_arrow_twice_is_one_arrow()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a", "/", Attached, Attached));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Attached, Policy, default));
        Assert.True(await entities.Try(directory => directory.TryDelete(Role("a"))));
        Assert.Equal(0, await entities.CountReferrers(Account, Relation.Attached, Policy, default));
    }

    [Fact]
    public async Task Referrers_come_in_pages_under_a_path()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add([.. Enumerable.Range(0, 10).Select(number => Role($"r{number}", number % 2 == 0 ? "/even/" : "/odd/", Attached))]);
        var first = await entities.Referrers(EntityKind.Role, Account, Relation.Attached, Policy, "/even/", "", 2, default);
        Assert.Equal(["r0", "r2"], first.Names());
        var second = await entities.Referrers(EntityKind.Role, Account, Relation.Attached, Policy, "/even/", "R2", 10, default);
        Assert.Equal(["r4", "r6", "r8"], second.Names());
    }

    [Fact]
    public async Task Counts_are_those_of_the_transaction_that_asks()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a", "/", Attached), Role("b"));
        var result = await entities.Write<(int, int)>(
            async directory =>
            {
                await directory.TryDelete(Role("a"));
                await directory.TryAdd(Role("c", "/", Attached), default);
                await directory.TryAdd(Role("d", "/", Attached), default);
                Assert.Equal(3, await directory.Count(EntityKind.Role, Account, default));
                Assert.Equal(2, await directory.CountReferrers(Account, Relation.Attached, Policy, default));
                return Refused;
            },
            default);
        Assert.False(result.Succeeded);
        Assert.Equal(2, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Attached, Policy, default));
    }

    /// <summary>Counts are kept beside what they count, so many random writes must leave them equal.</summary>
    [Fact]
    public async Task Counts_and_arrows_stay_equal_to_what_they_are_made_from()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var state = 7u;
        int Next(int below) => (int)((state = (state * 1_664_525) + 1_013_904_223) >> 8) % below; // the same on every run
        for (var i = 0; i < 150; i++)
        {
            var (name, to) = ($"r{Next(12)}", $"r{Next(12)}");
            var references = Enumerable.Range(0, Next(4)).Select(_ => new EntityReference((Relation)(1 + Next(3)), $"arn:{Next(3)}")).ToArray();
            var (choice, keep) = (Next(4), Next(5) > 0);
            await entities.Write<bool>(
                async directory =>
                {
                    var row = await directory.Find(RoleKey(name), default);
                    var done = choice switch
                    {
                        0 when row is not null => await directory.TryDelete(row),
                        1 when row is not null => await directory.TryUpdate(row.Key, row with { References = references }, default),
                        2 when row is not null => await directory.TryUpdate(row.Key, row with { Key = RoleKey(to), References = references }, default),
                        _ => await directory.TryAdd(Role(name, "/", references) with { Id = $"id{i}" }, default),
                    };
                    return keep ? done : Refused;
                },
                default);
        }

        Assert.Equal(await database.Sql("select count(*) from entity"), await database.Sql("select count from tally where counted = 'kind 4'"));
        Assert.NotEqual(0L, await database.Sql("select count(*) from reference"));
        Assert.Equal(0L, await database.Sql(
            """
            select count(*) from tally as t where counted like 'arrow%' and count <>
                (select count(*) from reference as r where t.counted = 'arrow ' || r.relation || ' ' || r.target)
            """));
        Assert.Equal(0L, await database.Sql(
            """
            select count(*) from reference as r where not exists
                (select 1 from entity as e where e.name = r.name and e.points_at like '%' || r.relation || ' ' || r.target || '%')
            """));
        var listed = await entities.List(EntityKind.Role, Account, "/", "", 100, default);
        Assert.Equal((long)listed.Sum(static row => row.References.Distinct().Count()), await database.Sql("select count(*) from reference"));
    }

    [Fact]
    public async Task A_target_with_a_line_break_is_refused_because_it_would_be_read_back_as_two()
    {
        await using var database = await TestDatabase.Create(kind);
        var row = Role("a", "/", new EntityReference(Relation.Attached, "arn\n2 b"));
        await Assert.ThrowsAsync<ArgumentException>(() => database.Node.Entities.Try(directory => directory.TryAdd(row, default)));
    }

    private static async Task<IEnumerable<string>> Referrers(IDirectoryStore entities, EntityKind of, Relation relation) =>
        (await entities.Referrers(of, Account, relation, Policy, "/", "", 100, default)).Names();
}

public sealed class SqliteReferenceTests() : ReferenceContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresReferenceTests() : ReferenceContract(DatabaseKind.Postgres);
