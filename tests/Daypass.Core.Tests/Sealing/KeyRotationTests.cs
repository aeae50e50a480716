using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

/// <summary>What a node does whose picture of the ring is old, and several steps that are due at once.</summary>
public sealed class KeyRotationTests
{
    private static readonly string Signing = JwtPurpose.Create("123456789012", JwtPurpose.Es384);

    private readonly MemoryKeyStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly KeyRingOptions _options = new();

    [Fact]
    public async Task A_purpose_whose_only_key_waits_gets_that_one()
    {
        var node = await Node.Start(_store, _clock);
        var waiting = await node.Rotation.Rotate(Signing, default);
        Assert.Equal(waiting, (await node.Rotation.Ensure(Signing, default)).Number);
        Assert.Equal(KeyState.Active, _store[waiting].State);
    }

    [Fact]
    public async Task A_key_that_issues_by_now_is_no_longer_the_one_that_waits()
    {
        var (here, there) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        await here.Rotation.Rotate(RingKey.ForSealing, default);
        await there.Ring.Reload(default);
        _clock.Advance(_options.Propagation);
        await here.Rotation.Advance(default);
        Assert.Equal(3, await there.Rotation.Rotate(RingKey.ForSealing, default));
    }

    [Fact]
    public async Task A_key_that_takes_over_at_once_leaves_the_old_one_validating()
    {
        var node = await Node.Start(_store, _clock);
        await node.Rotation.RotateAtOnce(RingKey.ForSealing, default);
        Assert.Equal((KeyState.Validating, KeyState.Active), (_store[1].State, _store[2].State));
    }

    [Fact]
    public async Task A_node_takes_the_steps_for_a_key_that_another_node_made()
    {
        var (here, there) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        await here.Rotation.Rotate(RingKey.ForSealing, default);
        _clock.Advance(_options.Propagation);
        Assert.True(await there.Rotation.Advance(default));
        Assert.Equal(2, there.Ring.Current.Sealing!.Number);
    }

    [Fact]
    public async Task Steps_of_two_purposes_are_a_change()
    {
        var node = await Node.Start(_store, _clock);
        await node.Rotation.Ensure(Signing, default);
        await node.Rotation.Rotate(RingKey.ForSealing, default);
        await node.Rotation.Rotate(Signing, default);
        _clock.Advance(_options.JwtPropagation);
        Assert.True(await node.Rotation.Advance(default));
        Assert.Equal((3, 4), (node.Ring.Current.Sealing!.Number, node.Ring.Current.Issuing(Signing)!.Number));
        Assert.False(await node.Rotation.Advance(default));
    }

    [Fact]
    public async Task Two_steps_of_one_purpose_are_a_change()
    {
        var node = await Node.Start(_store, _clock);
        await node.Rotation.RotateAtOnce(RingKey.ForSealing, default);
        _clock.Advance(_options.RotateEvery);
        Assert.True(await node.Rotation.Advance(default));
        Assert.Equal((KeyState.Retired, KeyState.Active, KeyState.Published), (_store[1].State, _store[2].State, _store[3].State));
        Assert.Equal(3, node.Ring.Current.Keys.Count);
    }

    [Fact]
    public async Task A_key_that_another_node_replaced_can_be_retired()
    {
        var (here, there) = (await Node.Start(_store, _clock), await Node.Start(_store, _clock));
        await here.Rotation.RotateAtOnce(RingKey.ForSealing, default);
        Assert.True(await there.Rotation.Retire(1, default));
        Assert.Equal(KeyState.Retired, _store[1].State);
    }

    [Fact]
    public async Task A_node_follows_the_ring_through_an_outage_until_it_stops()
    {
        var node = await Node.Start(_store, _clock);
        await node.Rotation.Rotate(RingKey.ForSealing, default);
        var (failed, activated) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.Changed = key => _ = key is { Number: 2, State: KeyState.Active } && activated.TrySetResult();
        using var stop = new CancellationTokenSource();
        var following = node.Rotation.Follow(_ => failed.TrySetResult(), stop.Token);

        _store.Unavailable = true;
        _clock.Advance(_options.ReloadInterval);
        Assert.Same(failed.Task, await Task.WhenAny(failed.Task, following));

        _store.Unavailable = false;
        _clock.Advance(_options.Propagation);
        Assert.Same(activated.Task, await Task.WhenAny(activated.Task, following));

        await stop.CancelAsync();
        await following;
    }
}
