using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;

namespace Daypass.Storage.Tests.Contract;

/// <summary>Replay guards and counters are shared by all nodes: what happened once is known everywhere.</summary>
public abstract class EphemeralStoreContract(DatabaseKind kind)
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    [Fact]
    public async Task What_is_remembered_by_many_nodes_at_once_is_remembered_by_one()
    {
        await using var database = await TestDatabase.Create(kind);
        IEphemeralStore[] nodes = [database.Node.Ephemeral, (await database.OpenNode()).Ephemeral];
        for (var round = 0; round < 10; round++)
        {
            var step = $"step{round}";
            var won = await Task.WhenAll(Enumerable.Range(0, 10).Select(node => Task.Run(() =>
                nodes[node % 2].TryRemember("mfa", step, Now.AddMinutes(5), default).AsTask())));
            Assert.Single(won, static one => one);
        }

        Assert.True(await nodes[0].TryRemember("other", "step0", Now.AddMinutes(5), default));
        Assert.False(await nodes[1].TryRemember("other", "step0", Now.AddMinutes(9), default));
    }

    [Fact]
    public async Task A_denial_is_found_by_every_node_after_a_restart_too_and_swept_when_its_time_is_over()
    {
        await using var database = await TestDatabase.Create(kind);
        byte[] large = [.. Enumerable.Range(0, 100_000).Select(static value => (byte)value)];
        await database.Node.Ephemeral.KeepDenials(
            [new("one", Now, [1, 2, 3]), new("two", Now.AddTicks(1), large), new("none", Now.AddDays(1), [])], default);
        await database.Node.Ephemeral.KeepDenials([new("one", Now.AddDays(9), [9])], default);
        await database.Node.Ephemeral.KeepDenials([], default);
        var other = (await database.OpenNode()).Ephemeral;
        var found = (await other.FindDenial("one", default))!;
        Assert.Equal(Now, found.Until);
        Assert.Equal([1, 2, 3], found.Body);
        Assert.Null(await other.FindDenial("ONE", default));

        await database.Node.DisposeAsync();
        var reopened = (await database.OpenNode()).Ephemeral;
        Assert.Equal(large, (await reopened.FindDenial("two", default))!.Body);
        Assert.Equal(1, await reopened.Sweep(Now, default));
        Assert.Null(await reopened.FindDenial("one", default));
        Assert.NotNull(await reopened.FindDenial("two", default));
        Assert.Empty((await reopened.FindDenial("none", default))!.Body);
    }

    [Fact]
    public async Task What_is_remembered_survives_a_restart()
    {
        await using var database = await TestDatabase.Create(kind);
        Assert.True(await database.Node.Ephemeral.TryRemember("mfa", "1", Now, default));
        await database.Node.DisposeAsync();
        Assert.False(await (await database.OpenNode()).Ephemeral.TryRemember("mfa", "1", Now, default));
    }

    [Fact]
    public async Task Attempts_are_counted_over_all_nodes_until_they_are_forgotten()
    {
        await using var database = await TestDatabase.Create(kind);
        IEphemeralStore[] nodes = [database.Node.Ephemeral, (await database.OpenNode()).Ephemeral];
        Assert.Null(await nodes[0].FindAttempts("mfa", "alice", default));
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(node => Task.Run(() =>
            nodes[node % 2].CountAttempt("mfa", "alice", Now, Now.AddMinutes(10), default).AsTask())));
        Assert.Equal(Enumerable.Range(1, 20), counts.Order());
        Assert.Equal(1, await nodes[1].CountAttempt("mfa", "bob", Now, Now.AddMinutes(10), default));
        Assert.Equal(21, await nodes[1].CountAttempt("mfa", "alice", Now.AddMinutes(1), Now.AddMinutes(11), default));
        Assert.Equal(new Attempts(21, Now.AddMinutes(1)), await nodes[0].FindAttempts("mfa", "alice", default));

        await nodes[0].ForgetAttempts("mfa", "alice", default);
        Assert.Null(await nodes[1].FindAttempts("mfa", "alice", default));
        Assert.NotNull(await nodes[1].FindAttempts("mfa", "bob", default));
        Assert.Equal(1, await nodes[1].CountAttempt("mfa", "alice", Now, Now, default));
    }

    [Fact]
    public async Task A_count_whose_time_is_over_starts_again_also_when_nobody_swept_it()
    {
        await using var database = await TestDatabase.Create(kind);
        var facts = database.Node.Ephemeral;
        Assert.Equal(1, await facts.CountAttempt("mfa", "alice", Now, Now.AddMinutes(10), default));
        Assert.Equal(2, await facts.CountAttempt("mfa", "alice", Now.AddMinutes(9), Now.AddMinutes(19), default));
        Assert.Equal(1, await facts.CountAttempt("mfa", "alice", Now.AddMinutes(19), Now.AddMinutes(29), default));
    }

    [Fact]
    public async Task A_node_whose_clock_is_behind_does_not_end_a_count_earlier()
    {
        await using var database = await TestDatabase.Create(kind);
        var (ahead, behind) = (database.Node.Ephemeral, (await database.OpenNode()).Ephemeral);
        Assert.Equal(1, await ahead.CountAttempt("mfa", "alice", Now.AddMinutes(3), Now.AddMinutes(6), default));
        Assert.Equal(2, await behind.CountAttempt("mfa", "alice", Now.AddMinutes(3).AddSeconds(-1), Now.AddMinutes(3), default));
        Assert.Equal(3, await ahead.CountAttempt("mfa", "alice", Now.AddMinutes(3).AddSeconds(1), Now.AddMinutes(6), default));

        // When the count is over for the node that is ahead, it begins again and ends when that node says.
        Assert.Equal(1, await ahead.CountAttempt("mfa", "alice", Now.AddMinutes(6), Now.AddMinutes(9), default));
        Assert.Equal(1, await ahead.CountAttempt("mfa", "alice", Now.AddMinutes(9), Now.AddMinutes(12), default));
    }

    [Fact]
    public async Task The_newest_use_wins_in_whatever_order_batches_come()
    {
        await using var database = await TestDatabase.Create(kind);
        IEphemeralStore[] nodes = [database.Node.Ephemeral, (await database.OpenNode()).Ephemeral];
        Assert.Null(await nodes[0].FindUse("AKIA0", default));
        await nodes[0].RecordUses([], default);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(batch => Task.Run(() => nodes[batch % 2].RecordUses(
            [.. Enumerable.Range(0, 50).Select(subject => new LastUse(
                $"AKIA{(subject * 7 * (batch + 1)) % 50}", Now.AddSeconds((batch * 5) % 12), $"service{(batch * 5) % 12}", "eu-west-1"))],
            default).AsTask())));
        for (var subject = 0; subject < 50; subject++)
        {
            var use = await nodes[subject % 2].FindUse($"AKIA{subject}", default);
            Assert.NotNull(use);
            Assert.Equal($"service{(use.Value.At - Now).TotalSeconds}", use.Value.Service);
        }

        var newest = new LastUse("AKIA0", Now.AddDays(1), "sts", "us-east-1");
        await nodes[0].RecordUses([newest, newest with { At = Now, Service = "old" }], default);
        await nodes[1].RecordUses([newest with { At = newest.At.AddSeconds(-1), Service = "old" }], default);
        Assert.Equal(newest, await nodes[1].FindUse("AKIA0", default));
    }

    [Fact]
    public async Task Uses_are_found_by_how_their_subjects_begin()
    {
        await using var database = await TestDatabase.Create(kind);
        IEphemeralStore[] nodes = [database.Node.Ephemeral, (await database.OpenNode()).Ephemeral];
        string[] subjects = ["access/A/iam/GetUser", "access/A/iam/getuser", "access/A/iamx/Read", "access/A0/iam/GetUser", "access/B/iam/GetUser", "A"];
        await nodes[0].RecordUses([.. subjects.Select(static subject => new LastUse(subject, Now, "iam", "r"))], default);
        Assert.Equal(
            ["access/A/iam/GetUser", "access/A/iam/getuser", "access/A/iamx/Read"],
            (await nodes[1].FindUses("access/A/", 10, default)).Select(static use => use.Subject));
        Assert.Equal(
            ["access/A/iam/GetUser", "access/A/iam/getuser"], (await nodes[1].FindUses("access/A/iam/", 10, default)).Select(static use => use.Subject));
        Assert.Equal(new LastUse("access/A/iam/GetUser", Now, "iam", "r"), Assert.Single(await nodes[1].FindUses("access/A/", 1, default)));
        Assert.Empty(await nodes[1].FindUses("access/C/", 10, default));
    }

    [Fact]
    public async Task A_sweep_removes_what_may_be_forgotten_and_nothing_else()
    {
        await using var database = await TestDatabase.Create(kind);
        var facts = database.Node.Ephemeral;
        await facts.TryRemember("mfa", "old", Now, default);
        await facts.TryRemember("mfa", "new", Now.AddTicks(1), default);
        await facts.CountAttempt("mfa", "old", Now.AddHours(-1), Now, default);
        await facts.CountAttempt("mfa", "new", Now.AddHours(-1), Now.AddTicks(1), default);
        await facts.RecordUses([new LastUse("old", Now.AddDays(-400), "s", "r"), new LastUse("new", Now.AddDays(-399), "s", "r")], default);

        Assert.Equal(3, await facts.Sweep(Now, default));
        Assert.Equal(0, await facts.Sweep(Now, default));
        Assert.True(await facts.TryRemember("mfa", "old", Now, default));
        Assert.False(await facts.TryRemember("mfa", "new", Now, default));
        Assert.Null(await facts.FindAttempts("mfa", "old", default));
        Assert.NotNull(await facts.FindAttempts("mfa", "new", default));
        Assert.Null(await facts.FindUse("old", default));
        Assert.NotNull(await facts.FindUse("new", default));
    }

    [Fact]
    public async Task A_sweep_keeps_the_newest_changes_and_leaves_a_gap_that_a_reader_sees()
    {
        await using var database = await TestDatabase.Create(kind);
        var entities = database.Node.Entities;
        const int Changes = 100_003;
        await database.Sql(
            $"""
            with recursive number (i) as (select 1 union all select i + 1 from number where i < {Changes})
            insert into change (position, kind, account, name, id) select i, 4, '', 'r', 'r' from number
            """);
        Assert.Equal(3, await database.Node.Ephemeral.Sweep(Now, default));
        Assert.Equal(4, (await entities.ChangesFrom(2, 1, default))[0].Position);
        Assert.Equal(Changes, await entities.ChangePosition(default));
    }
}

public sealed class SqliteEphemeralStoreTests() : EphemeralStoreContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresEphemeralStoreTests() : EphemeralStoreContract(DatabaseKind.Postgres);
