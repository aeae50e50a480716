using Daypass.Core.Sealing;
using Daypass.Core.Tests.Fakes;

namespace Daypass.Core.Tests.Sealing;

public sealed class CipherCacheTests
{
    private static readonly SealingPurpose Purpose = SealingPurpose.SessionToken;

    private readonly CipherCache _cache = new();

    [Fact]
    public async Task It_holds_as_many_as_it_may_and_no_more()
    {
        var key = (await Node.Start()).Ring.Current.Sealing!;
        for (var number = 1; number <= CipherCache.Limit + 3; number++)
        {
            Add(key, number);
            Assert.Equal(Math.Min(number, CipherCache.Limit), _cache.Count);
        }
    }

    [Fact]
    public async Task What_was_not_used_for_the_longest_time_goes_first()
    {
        var key = (await Node.Start()).Ring.Current.Sealing!;
        var pools = Enumerable.Range(0, CipherCache.Limit).Select(number => Add(key, number)).ToArray();
        UntilAfter(pools[^1]);
        pools[0].Encrypt(new byte[CipherPool.NonceLength], default, default, new byte[CipherPool.TagLength], default);
        Assert.False(pools[1].TryDecrypt(new byte[CipherPool.NonceLength], default, new byte[CipherPool.TagLength], default, default));
        Assert.True(pools[0].LastUse > pools[^1].LastUse);
        Assert.True(pools[1].LastUse > pools[^1].LastUse);

        Add(key, CipherCache.Limit);
        foreach (var number in new[] { 0, 1, CipherCache.Limit })
        {
            Assert.True(_cache.TryGet(key, Purpose, (UInt128)number, out _), $"{number}");
        }
    }

    [Fact]
    public async Task The_first_cipher_of_an_instance_stays()
    {
        var key = (await Node.Start()).Ring.Current.Sealing!;
        var first = Add(key, 7);
        Assert.NotSame(first, Add(key, 7));
        Assert.True(_cache.TryGet(key, Purpose, 7, out var found));
        Assert.Same(first, found);
        Assert.Equal(1, _cache.Count);
        Assert.False(_cache.TryGet(key, SealingPurpose.PageMarker, 7, out _));
    }

    private CipherPool Add(RingKey key, int number)
    {
        var pool = new CipherPool(key, Purpose, (UInt128)number);
        _cache.Add(key, Purpose, (UInt128)number, pool);
        return pool;
    }

    // The cache goes by the machine's own counter of milliseconds.
    private static void UntilAfter(CipherPool pool)
    {
        while (Environment.TickCount64 <= pool.LastUse)
        {
            Thread.Yield();
        }
    }
}
