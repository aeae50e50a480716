using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Storage.Tests.Databases;
using static Daypass.Storage.Tests.Rows;

namespace Daypass.Storage.Tests.Contract;

/// <summary>Many writers on several nodes leave what some order of them, one after another, would leave.</summary>
public abstract class RaceContract(DatabaseKind kind)
{
    private const string Policy = "arn:p";
    private static readonly EntityKey PolicyKey = EntityKey.Create(EntityKind.ManagedPolicy, Account, "p");

    [Fact]
    public async Task Of_many_that_take_a_name_one_gets_it()
    {
        await using var database = await TestDatabase.Create(kind);
        IDirectoryStore[] nodes = [database.Node.Entities, (await database.OpenNode()).Entities];
        for (var round = 0; round < 10; round++)
        {
            var name = $"round{round}";
            var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
                nodes[number % 2].Try(directory => directory.TryAdd(Role(name) with { Id = $"{name}-{number}" }, default)))));
            Assert.Single(taken, static won => won);
        }

        Assert.Equal(10, await nodes[1].Count(EntityKind.Role, Account, default));
    }

    [Fact]
    public async Task Of_many_writers_on_one_entity_none_is_lost()
    {
        await using var database = await TestDatabase.Create(kind);
        IDirectoryStore[] nodes = [database.Node.Entities, (await database.OpenNode()).Entities];
        await nodes[0].Add(Role("counter") with { Body = "0"u8.ToArray() });
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.True(await nodes[writer % 2].Try(async directory =>
                {
                    var row = (await directory.Find(RoleKey("counter"), default))!;
                    return await directory.TryUpdate(row.Key, row with { Body = BitConverter.GetBytes(Number(row) + 1) }, default);
                }));
            }
        })));
        var counter = (await nodes[0].Find(RoleKey("counter"), default))!;
        Assert.Equal((160, 161L), (Number(counter), counter.Version));

        static int Number(EntityRow row) => row.Body.Length == 4 ? BitConverter.ToInt32(row.Body.Span) : 0;
    }

    [Fact]
    public async Task Of_many_that_update_the_version_they_have_read_outside_one_wins()
    {
        await using var database = await TestDatabase.Create(kind);
        IDirectoryStore[] nodes = [database.Node.Entities, (await database.OpenNode()).Entities];
        var row = Role("a");
        await nodes[0].Add(row);
        var won = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() =>
            nodes[number % 2].Try(directory => directory.TryUpdate(row.Key, row with { Path = $"/{number}/" }, default)))));
        Assert.Single(won, static one => one);
        Assert.Equal(2, (await nodes[1].Find(row.Key, default))!.Version);
    }

    [Fact]
    public async Task Of_many_that_delete_or_update_the_version_they_have_read_outside_one_wins()
    {
        await using var database = await TestDatabase.Create(kind);
        IDirectoryStore[] nodes = [database.Node.Entities, (await database.OpenNode()).Entities];
        var row = Role("a");
        await nodes[0].Add(row);
        var won = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => nodes[number % 2].Try(directory =>
            number % 3 == 0 ? directory.TryUpdate(row.Key, row with { Path = "/b/" }, default) : directory.TryDelete(row)))));
        Assert.Single(won, static one => one);
        Assert.Equal(await nodes[1].Find(row.Key, default) is null ? 0 : 1, await nodes[1].Count(EntityKind.Role, Account, default));
    }

    /// <summary>Write skew: deleting a policy reads who has it attached, attaching reads whether it exists, and neither writes what the other reads.</summary>
    [Fact]
    public async Task A_policy_is_never_deleted_while_it_is_being_attached()
    {
        await using var database = await TestDatabase.Create(kind);
        IDirectoryStore[] nodes = [database.Node.Entities, (await database.OpenNode()).Entities];
        for (var round = 0; round < 25; round++)
        {
            await nodes[0].Add(Of(EntityKind.ManagedPolicy, "p") with { Id = $"ANPA{round}" }, Role("r") with { Id = $"AROA{round}" });
            var deleting = Task.Run(async () => await nodes[0].Write<bool>(DeletePolicy, default));
            var attaching = Task.Run(async () => await nodes[1].Write<bool>(AttachPolicy, default));
            var (deleted, attached) = ((await deleting).Succeeded, (await attaching).Succeeded);
            Assert.True(deleted ^ attached);
            Assert.Equal(deleted ? 0 : 1, await nodes[0].CountReferrers(Account, Relation.Attached, Policy, default));
            Assert.Equal(deleted, await nodes[0].Find(PolicyKey, default) is null);
            Assert.True(await nodes[0].Try(async directory =>
            {
                if (await directory.Find(PolicyKey, default) is { } policy)
                {
                    await directory.TryDelete(policy);
                }

                return await directory.TryDelete((await directory.Find(RoleKey("r"), default))!);
            }));
        }
    }

    /// <summary>Two that each see one place left, and both take it, would be one too many.</summary>
    [Fact]
    public async Task A_quota_read_in_the_transaction_is_never_exceeded()
    {
        await using var database = await TestDatabase.Create(kind);
        IDirectoryStore[] nodes = [database.Node.Entities, (await database.OpenNode()).Entities];
        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => Task.Run(async () => await nodes[number % 2].Write<bool>(
            async directory =>
            {
                if (await directory.Count(EntityKind.Role, Account, default) >= 10)
                {
                    return Refused;
                }

                return await directory.TryAdd(Role($"r{number}"), default);
            },
            default))));
        Assert.Equal(10, results.Count(static result => result.Succeeded));
        Assert.Equal(10, (await nodes[0].List(EntityKind.Role, Account, "/", "", 100, default)).Count);
    }

    private static async ValueTask<Result<bool>> DeletePolicy(IDirectoryTransaction directory)
    {
        if (await directory.CountReferrers(Account, Relation.Attached, Policy, default) > 0)
        {
            return Refused;
        }

        return await directory.TryDelete((await directory.Find(PolicyKey, default))!);
    }

    private static async ValueTask<Result<bool>> AttachPolicy(IDirectoryTransaction directory)
    {
        if (await directory.Find(PolicyKey, default) is null)
        {
            return Refused;
        }

        var role = (await directory.Find(RoleKey("r"), default))!;
        return await directory.TryUpdate(role.Key, role with { References = [new EntityReference(Relation.Attached, Policy)] }, default);
    }
}

public sealed class SqliteRaceTests() : RaceContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresRaceTests() : RaceContract(DatabaseKind.Postgres);
