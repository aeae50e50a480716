namespace Daypass.Server.Tests.Nodes;

/// <summary>How long it takes until what one node or command did holds on the other nodes.</summary>
internal static class Spread
{
    /// <summary>What the product promises.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The bound is the product's; that one of a few rounds may be slow is this machine's, which runs other tests meanwhile.</summary>
    public static async Task AssertWithinBound(Func<int, Task<TimeSpan>> measure)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5 && best > Bound; round++)
        {
            var took = await measure(round);
            best = took < best ? took : best;
        }

        Assert.True(best <= Bound, $"the best of five rounds took {best}");
    }

    /// <summary>Waits until it is so, and tells how long that took.</summary>
    public static async Task<TimeSpan> TimeUntil(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            Assert.True(elapsed < Patience, $"still not after {elapsed}");
            await Task.Delay(5);
        }

        return TimeProvider.System.GetElapsedTime(start);
    }
}
