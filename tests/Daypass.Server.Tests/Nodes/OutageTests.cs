using Daypass.Protocol.Sts;
using Daypass.Testing.Databases;
using Xunit.Abstractions;

namespace Daypass.Server.Tests.Nodes;

/// <summary>
/// PostgreSQL goes away under load and comes back: what is in memory is answered all the while, all else with 503, and nobody is told no who may.
/// </summary>
[Trait("Category", "foreign")]
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    [Fact]
    public Task A_short_outage_denies_nobody() => Outage(TimeSpan.Zero);

    [Fact, Trait("Category", "slow")]
    public Task An_outage_of_a_minute_denies_nobody() => Outage(TimeSpan.FromSeconds(60));

    [Fact]
    public async Task After_the_longest_outage_nothing_is_answered_from_memory_until_the_database_is_back()
    {
        await using var postgres = await PostgresServer.Start();
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(postgres.Address(), "--longest-outage", "3s");
            await postgres.StopNow();
            await Spread.TimeUntil(async () => await Health.Of(nodes.First) is (503, "not ready"));
            var refused = (await nodes.First.Call(new GetCallerIdentityRequest(), nodes.Admin)).Error!;
            Assert.Equal(("ServiceUnavailable", 503), (refused.Code, refused.Status));
            using (var alive = await nodes.First.Send(new HttpRequestMessage(HttpMethod.Get, "/healthz")))
            {
                Assert.Equal(200, (int)alive.StatusCode);
            }

            await postgres.StartAgain();
            await Spread.TimeUntil(async () => (await nodes.First.Call(new GetCallerIdentityRequest(), nodes.Admin)).Succeeded);
            await Spread.TimeUntil(async () => await Health.Of(nodes.First) is (200, "ready"));
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }

    // It lasts at least so long, and until enough was answered from memory and enough refused.
    private async Task Outage(TimeSpan length)
    {
        await using var postgres = await PostgresServer.Start();
        var nodes = new TwoNodes();
        try
        {
            await nodes.Start(postgres.Address());
            using var load = await Load.Prepare(nodes);
            await load.Start();

            await postgres.StopAtOnce();
            await Health.Both(nodes, 200, "degraded");
            var before = load.Counts;
            await Task.Delay(length);
            await Spread.TimeUntil(() => Task.FromResult(load.Counts.Hot > before.Hot + 20 && load.Counts.Unavailable > before.Unavailable + 4));
            var during = load.Counts;

            await postgres.StartAgain();
            var recovery = await Spread.TimeUntil(load.WritesAndColdRolesWork);
            await Health.Both(nodes, 200, "ready");
            await load.End();
            output.WriteLine(
                $"at least {length.TotalSeconds} s without a database: {during.Hot - before.Hot} answers from memory, "
                + $"{during.Unavailable - before.Unavailable} times 503; back after {recovery.TotalSeconds:F2} s");

            Assert.Empty(load.Wrong);
            Assert.InRange(recovery, TimeSpan.Zero, Recovery);
            Assert.Empty(load.Acknowledged.Except(await load.StoredUsers()));
        }
        finally
        {
            await nodes.DisposeAsync();
        }
    }
}
