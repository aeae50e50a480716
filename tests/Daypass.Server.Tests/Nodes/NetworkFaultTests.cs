using Daypass.Testing.Databases;
using Daypass.Testing.Network;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Nodes;

/// <summary>
/// The network between nodes and database fails under load: what is in memory is answered all the while, everything else in bounded time and with 503,
/// <c>/readyz</c> tells, and when it is over all is as before within seconds.
/// </summary>
[Trait("Category", "foreign")]
public sealed class NetworkFaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    /// <summary>A write that waits for its turn, is worked on and given up; other tests run on this machine meanwhile.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public Task A_network_that_stalls_denies_nobody() => Fault(static proxy => proxy.Stall());

    [Fact]
    public Task A_network_that_loses_the_answers_denies_nobody() => Fault(static proxy => proxy.LoseAnswers());

    [Fact]
    public Task A_database_slower_than_anybody_waits_denies_nobody() => Fault(static proxy => proxy.Slow(TimeSpan.FromSeconds(7)));

    [Fact]
    public Task A_slow_database_is_waited_for_and_what_is_in_memory_does_not_wait() => OnTwoNodes(async (proxy, _, load) =>
    {
        var delay = TimeSpan.FromMilliseconds(300);
        proxy.Slow(delay);
        var (hot, written) = (load.Counts.Hot, load.Acknowledged.Count);
        await Spread.TimeUntil(() => Task.FromResult(load.Acknowledged.Count > written + 2));
        hot = load.Counts.Hot - hot;
        written = load.Acknowledged.Count - written;
        output.WriteLine($"{hot} answers from memory beside {written} writes; the slowest answer took {load.TakeLongest().TotalSeconds:F1} s");

        // A write takes several round trips of that delay; were they waited for, both would be about as many.
        Assert.True(hot > 10 * written, $"{hot} answers from memory beside {written} writes");
        proxy.Flow();
    });

    [Fact]
    public Task Connections_that_are_reset_again_and_again_deny_nobody() => OnTwoNodes(async (proxy, nodes, load) =>
    {
        for (var i = 0; i < 30; i++)
        {
            proxy.Reset();
            await Task.Delay(100);
        }

        await Spread.TimeUntil(load.WritesAndColdRolesWork);
        await Health.Both(nodes, 200, "ready");
        output.WriteLine($"{load.Counts.Unavailable} times 503 in 30 resets; the slowest answer took {load.TakeLongest().TotalSeconds:F1} s");
    });

    private Task Fault(Action<TcpProxy> fault) => OnTwoNodes(async (proxy, nodes, load) =>
    {
        fault(proxy);
        var told = await Health.Both(nodes, 200, "degraded");
        var before = load.Counts;
        await Spread.TimeUntil(() => Task.FromResult(load.Counts.Unavailable > before.Unavailable + 4 && load.Counts.Hot > before.Hot + 20));
        var during = load.Counts;

        proxy.Flow();
        var recovery = await Spread.TimeUntil(load.WritesAndColdRolesWork);
        await Health.Both(nodes, 200, "ready");
        var longest = load.TakeLongest();
        output.WriteLine(
            $"told after {told.TotalSeconds:F1} s; {during.Hot - before.Hot} answers from memory, {during.Unavailable - before.Unavailable} times 503; "
            + $"the slowest answer took {longest.TotalSeconds:F1} s; back after {recovery.TotalSeconds:F1} s");

        Assert.InRange(longest, TimeSpan.Zero, Bound);
        Assert.InRange(recovery, TimeSpan.Zero, Recovery);
    });

    /// <summary>
    /// Two nodes under load that reach their database through a proxy; afterwards every answer was right and every acknowledged write is there.
    /// </summary>
    private static async Task OnTwoNodes(Func<TcpProxy, TwoNodes, Load, Task> story)
    {
        var server = await PostgresServer.Shared;
        await using var proxy = TcpProxy.To(server.Port);
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start((await server.CreateSchema()).Replace($"Port={server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal));
            using var load = await Load.Prepare(nodes);
            await load.Start();
            await story(proxy, nodes, load);
            await load.End();
            Assert.Empty(load.Wrong);
            Assert.Empty(load.Acknowledged.Except(await load.StoredUsers()));
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }
}
