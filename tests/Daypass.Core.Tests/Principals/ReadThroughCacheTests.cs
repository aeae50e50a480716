using Daypass.Core.Directory;

namespace Daypass.Core.Tests.Principals;

public sealed class ReadThroughCacheTests
{
    [Fact]
    public async Task An_entry_is_loaded_once_and_an_absent_one_is_remembered()
    {
        var loads = 0;
        var cache = new ReadThroughCache<string, string>(new CacheLimits(10, long.MaxValue), (key, _) =>
        {
            loads++;
            return Found(key == "there" ? "entry" : null);
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
        var cache = new ReadThroughCache<string, string>(new CacheLimits(10, long.MaxValue), (_, _) =>
        {
            Interlocked.Increment(ref loads);
            return Later(gate.Task);
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
        var cache = new ReadThroughCache<string, string>(new CacheLimits(10, long.MaxValue), (_, _) => Interlocked.Increment(ref loads) == 1 ? Later(old.Task) : Found("new"));

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
        var cache = new ReadThroughCache<string, string>(new CacheLimits(10, long.MaxValue), (_, _) => ++loads == 1 ? throw new InvalidOperationException("no database") : Found("entry"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.Find("key", default).AsTask());
        Assert.Equal("entry", await cache.Find("key", default));
    }

    [Fact]
    public async Task A_flood_of_unknown_keys_pushes_out_itself_and_not_what_is_in_use()
    {
        var loadsOfHot = 0;
        var cache = new ReadThroughCache<int, string>(new CacheLimits(100, long.MaxValue), (key, _) =>
        {
            if (key < 10)
            {
                loadsOfHot++;
                return Found("hot");
            }

            return Found(null);
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
        var cache = new ReadThroughCache<string, string>(new CacheLimits(10, long.MaxValue), (_, _) => Later(gate.Task));
        using var impatient = new CancellationTokenSource();

        var first = cache.Find("key", impatient.Token).AsTask();
        var second = cache.Find("key", default).AsTask();
        await impatient.CancelAsync();
        gate.SetResult("entry");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("entry", await second);
    }

    [Fact]
    public async Task What_is_remembered_stays_within_a_number_of_bytes()
    {
        const int Each = 1000;
        var cache = new ReadThroughCache<int, string>(new CacheLimits(int.MaxValue, 50 * Each), (_, _) => new(new Loaded<string>("entry", Each)));
        for (var key = 0; key < 1000; key++)
        {
            await cache.Find(key, default);
            Assert.InRange(cache.Bytes, Each, 50 * Each);
            Assert.Equal(cache.Bytes, (long)cache.Count * Each);
        }

        cache.Clear();
        Assert.Equal((0, 0L), (cache.Count, cache.Bytes));
    }

    [Fact]
    public async Task Whatever_is_forgotten_while_it_is_loaded_is_not_counted()
    {
        var cache = new ReadThroughCache<int, string>(new CacheLimits(64, 640), async (key, _) =>
        {
            await Task.Yield();
            return key % 7 == 0 ? throw new InvalidOperationException("no database") : new Loaded<string>("entry", 10);
        });
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), async (number, cancelled) =>
        {
            try
            {
                await cache.Find(number % 100, cancelled);
            }
            catch (InvalidOperationException)
            {
                cache.Invalidate(number % 50);
            }
        });

        Assert.InRange(cache.Count, 0, 70);
        Assert.Equal(cache.Count * 10L, cache.Bytes);
        cache.Clear();
        Assert.Equal((0, 0L), (cache.Count, cache.Bytes));
    }

    [Fact]
    public async Task Absence_that_is_not_trusted_is_asked_for_again_and_presence_is_not()
    {
        var loads = 0;
        var cache = new ReadThroughCache<string, string>(new CacheLimits(10, long.MaxValue), (key, _) =>
        {
            loads++;
            return Found(key == "there" ? "entry" : null);
        });
        await cache.Find("there", default);
        await cache.Find("absent", default);

        Assert.Equal("entry", await cache.Find("there", trustAbsence: false, default));
        Assert.Equal(2, loads);
        Assert.Null(await cache.Find("absent", trustAbsence: false, default));
        Assert.Equal(3, loads);
    }

    private static ValueTask<Loaded<string>> Found(string? entry) => new(new Loaded<string>(entry, 1));

    private static async ValueTask<Loaded<string>> Later(Task<string?> entry) => new(await entry, 1);
}
