using System.Text.Json;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Audit;
using Daypass.Testing;
using Daypass.Testing.Databases;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Nodes;

/// <summary><c>/readyz</c>: whether a load balancer should send requests, and why not.</summary>
public sealed class ReadinessTests
{
    [Theory, Trait("Category", "foreign")]
    [InlineData(0, 200, "ready", null)]
    [InlineData(4, 200, "ready", null)]
    [InlineData(-4, 200, "ready", null)]
    [InlineData(60, 503, "not ready", "s ahead of the database's; 5 s are allowed.")]
    [InlineData(-60, 503, "not ready", "s behind the database's; 5 s are allowed.")]
    public async Task A_node_whose_clock_is_off_the_databases_is_not_ready(int seconds, int status, string word, string? reason)
    {
        var database = await (await PostgresServer.Shared).CreateSchema();
        await using var server = await RunningServer.Start(new ShiftedClock(TimeSpan.FromSeconds(seconds)), options => options with { Database = database });

        var report = await Report(server);

        Assert.Equal((status, word), (report.Status, report.Word));
        Assert.True(reason is null ? report.Reasons.Count == 0 : report.Reasons is [var one]
            && one.EndsWith(reason, StringComparison.Ordinal), string.Join(' ', report.Reasons));
    }

    [Fact]
    public async Task A_clock_that_tests_move_is_not_compared_with_the_one_of_the_same_machine()
    {
        await using var server = await RunningServer.Start(new ManualClock());
        var (status, word, _) = await Report(server);
        Assert.Equal((200, "ready"), (status, word));
    }

    [Fact, Trait("Category", "foreign")]
    public async Task A_clock_that_jumps_while_the_node_runs_is_told_until_it_is_right_again()
    {
        var clock = new ShiftedClock(TimeSpan.Zero);
        var database = await (await PostgresServer.Shared).CreateSchema();
        await using var server = await RunningServer.Start(clock, options => options with { Database = database });
        foreach (var (shift, word) in new[] { (TimeSpan.FromHours(1), "not ready"), (TimeSpan.Zero, "ready") })
        {
            clock.By = shift;
            await Spread.TimeUntil(async () => (await Report(server)).Word == word);
        }
    }

    [Fact]
    public async Task A_node_that_cannot_put_calls_on_record_is_not_ready()
    {
        var clock = new ManualClock();
        await using var server = await RunningServer.Start(clock);
        var path = AuditLines.PathOf(server);
        File.Delete(path);
        Directory.CreateDirectory(path);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await server.Api.Call(new CreateUserRequest { UserName = "unrecorded" }, server.Admin)).Succeeded);
        Assert.Equal((503, "not ready"), await Word(server));

        Directory.Delete(path);
        await server.Api.Call(new GetCallerIdentityRequest(), server.Admin);
        Assert.Equal((200, "ready"), await Word(server));

        static async Task<(int, string)> Word(RunningServer server)
        {
            var (status, word, _) = await Report(server);
            return (status, word);
        }
    }

    private static async Task<(int Status, string Word, IReadOnlyList<string> Reasons)> Report(RunningServer server)
    {
        using var answer = await server.Api.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return ((int)answer.StatusCode, report.RootElement.GetProperty("status").GetString()!,
            [.. report.RootElement.GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString()!)]);
    }

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public TimeSpan By { get; set; } = by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }
}
