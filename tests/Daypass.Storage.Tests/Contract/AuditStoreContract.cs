using System.Text;
using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;

namespace Daypass.Storage.Tests.Contract;

/// <summary>What operators did is kept until an audit log has it and afterwards; a chain's head only moves on.</summary>
public abstract class AuditStoreContract(DatabaseKind kind)
{
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero).AddTicks(1234567);

    [Fact]
    public async Task An_act_is_told_when_it_has_ended_or_takes_long_and_once_more_when_it_ends_then()
    {
        await using var database = await TestDatabase.Create(kind);
        var (node, other) = (database.Node.Audit, (await database.OpenNode()).Audit);
        var ended = Act("b", Now.AddMinutes(1), hasEnded: true);
        var begun = Act("a", Now, hasEnded: false);
        await node.Keep(ended with { HasEnded = false, Body = [] }, default);
        await node.Keep(ended, default);
        await node.Keep(begun, default);

        var only = Assert.Single(await other.FindUntold(Now.AddTicks(-1), 9, default));
        Assert.Equal((ended.Id, ended.At, true), (only.Id, only.At, only.HasEnded));
        Assert.Equal(ended.Body, only.Body);
        Assert.Equal(["a", "b"], (await other.FindUntold(Now, 9, default)).Select(static act => act.Id));
        Assert.Single(await other.FindUntold(Now, 1, default));

        await other.MarkTold(begun, default);
        await other.MarkTold(only, default);
        Assert.Empty(await node.FindUntold(Now.AddDays(1), 9, default));
        await node.Keep(begun with { HasEnded = true, Body = [7] }, default);
        Assert.Equal([7], Assert.Single(await node.FindUntold(Now.AddDays(-1), 9, default)).Body);
        await node.MarkTold(begun with { HasEnded = true }, default);
        Assert.Empty(await node.FindUntold(Now.AddDays(1), 9, default));
    }

    [Fact]
    public async Task What_is_kept_of_an_act_that_has_ended_cannot_be_kept_anew()
    {
        await using var database = await TestDatabase.Create(kind);
        var act = Act("a", Now, hasEnded: true);
        await database.Node.Audit.Keep(act, default);
        await database.Node.Audit.Keep(act with { Body = [1] }, default);
        await database.Node.DisposeAsync();
        Assert.Equal(act.Body, Assert.Single(await (await database.OpenNode()).Audit.FindUntold(Now, 9, default)).Body);
    }

    [Fact]
    public async Task A_head_moves_on_and_never_back()
    {
        await using var database = await TestDatabase.Create(kind);
        var audit = database.Node.Audit;
        await audit.Keep(new KeptHead("b", Now, 5, [5]), default);
        await audit.Keep(new KeptHead("a", Now.AddTicks(1), 1, [1]), default);
        await audit.Keep(new KeptHead("b", Now, 9, [9]), default);
        await audit.Keep(new KeptHead("b", Now, 8, [8]), default);
        var heads = await (await database.OpenNode()).Audit.Heads(default);
        Assert.Equal([("b", Now, 9L), ("a", Now.AddTicks(1), 1L)], heads.Select(static head => (head.Chain, head.Began, head.Number)));
        Assert.Equal([9], heads[0].Body);
    }

    private static KeptAct Act(string id, DateTimeOffset at, bool hasEnded) => new(id, at, hasEnded, Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\"}}"));
}

/// <summary>On SQLite.</summary>
public sealed class SqliteAuditStoreTests() : AuditStoreContract(DatabaseKind.Sqlite);

/// <summary>On PostgreSQL.</summary>
[Trait("Category", "foreign")]
public sealed class PostgresAuditStoreTests() : AuditStoreContract(DatabaseKind.Postgres);
