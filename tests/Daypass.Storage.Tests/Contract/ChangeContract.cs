using System.Collections.Concurrent;
using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>Every node hears of every change, its own and the others'.</summary>
public abstract class ChangeContract(DatabaseKind kind)
{
    [Fact]
    public async Task Each_change_stands_in_the_feed_in_its_order()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        Assert.Equal(0, await entities.ChangePosition(default));
        Assert.Empty(await entities.ChangesFrom(1, 10, default));
        await entities.Add(Role("A"), Of(EntityKind.User, "b"));
        Assert.True(await entities.Try(directory => directory.TryUpdate(RoleKey("a"), Role("A") with { Path = "/x/" }, default)));
        Assert.True(await entities.Try(directory => directory.TryUpdate(RoleKey("a"), Role("A") with { Key = RoleKey("new"), Version = 2 }, default)));
        Assert.True(await entities.Try(directory => directory.TryDelete(RoleKey("new"), "ID4A", 3, default)));

        (long, EntityKey, string)[] expected =
        [
            (1, RoleKey("a"), "ID4A"),
            (2, EntityKey.Create(EntityKind.User, Account, "b"), "ID2b"),
            (3, RoleKey("a"), "ID4A"),
            (4, RoleKey("a"), "ID4A"),
            (5, RoleKey("new"), "ID4A"),
            (6, RoleKey("new"), "ID4A"),
        ];
        Assert.Equal(6, await entities.ChangePosition(default));
        var feed = await entities.ChangesFrom(1, 10, default);
        Assert.Equal(expected, feed.Select(static change => (change.Position, change.Key, change.Id)));
        Assert.Equal(feed.Skip(2).Take(2), await entities.ChangesFrom(3, 2, default));
        Assert.Empty(await entities.ChangesFrom(7, 10, default));
    }

    [Fact]
    public async Task What_changed_nothing_is_no_change()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("a"));
        Assert.False(await entities.Try(directory => directory.TryAdd(Role("a"), default)));
        Assert.False(await entities.Try(directory => directory.TryDelete(Role("b"))));
        Assert.False(await entities.Try(directory => directory.TryUpdate(RoleKey("a"), Role("a") with { Version = 7 }, default)));
        Assert.False(await entities.Try(directory => directory.TryDelete(Role("a") with { Version = 7 })));
        Assert.Equal(1, await entities.ChangePosition(default));
    }

    [Fact]
    public async Task A_node_hears_of_its_own_change_before_its_writer_is_answered()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var heard = new List<DirectoryChange>();
        entities.Committed += heard.Add;
        await entities.Add(Role("a"), Role("b"));
        Assert.Equal([(1, RoleKey("a"), "ID4a"), (2, RoleKey("b"), "ID4b")], heard.Select(static change => (change.Position, change.Key, change.Id)));
        Assert.Equal(heard, await entities.ChangesFrom(1, 10, default));
    }

    [Fact]
    public async Task The_same_changes_in_another_history_are_told_apart()
    {
        await using var first = await TestDatabase.Create(kind);
        await using var second = await TestDatabase.Create(kind);
        foreach (var database in new[] { first, second })
        {
            await database.Node.Entities.Add(Role("a"));
            await database.Node.Entities.Add(Role("b"));
        }

        var changes = (await first.Node.Entities.ChangesFrom(1, 10, default)).Concat(await second.Node.Entities.ChangesFrom(1, 10, default));
        Assert.Equal(4, changes.Select(static change => change.Mark).Distinct().Count());
    }

    [Fact]
    public async Task A_listener_that_throws_keeps_no_other_from_hearing_and_the_write_is_kept_once()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        Action<DirectoryChange> bug = static _ => throw new InvalidOperationException("bug");
        entities.Committed += bug;
        var heard = 0;
        entities.Committed += _ => heard++;
        await Assert.ThrowsAsync<InvalidOperationException>(() => entities.Add(Role("a"), Role("b")));
        Assert.Equal(2, heard);
        entities.Committed -= bug;
        await entities.Add(Role("c"));
        Assert.Equal(3, await entities.ChangePosition(default));
    }

    [Fact]
    public async Task A_reader_that_follows_the_feed_misses_nothing_of_concurrent_writers_on_two_nodes()
    {
        await using var database = await TestDatabase.Create(kind);
        var other = await database.OpenNode();
        IDirectoryStore[] nodes = [database.Node.Entities, other.Entities];
        const int Writers = 8;
        const int Each = 20;
        var written = new ConcurrentBag<string>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await nodes[writer % 2].Add(Role($"w{writer}-{i}"));
                written.Add($"w{writer}-{i}");
            }
        })));

        var seen = new List<DirectoryChange>();
        while (seen.Count < Writers * Each)
        {
            var position = seen.Count == 0 ? 0 : seen[^1].Position;
            var changes = await nodes[1].ChangesFrom(position + 1, 7, default);
            seen.AddRange(changes);
            if (changes.Count == 0)
            {
                Assert.False(writing.IsCompleted && await nodes[1].ChangePosition(default) == position);
                await nodes[1].WaitForChange(TimeSpan.FromSeconds(10), default);
            }
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(static number => (long)number), seen.Select(static change => change.Position));
        Assert.Equal(written.Order(StringComparer.Ordinal), seen.Select(static change => change.Key.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_waits_is_woken_by_another_node()
    {
        await using var database = await TestDatabase.Create(kind);
        var other = await database.OpenNode();
        await Drain(database.Node.Entities);
        var waiting = database.Node.Entities.WaitForChange(TimeSpan.FromHours(1), default);
        Assert.False(waiting.IsCompleted);
        await other.Entities.Add(Role("a"));
        await waiting.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_was_committed_before_the_wait_ends_it_at_once()
    {
        await using var database = await TestDatabase.Create(kind);
        var other = await database.OpenNode();
        await Drain(database.Node.Entities);
        await other.Entities.Add(Role("a"));
        await database.Node.Entities.WaitForChange(TimeSpan.FromMinutes(1), default);
        Assert.Single(await database.Node.Entities.ChangesFrom(1, 10, default));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_over_or_cancelled()
    {
        await using var database = await TestDatabase.Create(kind);
        await Drain(database.Node.Entities);
        await database.Node.Entities.WaitForChange(TimeSpan.FromMilliseconds(20), default);
        using var cancelled = new CancellationTokenSource();
        var waiting = database.Node.Entities.WaitForChange(TimeSpan.FromMinutes(1), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    /// <summary>The first wait of a node may end for what was there before.</summary>
    private static Task Drain(IDirectoryStore entities) => entities.WaitForChange(TimeSpan.Zero, default);
}

public sealed class SqliteChangeTests() : ChangeContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresChangeTests() : ChangeContract(DatabaseKind.Postgres);
