using Daypass.Core.Throttling;
using Daypass.Testing;

namespace Daypass.Core.Tests.Throttling;

/// <summary>Buckets fill at their rate, hold their burst, never outgrow their number, and cost nothing to look at.</summary>
public sealed class TokenBucketsTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_burst_is_let_through_and_then_the_rate()
    {
        var buckets = new TokenBuckets(new Rate(10, 50), _clock);
        Assert.Equal(50, Taken(buckets, 1, 60));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Taken(buckets, 1, 60));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(50, Taken(buckets, 1, 60));
    }

    [Fact]
    public void One_does_not_pay_for_another()
    {
        var buckets = new TokenBuckets(new Rate(1, 5), _clock);
        Assert.Equal(5, Taken(buckets, 1, 100));
        Assert.Equal(5, Taken(buckets, 2, 100));
    }

    [Fact]
    public void What_costs_more_than_is_left_takes_nothing()
    {
        var buckets = new TokenBuckets(new Rate(1, 5), _clock);
        Assert.True(buckets.TryTake(1, 3));
        Assert.False(buckets.TryTake(1, 3));
        Assert.True(buckets.TryTake(1, 2));
    }

    [Fact]
    public void What_is_dearer_than_a_full_bucket_costs_a_full_bucket()
    {
        var buckets = new TokenBuckets(new Rate(1, 5), _clock);
        Assert.True(buckets.TryTake(1, 20));
        Assert.False(buckets.TryTake(1, 1));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(buckets.TryTake(1, 20));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(buckets.TryTake(1, 20));

        // A bucket that holds less than one token still gives nothing away.
        Assert.False(new TokenBuckets(new Rate(1, 0), _clock).TryTake(1, 1));
    }

    [Fact]
    public void Looking_for_a_debt_makes_no_bucket()
    {
        var buckets = new TokenBuckets(new Rate(1, 5), _clock, most: 10);
        for (UInt128 key = 0; key < 100; key++)
        {
            Assert.False(buckets.IsInDebt(key));
        }

        Assert.Equal(0, buckets.Count);
        buckets.Charge(7, 6);
        Assert.True(buckets.IsInDebt(7));
    }

    [Fact]
    public void A_debt_is_paid_before_anything_is_taken_and_is_no_deeper_than_a_bucket()
    {
        var buckets = new TokenBuckets(new Rate(1, 10), _clock);
        buckets.Charge(1, 1_000_000);
        Assert.False(buckets.TryTake(1, 0));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(buckets.TryTake(1, 0));
        Assert.False(buckets.TryTake(1, 1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(buckets.TryTake(1, 1));
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again_and_makes_no_bucket_larger()
    {
        var buckets = new TokenBuckets(new Rate(1, 5), _clock);
        Assert.Equal(5, Taken(buckets, 1, 10));
        buckets.GiveBack(1, 2);
        Assert.Equal(2, Taken(buckets, 1, 10));
        buckets.GiveBack(1, 1000);
        Assert.Equal(5, Taken(buckets, 1, 10));
    }

    [Fact]
    public void Beyond_the_most_buckets_the_rest_shares_one_until_some_are_full_again()
    {
        var buckets = new TokenBuckets(new Rate(1, 5), _clock, most: 100);
        for (UInt128 key = 0; key < 100; key++)
        {
            Assert.True(buckets.TryTake(key, 1));
        }

        Assert.Equal(5, Enumerable.Range(1000, 1000).Count(key => buckets.TryTake((UInt128)key, 1)));
        Assert.Equal(100, buckets.Count);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(100, Enumerable.Range(5000, 100).Count(key => buckets.TryTake((UInt128)key, 1)));
        Assert.InRange(buckets.Count, 1, 100);
    }

    [Fact]
    public void Without_a_limit_nothing_is_kept()
    {
        var buckets = new TokenBuckets(Rate.Unlimited, _clock);
        Assert.Equal(1000, Taken(buckets, 1, 1000));
        buckets.Charge(1, 5);
        Assert.Equal(0, buckets.Count);
    }

    [Fact]
    public async Task Many_at_once_take_no_more_than_there_is()
    {
        var buckets = new TokenBuckets(new Rate(1, 1000), _clock);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Taken(buckets, 7, 500))));
        Assert.Equal(1000, taken.Sum());
    }

    [Fact]
    public void Taking_allocates_nothing()
    {
        var buckets = new TokenBuckets(new Rate(1_000_000, 1_000_000), TimeProvider.System);
        Taken(buckets, 1, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Taken(buckets, 1, 10_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    private static int Taken(TokenBuckets buckets, UInt128 key, int times)
    {
        var taken = 0;
        for (var time = 0; time < times; time++)
        {
            taken += buckets.TryTake(key, 1) ? 1 : 0;
        }

        return taken;
    }
}
