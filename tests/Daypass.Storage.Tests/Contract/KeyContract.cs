using Daypass.Core.Stores;
using Daypass.Storage.Tests.Databases;

namespace Daypass.Storage.Tests.Contract;

/// <summary>The key ring is one for all nodes and changes by agreement.</summary>
public abstract class KeyContract(DatabaseKind kind)
{
    private static readonly DateTimeOffset Made = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero).AddTicks(1234567);

    [Fact]
    public async Task Keys_come_back_in_order_and_as_they_were()
    {
        await using var database = await TestDatabase.Create(kind);
        var keys = database.Node.Keys;
        Assert.Empty(await keys.All(default));
        Assert.True(await keys.TryAdd(Key(2), default));
        Assert.True(await keys.TryAdd(Key(1) with { CreatedAt = Made.ToOffset(TimeSpan.FromHours(5)) }, default));
        var all = await keys.All(default);
        Assert.Equal([1, 2], all.Select(static key => key.Number));
        var (expected, found) = (Key(2), all[1]);
        Assert.Equal((expected.Purpose, expected.State, expected.CreatedAt, expected.ChangedAt),
            (found.Purpose, found.State, found.CreatedAt, found.ChangedAt));
        Assert.Equal(expected.Wrapped, found.Wrapped);
        Assert.Equal(Made, all[0].CreatedAt);
    }

    [Fact]
    public async Task Of_nodes_that_take_a_number_one_gets_it()
    {
        await using var database = await TestDatabase.Create(kind);
        IKeyStore[] nodes = [database.Node.Keys, (await database.OpenNode()).Keys];
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(node => Task.Run(() =>
            nodes[node % 2].TryAdd(Key(1) with { Wrapped = [(byte)node] }, default).AsTask())));
        Assert.Single(taken, static won => won);
        Assert.Equal(Array.IndexOf(taken, true), (await nodes[0].All(default))[0].Wrapped[0]);
    }

    [Fact]
    public async Task A_state_changes_only_from_the_one_it_was_seen_in()
    {
        await using var database = await TestDatabase.Create(kind);
        var keys = database.Node.Keys;
        await keys.TryAdd(Key(1), default);
        Assert.False(await keys.TrySetState(1, KeyState.Active, KeyState.Validating, Made, default));
        Assert.False(await keys.TrySetState(2, KeyState.Published, KeyState.Active, Made, default));
        Assert.True(await keys.TrySetState(1, KeyState.Published, KeyState.Active, Made.AddHours(1), default));
        var key = Assert.Single(await keys.All(default));
        Assert.Equal((KeyState.Active, Made, Made.AddHours(1)), (key.State, key.CreatedAt, key.ChangedAt));
    }

    [Fact]
    public async Task Keys_are_replaced_in_one_step_or_not_at_all()
    {
        await using var database = await TestDatabase.Create(kind);
        var keys = database.Node.Keys;
        await keys.TryAdd(Key(1), default);
        await keys.TryAdd(Key(2), default);
        var heard = 0;
        database.Node.Entities.Committed += _ => heard++;

        Assert.False(await keys.TryReplace([Key(3), Key(2)], [1], Made.AddHours(1), default));
        Assert.Equal([(1, KeyState.Published), (2, KeyState.Published)], (await keys.All(default)).Select(static key => (key.Number, key.State)));
        Assert.True(await keys.TryReplace([Key(3), Key(4)], [1, 2], Made.AddHours(1), default));
        Assert.Equal([KeyState.Retired, KeyState.Retired, KeyState.Published, KeyState.Published], (await keys.All(default)).Select(static key => key.State));
        Assert.Equal(Made.AddHours(1), (await keys.All(default))[0].ChangedAt);
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Keys_are_wrapped_anew_only_as_they_were_read()
    {
        await using var database = await TestDatabase.Create(kind);
        var keys = database.Node.Keys;
        await keys.TryAdd(Key(1), default);
        await keys.TryAdd(Key(2), default);

        Assert.False(await keys.TryRewrap([(Key(1), [7]), (Key(2) with { Wrapped = [9] }, [8])], default));
        Assert.Equal(Key(1).Wrapped, (await keys.All(default))[0].Wrapped);
        Assert.True(await keys.TryRewrap([(Key(1), [7]), (Key(2), [8])], default));
        Assert.Equal([[7], [8]], (await keys.All(default)).Select(static key => key.Wrapped));
        Assert.Equal(KeyState.Published, (await keys.All(default))[0].State);
    }

    [Fact]
    public async Task The_floor_only_rises()
    {
        await using var database = await TestDatabase.Create(kind);
        var keys = database.Node.Keys;
        Assert.Null(await keys.InvalidBefore(default));
        await keys.SetInvalidBefore(Made, default);
        Assert.Equal(Made, await keys.InvalidBefore(default));
        await keys.SetInvalidBefore(Made.AddTicks(-1), default);
        Assert.Equal(Made, await keys.InvalidBefore(default));
        await keys.SetInvalidBefore(Made.AddTicks(1), default);
        Assert.Equal(Made.AddTicks(1), await keys.InvalidBefore(default));
    }

    [Fact]
    public async Task Each_change_of_the_ring_wakes_the_other_nodes_and_stands_in_the_feed()
    {
        await using var database = await TestDatabase.Create(kind);
        var heard = 0;
        database.Node.Entities.Committed += change => heard += change.Key.Kind == EntityKind.KeyRing ? 1 : 0;
        var other = (await database.OpenNode()).Entities;
        await other.WaitForChange(TimeSpan.Zero, default);
        var keys = database.Node.Keys;
        await keys.TryAdd(Key(1), default);
        await other.WaitForChange(TimeSpan.FromMinutes(1), default);
        await keys.TryAdd(Key(1), default);
        await keys.TrySetState(1, KeyState.Published, KeyState.Active, Made, default);
        await keys.SetInvalidBefore(Made, default);
        await keys.SetInvalidBefore(Made.AddDays(-1), default);
        Assert.Equal(3, heard);
        var feed = await other.ChangesFrom(1, 10, default);
        Assert.Equal(Enumerable.Repeat(new EntityKey(EntityKind.KeyRing, "", ""), 3), feed.Select(static change => change.Key));
    }

    [Fact]
    public void Numbers_in_databases_never_change()
    {
        Assert.Equal([1, 2, 3, 4], Enum.GetValues<KeyState>().Select(static state => (int)state));
        Assert.Equal("Published,Active,Validating,Retired", string.Join(',', Enum.GetNames<KeyState>()));
        Assert.StartsWith("Attached,Boundary,Member,Owner,HoldsRole,MemberAccount", string.Join(',', Enum.GetNames<Relation>()), StringComparison.Ordinal);
        Assert.StartsWith(
            "Account,User,Group,Role,ManagedPolicy,InstanceProfile,AccessKey,MfaDevice,OidcProvider,SamlProvider,DelegationRequest,Organization,KeyRing",
            string.Join(',', Enum.GetNames<EntityKind>()), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, Enum.GetNames<EntityKind>().Length), Enum.GetValues<EntityKind>().Select(static value => (int)value));
        Assert.Equal(Enumerable.Range(1, Enum.GetNames<Relation>().Length), Enum.GetValues<Relation>().Select(static value => (int)value));
    }

    private static StoredKey Key(int number) => new(number, "seal", KeyState.Published, Made, Made.AddTicks(9), [0, 255, (byte)number]);
}

public sealed class SqliteKeyTests() : KeyContract(DatabaseKind.Sqlite);

[Trait("Category", "foreign")]
public sealed class PostgresKeyTests() : KeyContract(DatabaseKind.Postgres);
