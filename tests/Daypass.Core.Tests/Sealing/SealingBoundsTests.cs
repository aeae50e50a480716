using Daypass.Core.Sealing;
using Daypass.Core.Tests.Fakes;
using Daypass.Testing;

namespace Daypass.Core.Tests.Sealing;

/// <summary>The least and the most that can be sealed, and what is said of what does not open.</summary>
public sealed class SealingBoundsTests
{
    public static TheoryData<int> Purposes => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Purposes))]
    public async Task The_longest_context_is_bound_whole_and_a_longer_one_is_refused(int purpose)
    {
        var node = await Node.Start();
        var context = Enumerable.Range(0, TokenSealer.LongestContext + 1).Select(static number => (byte)number).ToArray();
        var sealedBytes = new byte[TokenSealer.Overhead + 1];
        node.Sealer.Seal(Purpose(purpose), node.Ring.Clock.GetUtcNow(), context.AsSpan(1), [42], sealedBytes);

        var plain = new byte[1];
        Assert.Equal(OpenOutcome.Opened, node.Sealer.Open(Purpose(purpose), context.AsSpan(1), sealedBytes, plain).Outcome);
        Assert.Equal([42], plain);
        Assert.Equal(OpenOutcome.Malformed, node.Sealer.Open(Purpose(purpose), context, sealedBytes, plain).Outcome);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => node.Sealer.Seal(Purpose(purpose), node.Ring.Clock.GetUtcNow(), context, [42], sealedBytes));
        for (var at = 1; at < context.Length; at++)
        {
            context[at] ^= 1;
            Assert.Equal(OpenOutcome.Forged, node.Sealer.Open(Purpose(purpose), context.AsSpan(1), sealedBytes, plain).Outcome);
            context[at] ^= 1;
        }
    }

    [Fact]
    public async Task Nothing_at_all_can_be_sealed_and_opens()
    {
        var node = await Node.Start();
        var sealedBytes = new byte[TokenSealer.Overhead];
        Assert.Equal(sealedBytes.Length, node.Sealer.Seal(SealingPurpose.PageMarker, node.Ring.Clock.GetUtcNow(), default, default, sealedBytes));
        var opening = node.Sealer.Open(SealingPurpose.PageMarker, default, sealedBytes, default);
        Assert.Equal((OpenOutcome.Opened, 0, 1), (opening.Outcome, opening.Length, opening.KeyNumber));
        Assert.Equal(OpenOutcome.Malformed, node.Sealer.Open(SealingPurpose.PageMarker, default, sealedBytes.AsSpan(1), default).Outcome);
    }

    /// <summary>The audit names the key of what was refused.</summary>
    [Fact]
    public async Task What_does_not_open_names_its_key_as_far_as_it_has_one()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var (node, behind) = (await Node.Start(store, clock), await Node.Start(store, clock));
        await node.Rotation.RotateAtOnce(RingKey.ForSealing, default);
        var sealedBytes = new byte[TokenSealer.Overhead];
        node.Sealer.Seal(SealingPurpose.PageMarker, clock.GetUtcNow(), default, default, sealedBytes);

        Assert.Equal((OpenOutcome.Forged, 2), Result(node, "x"u8, sealedBytes));
        Assert.Equal((OpenOutcome.UnknownKey, 2), Result(behind, default, sealedBytes));
        Assert.Equal((OpenOutcome.Malformed, 0), Result(node, default, sealedBytes.AsSpan(1)));
        await node.Rotation.InvalidateBefore(clock.GetUtcNow().AddSeconds(1), default);
        Assert.Equal((OpenOutcome.Invalidated, 2), Result(node, default, sealedBytes));
        await node.Rotation.ReplaceAll(RingKey.ForSealing, default);
        Assert.Equal((OpenOutcome.RetiredKey, 2), Result(node, default, sealedBytes));
    }

    [Fact]
    public async Task A_key_of_a_purpose_other_than_sealing_opens_nothing()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var node = await Node.Start(store, clock);
        await node.Rotation.Ensure(JwtPurpose.Create("123456789012", JwtPurpose.Es384), default);
        var sealedBytes = new byte[TokenSealer.Overhead];
        node.Sealer.Seal(SealingPurpose.PageMarker, clock.GetUtcNow(), default, default, sealedBytes);
        sealedBytes[4] = 2;
        Assert.Equal((OpenOutcome.UnknownKey, 2), Result(node, default, sealedBytes));
    }

    [Fact]
    public async Task The_cipher_of_another_node_is_kept_once_it_has_opened_something()
    {
        var (store, clock) = (new MemoryKeyStore(), new ManualClock());
        var (here, there) = (await Node.Start(store, clock), await Node.Start(store, clock));
        var sealedBytes = new byte[TokenSealer.Overhead];
        here.Sealer.Seal(SealingPurpose.PageMarker, clock.GetUtcNow(), default, default, sealedBytes);
        Assert.Equal(0, there.Sealer.CachedInstances);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((OpenOutcome.Opened, 1), Result(there, default, sealedBytes));
            Assert.Equal(1, there.Sealer.CachedInstances);
        }
    }

    private static (OpenOutcome Outcome, int KeyNumber) Result(Node node, ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes)
    {
        var opening = node.Sealer.Open(SealingPurpose.PageMarker, context, sealedBytes, default);
        return (opening.Outcome, opening.KeyNumber);
    }

    private static SealingPurpose Purpose(int index) => new[]
    {
        SealingPurpose.SessionToken, SealingPurpose.AuthorizationMessage, SealingPurpose.PageMarker, SealingPurpose.TradeInToken,
    }[index];
}
