using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>A database is made what it was, and whoever follows it hears of each change.</summary>
public abstract class SnapshotContract(DatabaseKind kind)
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_added_changed_and_deleted_is_as_it_was()
    {
        await using var database = await TestDatabase.Create(kind);
        var (node, entities) = (database.Node, database.Node.Entities);
        var policy = new EntityReference(Relation.Attached, "arn:p");
        await entities.Add(Role("kept"), Role("changed", "/", policy), Role("deleted", "/", policy), Role("replaced"));
        var before = await Read(entities);
        var snapshot = await node.TakeSnapshot(default);
        Assert.Equal(4, snapshot.Count);

        await entities.Write<int>(
            async directory =>
            {
                var changed = (await directory.Find(RoleKey("changed"), default))!;
                Assert.True(await directory.TryUpdate(changed.Key, changed with { References = [], Body = "{}"u8.ToArray(), Path = "/other/" }, default));
                foreach (var name in new[] { "deleted", "replaced" })
                {
                    Assert.True(await directory.TryDelete(RoleKey(name), (await directory.Find(RoleKey(name), default))!.Id, 1, default));
                }

                Assert.True(await directory.TryAdd(Role("replaced") with { Id = "ID-of-a-namesake" }, default));
                return 1;
            },
            default);
        await entities.Add(Role("added", "/", policy));
        var told = new List<EntityKey>();
        entities.Committed += change => told.Add(change.Key);

        await node.Restore(snapshot, default);

        Assert.Equal(before, await Read(entities));
        Assert.Equal(
            ["added", "changed", "deleted", "replaced"], told.Select(static key => key.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(4, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(2, await entities.CountReferrers(Account, Relation.Attached, "arn:p", default));
        told.Clear();
        await node.Restore(snapshot, default);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_body_that_has_the_version_of_another_one_is_brought_back_as_well()
    {
        await using var database = await TestDatabase.Create(kind);
        var (node, entities) = (database.Node, database.Node.Entities);
        await entities.Add(Role("role"));
        var first = await node.TakeSnapshot(default);
        await Change("second");
        var second = await node.TakeSnapshot(default);
        await entities.Write<int>(async directory =>
        {
            var row = (await directory.Find(RoleKey("role"), default))!;
            Assert.True(await directory.TryDelete(row.Key, row.Id, row.Version, default));
            return 1;
        }, default);
        await node.Restore(first, default);
        await Change("third");

        await node.Restore(second, default);

        Assert.Equal("second", System.Text.Encoding.UTF8.GetString((await entities.Find(RoleKey("role"), default))!.Body.Span));

        async Task Change(string body) => await entities.Write<int>(async directory =>
        {
            var row = (await directory.Find(RoleKey("role"), default))!;
            Assert.True(await directory.TryUpdate(row.Key, row with { Body = System.Text.Encoding.UTF8.GetBytes(body) }, default));
            return 1;
        }, default);
    }

    [Fact]
    public async Task What_is_remembered_beside_entities_goes_back_as_well()
    {
        await using var database = await TestDatabase.Create(kind);
        var (node, facts) = (database.Node, database.Node.Ephemeral);
        Assert.True(await facts.TryRemember("mfa", "before", Noon, default));
        await facts.KeepDenials([new KeptDenial("id", Noon, [1, 2, 3])], default);
        await facts.RecordUses([new LastUse("AKIA", Noon, "sts", "us-east-1")], default);
        await node.Entities.Add(Key("akia1"));
        var snapshot = await node.TakeSnapshot(default);

        Assert.True(await facts.TryRemember("mfa", "after", Noon, default));
        Assert.Equal(1, await facts.CountAttempt("mfa", "device", Noon, Noon, default));
        await facts.RecordUses([new LastUse("AKIA", Noon.AddDays(1), "iam", "eu-west-1")], default);
        await node.Entities.Write<int>(async directory =>
        {
            Assert.True(await directory.TryDelete(Key("akia1").Key, Key("akia1").Id, 1, default));
            return 1;
        }, default);
        await node.Restore(snapshot, default);

        Assert.False(await facts.TryRemember("mfa", "before", Noon, default));
        Assert.True(await facts.TryRemember("mfa", "after", Noon, default));
        Assert.Null(await facts.FindAttempts("mfa", "device", default));
        Assert.Equal(new LastUse("AKIA", Noon, "sts", "us-east-1"), await facts.FindUse("AKIA", default));
        Assert.Equal([1, 2, 3], (await facts.FindDenial("id", default))!.Body);
        Assert.Equal([false], await node.Entities.WereKeysDeleted(["akia1"], default));
    }

    private static EntityRow Key(string id) => new()
    {
        Key = new EntityKey(EntityKind.AccessKey, "", id),
        Id = id,
        Path = "/",
        Body = "{}"u8.ToArray(),
    };

    private static async Task<IReadOnlyList<string>> Read(IDirectoryStore entities) =>
    [
        .. (await entities.List(EntityKind.Role, Account, "/", "", 100, default)).Select(static row =>
            $"{row.Key} {row.Id} {row.Path} {System.Text.Encoding.UTF8.GetString(row.Body.Span)} {string.Join(',', row.References)}"),
    ];
}

public sealed class SqliteSnapshotTests() : SnapshotContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresSnapshotTests() : SnapshotContract(DatabaseKind.Postgres);
