using Daypass.Core.Principals;

namespace Daypass.Core.Tests.Principals;

public sealed class ReadThroughCacheTests
{
    [Fact]
    public async Task An_entry_is_loaded_once_and_an_absent_one_is_remembered()
    {
        var loads = 0;
        var cache = new ReadThroughCache<string, string>(10, (key, _) =>
        {
            loads++;
            return new ValueTask<string?>(key == "there" ? "entry" : null);
        });

        Assert.Equal("entry", await cache.Find("there", default));
        Assert.Equal("entry", await cache.Find("there", default));
        Assert.Null(await cache.Find("absent", default));
        Assert.Null(await cache.Find("absent", default));
        Assert.Equal(2, loads);
    }

    [Fact]
    public async Task Many_who_wait_share_one_load()
    {
        var loads = 0;
        var gate = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cache = new ReadThroughCache<string, string>(10, (_, _) =>
        {
            Interlocked.Increment(ref loads);
            return new ValueTask<string?>(gate.Task);
        });

        var waiting = Enumerable.Range(0, 50).Select(_ => cache.Find("key", default).AsTask()).ToArray();
        gate.SetResult("entry");

        Assert.All(await Task.WhenAll(waiting), static entry => Assert.Equal("entry", entry));
        Assert.Equal(1, loads);
    }

    [Fact]
    public async Task A_load_that_began_before_an_invalidation_is_not_what_a_later_look_up_sees()
    {
        var old = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var loads = 0;
        var cache = new ReadThroughCache<string, string>(10, (_, _) => Interlocked.Increment(ref loads) == 1 ? new ValueTask<string?>(old.Task) : new ValueTask<string?>("new"));

        var early = cache.Find("key", default).AsTask();
        cache.Invalidate("key");
        var late = await cache.Find("key", default);
        old.SetResult("old");

        Assert.Equal("old", await early);
        Assert.Equal("new", late);
        Assert.Equal("new", await cache.Find("key", default));
    }

    [Fact]
    public async Task A_failed_load_is_tried_again()
    {
        var loads = 0;
        var cache = new ReadThroughCache<string, string>(10, (_, _) => ++loads == 1 ? throw new InvalidOperationException("no database") : new ValueTask<string?>("entry"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.Find("key", default).AsTask());
        Assert.Equal("entry", await cache.Find("key", default));
    }

    [Fact]
    public async Task A_flood_of_unknown_keys_pushes_out_itself_and_not_what_is_in_use()
    {
        var loadsOfHot = 0;
        var cache = new ReadThroughCache<int, string>(100, (key, _) =>
        {
            if (key < 10)
            {
                loadsOfHot++;
                return new ValueTask<string?>("hot");
            }

            return default;
        });

        for (var flood = 10; flood < 10_000; flood++)
        {
            Assert.Equal("hot", await cache.Find(flood % 10, default));
            Assert.Null(await cache.Find(flood, default));
            Assert.True(cache.Count <= 101);
        }

        Assert.InRange(loadsOfHot, 10, 30);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_spoil_the_load_for_the_others()
    {
        var gate = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cache = new ReadThroughCache<string, string>(10, (_, _) => new ValueTask<string?>(gate.Task));
        using var impatient = new CancellationTokenSource();

        var first = cache.Find("key", impatient.Token).AsTask();
        var second = cache.Find("key", default).AsTask();
        await impatient.CancelAsync();
        gate.SetResult("entry");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("entry", await second);
    }
}
