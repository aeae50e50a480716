using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

public sealed class RingKeyTests
{
    private readonly MemoryKeyStore _store = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_key_that_was_not_changed_is_the_same_after_another_reading()
    {
        var node = await Node.Start(_store, _clock);
        var before = node.Ring.Current.Find(1);
        await node.Ring.Reload(default);
        Assert.Same(before, node.Ring.Current.Find(1));
    }

    [Fact]
    public async Task A_retired_key_has_no_material_on_the_node_that_knew_it_and_on_one_that_starts()
    {
        var node = await Node.Start(_store, _clock);
        Assert.False(node.Ring.Current.Find(1)!.Material.IsEmpty);
        await node.Rotation.ReplaceAll(RingKey.ForSealing, default);
        _store.Tamper(1);

        foreach (var ring in new[] { node.Ring, (await Node.Start(_store, _clock)).Ring })
        {
            Assert.True(ring.Current.Find(1)!.Material.IsEmpty);
            Assert.False(ring.Current.Find(2)!.Material.IsEmpty);
        }
    }

    [Fact]
    public async Task Every_instance_and_every_purpose_has_a_key_of_its_own()
    {
        var key = (await Node.Start(_store, _clock)).Ring.Current.Sealing!;
        string[] derived =
        [
            Derived(key, SealingPurpose.SessionToken, 1),
            Derived(key, SealingPurpose.SessionToken, 2),
            Derived(key, SealingPurpose.SessionToken, UInt128.MaxValue),
            Derived(key, SealingPurpose.PageMarker, 1),
        ];
        Assert.Equal(derived.Length, derived.Distinct().Count());
        Assert.Equal(derived[0], Derived(key, SealingPurpose.SessionToken, 1));
    }

    [Fact]
    public async Task A_key_prints_its_number_purpose_and_state() =>
        Assert.Equal("key 1 (seal, Active)", (await Node.Start(_store, _clock)).Ring.Current.Find(1)!.ToString());

    [Fact]
    public async Task The_material_of_a_key_is_bound_to_its_number()
    {
        var node = await Node.Start(_store, _clock);
        await node.Rotation.Rotate(RingKey.ForSealing, default);
        _store.Swap(1, 2);
        var failure = await Assert.ThrowsAsync<MasterKeyException>(() => Node.Start(_store, _clock));
        Assert.Equal("Key 1 of the ring was altered in the database.", failure.Message);
    }

    [Fact]
    public async Task A_node_that_finds_a_key_offers_none_and_lives_by_its_own_options()
    {
        await Node.Start(_store, _clock);
        var (offers, readings) = (_store.Offers, _store.Readings);
        var options = new KeyRingOptions { RotateEvery = TimeSpan.FromDays(2) };
        var node = await Node.Start(_store, _clock, options);
        Assert.Equal((offers, readings + 1), (_store.Offers, _store.Readings));
        Assert.Same(options, node.Ring.Options);
    }

    [Fact]
    public async Task Without_a_key_that_issues_nothing_is_sealed()
    {
        var node = await Node.Start(_store, _clock);
        await _store.TrySetState(1, KeyState.Active, KeyState.Validating, _clock.GetUtcNow(), default);
        await node.Ring.Reload(default);
        var failure = Assert.Throws<InvalidOperationException>(
            () => node.Sealer.Seal(SealingPurpose.PageMarker, _clock.GetUtcNow(), default, default, new byte[TokenSealer.Overhead]));
        Assert.Equal("The ring has no key that issues.", failure.Message);
    }

    private static string Derived(RingKey key, SealingPurpose purpose, UInt128 instance)
    {
        var derived = new byte[CipherPool.KeyLength];
        key.Derive(purpose, instance, derived);
        return Convert.ToHexStringLower(derived);
    }
}
