using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

public sealed class KeyRingTests
{
    private readonly MemoryKeyStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly KeyRingOptions _options = new();

    [Fact]
    public async Task The_first_node_makes_the_first_key_and_the_second_one_reads_it()
    {
        var nodes = await Task.WhenAll(Node.Start(_store, _clock), Node.Start(_store, _clock));
        Assert.All(nodes, static node => Assert.Equal(1, node.Ring.Current.Sealing!.Number));
    }

    [Fact]
    public async Task A_rotated_key_issues_only_after_every_node_had_time_to_read_it()
    {
        var node = await Node.Start(_store, _clock);
        Assert.Equal(2, await node.Rotation.Rotate(RingKey.ForSealing, default));
        Assert.Equal(1, node.Ring.Current.Sealing!.Number);

        _clock.Advance(_options.Propagation - TimeSpan.FromSeconds(1));
        Assert.False(await node.Rotation.Advance(default));
        Assert.Equal(1, node.Ring.Current.Sealing!.Number);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await node.Rotation.Advance(default));
        Assert.Equal(2, node.Ring.Current.Sealing!.Number);
        Assert.Equal(KeyState.Validating, _store[1].State);
    }

    [Fact]
    public async Task Rotating_twice_in_a_row_publishes_one_key()
    {
        var (here, there) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        Assert.Equal(2, await here.Rotation.Rotate(RingKey.ForSealing, default));
        Assert.Equal(2, await there.Rotation.Rotate(RingKey.ForSealing, default));
    }

    [Fact]
    public async Task Tokens_of_a_rotated_out_key_open_until_it_is_retired_and_not_after()
    {
        var node = await Node.Start(_store, _clock);
        var token = Token(node);
        await Rotated(node);
        Assert.Equal(1, node.Tokens.Open(token).KeyNumber);
        Assert.True(node.Tokens.Open(token).Succeeded);

        _clock.Advance(_options.ValidateFor - TimeSpan.FromSeconds(1));
        await node.Rotation.Advance(default);
        Assert.True(node.Tokens.Open(token).Succeeded);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await node.Rotation.Advance(default);
        Assert.Equal(OpenOutcome.RetiredKey, node.Tokens.Open(token).Outcome);
        Assert.Equal(2, node.Tokens.Open(Token(node)).KeyNumber);
    }

    [Fact]
    public async Task A_validating_key_can_be_retired_at_once_but_the_issuing_one_cannot()
    {
        var node = await Node.Start(_store, _clock);
        var token = Token(node);
        await Rotated(node);

        Assert.False(await node.Rotation.Retire(2, default));
        Assert.False(await node.Rotation.Retire(7, default));
        Assert.True(await node.Rotation.Retire(1, default));
        Assert.Equal(OpenOutcome.RetiredKey, node.Tokens.Open(token).Outcome);
        Assert.False(await node.Rotation.Retire(1, default));
    }

    [Fact]
    public async Task An_old_key_is_replaced_without_anyone_asking()
    {
        var node = await Node.Start(_store, _clock);
        _clock.Advance(_options.RotateEvery);
        Assert.True(await node.Rotation.Advance(default));
        _clock.Advance(_options.Propagation);
        Assert.True(await node.Rotation.Advance(default));
        Assert.Equal(2, node.Ring.Current.Sealing!.Number);
        Assert.False(await node.Rotation.Advance(default));
    }

    [Fact]
    public async Task Nothing_issued_before_the_instant_of_invalidation_opens()
    {
        var (node, other) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        var before = Token(node);
        _clock.Advance(TimeSpan.FromMilliseconds(2500));
        await node.Rotation.InvalidateBefore(_clock.GetUtcNow(), default);
        var inTheSameSecond = Token(node);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        var after = Token(node);

        Assert.Equal(OpenOutcome.Invalidated, node.Tokens.Open(before).Outcome);
        Assert.Null(node.Tokens.Open(before).Session);
        Assert.Equal(OpenOutcome.Invalidated, node.Tokens.Open(inTheSameSecond).Outcome);
        Assert.True(node.Tokens.Open(after).Succeeded);

        await other.Ring.Reload(default);
        Assert.Equal(OpenOutcome.Invalidated, other.Tokens.Open(before).Outcome);
    }

    [Fact]
    public async Task Invalidation_never_goes_back()
    {
        var node = await Node.Start(_store, _clock);
        await node.Rotation.InvalidateBefore(_clock.GetUtcNow(), default);
        await node.Rotation.InvalidateBefore(_clock.GetUtcNow().AddDays(-1), default);
        Assert.Equal(_clock.GetUtcNow(), node.Ring.Current.InvalidBefore);
    }

    [Fact]
    public async Task After_a_leak_one_command_ends_every_token_and_new_ones_open_at_once()
    {
        var (node, other) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        var old = Token(node);
        await Rotated(node);
        var newer = Token(node);
        await node.Rotation.Rotate(RingKey.ForSealing, default);

        var number = await node.Rotation.ReplaceAll(RingKey.ForSealing, default);
        var fresh = Token(node);

        Assert.Equal(4, number);
        Assert.Equal(OpenOutcome.RetiredKey, node.Tokens.Open(old).Outcome);
        Assert.Equal(OpenOutcome.RetiredKey, node.Tokens.Open(newer).Outcome);
        Assert.True(node.Tokens.Open(fresh).Succeeded);

        _clock.Advance(_options.ReloadNoFasterThan);
        Assert.True((await other.Tokens.Open(fresh, default)).Succeeded);
        Assert.Equal(OpenOutcome.RetiredKey, other.Tokens.Open(newer).Outcome);
    }

    [Fact]
    public async Task A_token_with_an_unknown_key_number_makes_the_node_read_the_ring_but_not_more_than_once_a_second()
    {
        var (node, other) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        await Rotated(node);
        var token = Token(node);
        Assert.Equal(OpenOutcome.UnknownKey, other.Tokens.Open(token).Outcome);

        _clock.Advance(_options.ReloadNoFasterThan);
        var readings = _store.Readings;
        Assert.True((await other.Tokens.Open(token, default)).Succeeded);
        Assert.Equal(readings + 1, _store.Readings);

        var forged = string.Concat(token.AsSpan(0, 8), "Z", token.AsSpan(9));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(OpenOutcome.UnknownKey, (await other.Tokens.Open(forged, default)).Outcome);
        }

        Assert.Equal(readings + 1, _store.Readings);
        _clock.Advance(_options.ReloadNoFasterThan);
        Assert.Equal(OpenOutcome.UnknownKey, (await other.Tokens.Open(forged, default)).Outcome);
        Assert.Equal(readings + 2, _store.Readings);
    }

    [Fact]
    public async Task Tokens_with_a_new_key_that_arrive_together_are_all_opened()
    {
        var (node, other) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        await node.Rotation.RotateAtOnce(RingKey.ForSealing, default);
        var token = Token(node);
        _clock.Advance(_options.ReloadNoFasterThan);
        var open = new TaskCompletionSource();
        _store.Answering = open.Task;

        var opening = Enumerable.Range(0, 10).Select(_ => other.Tokens.Open(token, default).AsTask()).ToArray();
        open.SetResult();

        Assert.All(await Task.WhenAll(opening), static opened => Assert.True(opened.Succeeded));
    }

    [Fact]
    public async Task While_the_database_is_away_an_unknown_key_is_an_outage_and_no_refusal()
    {
        var (node, other) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        await node.Rotation.RotateAtOnce(RingKey.ForSealing, default);
        var token = Token(node);
        _clock.Advance(_options.ReloadNoFasterThan);
        _store.Unavailable = true;
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await other.Tokens.Open(token, default));
        }

        _store.Unavailable = false;
        _clock.Advance(_options.ReloadNoFasterThan);
        Assert.True((await other.Tokens.Open(token, default)).Succeeded);
    }

    [Fact]
    public async Task A_key_altered_in_the_database_is_not_used()
    {
        await Node.Start(_store, _clock);
        _store.Tamper(1);
        await Assert.ThrowsAsync<MasterKeyException>(() => Node.Start(_store, _clock));
    }

    [Fact]
    public async Task A_ring_under_another_master_key_is_named_as_such()
    {
        await Node.Start(_store, _clock);
        var failure = await Assert.ThrowsAsync<MasterKeyException>(
            async () => await KeyRing.Open(_store, new SecretEnvelope(MasterKey.NewRandom()), _clock, null, default));
        Assert.Contains("another key file", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealing_and_opening_go_on_while_the_database_is_away()
    {
        var node = await Node.Start(_store, _clock);
        _store.Unavailable = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.Ring.Reload(default));
        Assert.True(node.Tokens.Open(Token(node)).Succeeded);
    }

    private async Task Rotated(Node node)
    {
        await node.Rotation.Rotate(RingKey.ForSealing, default);
        _clock.Advance(_options.Propagation);
        await node.Rotation.Advance(default);
    }

    private static string Token(Node node) => node.Mint.Mint(Node.Grant, TimeSpan.FromHours(1)).Token.Text!;
}
