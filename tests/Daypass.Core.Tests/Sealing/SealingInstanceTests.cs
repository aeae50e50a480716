using System.Runtime.CompilerServices;
using Daypass.Core.Sealing;
using Daypass.Core.Tests.Fakes;

namespace Daypass.Core.Tests.Sealing;

/// <summary>Four thousand million seals take too long for a test: it moves the counter.</summary>
public sealed class SealingInstanceTests
{
    [Fact]
    public async Task An_instance_seals_as_often_as_its_key_can_bear_and_then_another_takes_over()
    {
        var node = await Node.Start();
        var first = Seal(node);
        var instance = Instances(node.Sealer)[SealingPurpose.SessionToken.Index]!;
        Counter(instance) += SealingInstance.SealsPerInstance - 2;

        Assert.False(instance.IsSpent);
        Assert.Equal(first, Seal(node));
        Assert.True(instance.IsSpent);
        var second = Seal(node);
        Assert.NotEqual(first, second);
        Assert.Equal(second, Seal(node));
    }

    [Fact]
    public async Task The_counter_may_go_over_its_end()
    {
        var instance = new SealingInstance((await Node.Start()).Ring.Current.Sealing!, SealingPurpose.PageMarker);
        Start(instance) = Counter(instance) = ulong.MaxValue;
        Assert.Equal(0UL, instance.Next());
        Assert.False(instance.IsSpent);
    }

    private static UInt128 Seal(Node node)
    {
        var sealedBytes = new byte[TokenSealer.Overhead];
        node.Sealer.Seal(SealingPurpose.SessionToken, node.Ring.Clock.GetUtcNow(), default, default, sealedBytes);
        Assert.True(node.Sealer.Open(SealingPurpose.SessionToken, default, sealedBytes, default).Succeeded);
        Assert.True(SealHeader.TryRead(sealedBytes, out var header));
        return header.Instance;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_instances")]
    private static extern ref SealingInstance?[] Instances(TokenSealer of);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_next")]
    private static extern ref ulong Counter(SealingInstance of);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_first")]
    private static extern ref ulong Start(SealingInstance of);
}
