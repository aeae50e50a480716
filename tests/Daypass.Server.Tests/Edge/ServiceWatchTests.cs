using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Server.Hosting;
using Daypass.Testing.Network;
using Daypass.Testing.Server;
using Microsoft.Extensions.Time.Testing;

namespace Daypass.Server.Tests.Edge;

/// <summary>What a service manager hears, and when it does not.</summary>
public sealed class ServiceWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Ready_is_said_once_and_not_before_requests_should_come()
    {
        using var folder = new TemporaryFolder();
        using var heard = Listen(folder, out var manager);
        var clock = new FakeTimeProvider();
        var state = (IsReady: false, Words: "The clock is off.");
        using (manager)
        {
            await using var watch = ServiceWatch.Start(manager, () => state, new ListenerProbe(["http://127.0.0.1:1"]), clock);
            Assert.Equal("STATUS=The clock is off.", await Next(heard));
            clock.Advance(TimeSpan.FromSeconds(1));
            state = (true, "Ready.");
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("READY=1", await Next(heard));
            Assert.Equal("STATUS=Ready.", await Next(heard));
            state = (false, "This node is stopping.");
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("STATUS=This node is stopping.", await Next(heard));
            state = (true, "Ready.");
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("STATUS=Ready.", await Next(heard));
        }
    }

    [Fact]
    public async Task A_server_that_takes_connections_and_answers_none_is_not_alive()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Assert.False(await new ListenerProbe([$"http://{silent.LocalEndpoint}"]).IsAnswered(TimeSpan.FromMilliseconds(50), CancellationToken.None));
        Assert.False(await new ListenerProbe([$"http://127.0.0.1:{FreePort.Find()}"]).IsAnswered(Patience, CancellationToken.None));
    }

    [Fact]
    public async Task One_that_has_too_many_connections_and_closes_them_is_alive()
    {
        using var full = new TcpListener(IPAddress.Loopback, 0);
        full.Start();
        var answered = new ListenerProbe([$"https://{full.LocalEndpoint}"]).IsAnswered(Patience, CancellationToken.None);
        (await full.AcceptSocketAsync()).Dispose();
        Assert.True(await answered);
    }

    private static Socket Listen(TemporaryFolder folder, out ServiceNotifier manager)
    {
        var path = Path.Combine(folder.Path, "notify");
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        manager = ServiceNotifier.Find(name => name == "NOTIFY_SOCKET" ? path : null, TimeProvider.System)!;
        return socket;
    }

    private static async Task<string> Next(Socket heard)
    {
        var buffer = new byte[512];
        return Encoding.UTF8.GetString(buffer, 0, await heard.ReceiveAsync(buffer).WaitAsync(Patience));
    }
}
