using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Protocol.Sts;
using Daypass.Server.Edge;
using Daypass.Server.Options;
using Daypass.Server.Tests.Nodes;
using Daypass.Server.Tests.Telemetry;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Throttling;

/// <summary>Before anybody knows who sends them, connections and bodies are bounded.</summary>
public sealed class CapTests
{
    private const int Large = 200 * 1024;

    [Fact]
    public async Task Connections_beyond_the_most_are_closed_and_the_address_of_metrics_answers()
    {
        const int Most = 3;
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--most-connections", $"{Most}");
        var open = new List<Socket>();
        try
        {
            // A connection counts once the server has taken it on.
            for (var number = 0; number < Most; number++)
            {
                open.Add(await Connect(server.Url));
                await Spread.TimeUntil(async () =>
                    (await MetricsPage.Get(MetricsPage.AddressOf(server))).Find("kestrel_active_connections") >= open.Count);
            }

            using var another = await Connect(server.Url);
            Assert.Equal(0, await another.ReceiveAsync(new byte[1]));
            await Spread.TimeUntil(async () =>
                (await MetricsPage.Get(MetricsPage.AddressOf(server))).Find("kestrel_rejected_connections_total") >= 1);
        }
        finally
        {
            open.ForEach(static socket => socket.Dispose());
        }

        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await Spread.TimeUntil(async () =>
        {
            try
            {
                return (await api.Call(new GetCallerIdentityRequest(), server.Profiles["admin"])).Succeeded;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Large_bodies_that_never_end_leave_room_for_small_ones_and_are_bounded_together()
    {
        await using var server = await RunningServer.Start(adjust: static options => options with
        {
            Limits = options.Limits with { BodyBytes = Large + 1000 },
        });
        using var held = await SendHalf(server.Url);
        Assert.Equal("503", await Status(server.Url));
        Assert.True((await server.Api.Call(new GetCallerIdentityRequest(), server.Admin)).Succeeded);
        held.Dispose();
        await Spread.TimeUntil(async () => await Status(server.Url) != "503");
    }

    [Fact]
    public void An_address_has_a_quarter_of_the_room_and_gives_it_back()
    {
        var budget = new BodyBudget(400_000);
        Assert.True(budget.TryTake("192.0.2.1", 60_000));
        Assert.False(budget.TryTake("192.0.2.1", 60_000));
        Assert.True(budget.TryTake("192.0.2.1", BodyBudget.Small));
        Assert.True(budget.TryTake("192.0.2.2", 100_000));
        Assert.True(budget.TryTake("192.0.2.3", 100_000));
        Assert.True(budget.TryTake("192.0.2.4", 100_000));
        Assert.False(budget.TryTake("192.0.2.5", 60_000));
        budget.GiveBack("192.0.2.4", 100_000);
        Assert.True(budget.TryTake("192.0.2.5", 60_000));
        budget.GiveBack("192.0.2.1", 60_000);
        Assert.True(budget.TryTake("192.0.2.1", 90_000));
    }

    [Fact]
    public void One_network_of_IPv6_has_one_share_of_the_room()
    {
        var budget = new BodyBudget(400_000);
        Assert.True(budget.TryTake("2001:db8:1:2::1", 60_000));
        Assert.False(budget.TryTake("2001:db8:1:2:ffff::2", 60_000));
        Assert.True(budget.TryTake("2001:db8:1:3::1", 60_000));
        budget.GiveBack("2001:db8:1:2::9", 60_000);
        Assert.True(budget.TryTake("2001:db8:1:2:ffff::2", 60_000));
    }

    [Fact]
    public void By_default_connections_leave_files_for_the_database()
    {
        Assert.Equal(1, OpenFiles.ConnectionsUpTo(1));
        Assert.InRange(OpenFiles.ConnectionsUpTo(LimitOptions.DefaultConnections), 1, LimitOptions.DefaultConnections);
    }

    private static async Task<Socket> Connect(string url)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(url).Port);
        return socket;
    }

    private static async Task<Socket> SendHalf(string url)
    {
        var socket = await Connect(url);
        Assert.Equal("100", await Ask(socket));
        await socket.SendAsync(new byte[Large / 2]);
        return socket;
    }

    /// <summary>What the server says to the head of another large body.</summary>
    private static async Task<string> Status(string url)
    {
        using var socket = await Connect(url);
        return await Ask(socket);
    }

    private static async Task<string> Ask(Socket socket)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: {Large}\r\nExpect: 100-continue\r\n\r\n"));
        var answer = new byte[12];
        var read = 0;
        while (read < answer.Length && await socket.ReceiveAsync(answer.AsMemory(read)) is > 0 and var more)
        {
            read += more;
        }

        return Encoding.ASCII.GetString(answer, 9, 3);
    }
}
