using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>A write happens as a whole or not at all.</summary>
public abstract class TransactionContract(DatabaseKind kind)
{
    [Fact]
    public async Task A_refused_write_leaves_nothing_behind()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("kept", "/", new EntityReference(Relation.Attached, "arn:p")));
        var raised = 0;
        entities.Committed += _ => raised++;
        var result = await entities.Write<int>(
            async directory =>
            {
                Assert.True(await directory.TryAdd(Role("new"), default));
                Assert.True(await directory.TryDelete(Role("kept")));
                return Refused;
            },
            default);
        Assert.Same(Refused, result.Error);
        await AssertUntouched(entities);
        Assert.Equal(0, raised);
    }

    [Fact]
    public async Task A_write_that_throws_leaves_nothing_behind_and_the_next_one_works()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("kept", "/", new EntityReference(Relation.Attached, "arn:p")));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () => await entities.Write<int>(
            async directory =>
            {
                Assert.True(await directory.TryAdd(Role("new"), default));
                Assert.True(await directory.TryDelete(Role("kept")));
                throw new InvalidOperationException("bug");
            },
            default));
        Assert.Equal("bug", thrown.Message);
        await AssertUntouched(entities);
        await entities.Add(Role("next"));
        Assert.Equal(2, await entities.Count(EntityKind.Role, Account, default));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing_behind()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        await entities.Add(Role("kept", "/", new EntityReference(Relation.Attached, "arn:p")));
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await entities.Write<int>(
            async directory =>
            {
                Assert.True(await directory.TryDelete(Role("kept"), cancelled.Token));
                await cancelled.CancelAsync();
                Assert.True(await directory.TryAdd(Role("new"), cancelled.Token));
                return 1;
            },
            cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await entities.Write<int>(_ => new(1), cancelled.Token));
        await AssertUntouched(entities);
    }

    [Fact]
    public async Task Others_see_a_write_only_when_it_is_committed()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var result = await entities.Write<int>(
            async directory =>
            {
                Assert.True(await directory.TryAdd(Role("a"), default));
                Assert.NotNull(await directory.Find(RoleKey("a"), default));
                Assert.Null(await entities.Find(RoleKey("a"), default));
                Assert.Equal(0, await entities.ChangePosition(default));
                return 1;
            },
            default);
        Assert.True(result.Succeeded);
        Assert.NotNull(await entities.Find(RoleKey("a"), default));
    }

    [Fact]
    public async Task Writes_that_share_a_commit_do_not_share_their_fate()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        var writes = new List<Task<Result<int>>>();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        writes.Add(entities.Write<int>(
            async _ =>
            {
                await open.Task;
                return 0;
            },
            default).AsTask());
        for (var i = 1; i < 40; i++)
        {
            var number = i;
            writes.Add(entities.Write<int>(
                async directory =>
                {
                    Assert.True(await directory.TryAdd(Role($"r{number}", "/", new EntityReference(Relation.Attached, "arn:p")), default));
                    return (number % 4) switch
                    {
                        0 => throw new InvalidOperationException($"{number}"),
                        1 => Refused,
                        _ => number,
                    };
                },
                default).AsTask());
        }

        open.SetResult();
        for (var i = 1; i < 40; i++)
        {
            var write = writes[i];
            switch (i % 4)
            {
                case 0:
                    Assert.Equal($"{i}", (await Assert.ThrowsAsync<InvalidOperationException>(() => write)).Message);
                    break;
                case 1:
                    Assert.Same(Refused, (await write).Error);
                    break;
                default:
                    Assert.Equal(i, (await write).Value);
                    break;
            }

            Assert.Equal(i % 4 > 1, await entities.Find(RoleKey($"r{i}"), default) is not null);
        }

        Assert.Equal(20, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(20, await entities.CountReferrers(Account, Relation.Attached, "arn:p", default));
        Assert.Equal(20, await entities.ChangePosition(default));
    }

    [Fact]
    public async Task A_write_runs_with_the_surroundings_of_its_caller()
    {
        await using var database = await TestDatabase.Create(kind);
        var surroundings = new AsyncLocal<int>();
        var seen = await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            surroundings.Value = number;
            var result = await database.Node.Entities.Write<(int, int)>(
                async directory =>
                {
                    await directory.TryAdd(Role($"r{number}"), default);
                    return (number, surroundings.Value);
                },
                default);
            return result.Value;
        }));
        Assert.All(seen, pair => Assert.Equal(pair.Item1, pair.Item2));
    }

    private static async Task AssertUntouched(IDirectoryStore entities)
    {
        Assert.NotNull(await entities.Find(RoleKey("kept"), default));
        Assert.Null(await entities.Find(RoleKey("new"), default));
        Assert.Equal(1, await entities.Count(EntityKind.Role, Account, default));
        Assert.Equal(1, await entities.CountReferrers(Account, Relation.Attached, "arn:p", default));
        Assert.Equal(1, await entities.ChangePosition(default));
    }
}

public sealed class SqliteTransactionTests() : TransactionContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresTransactionTests() : TransactionContract(DatabaseKind.Postgres);
