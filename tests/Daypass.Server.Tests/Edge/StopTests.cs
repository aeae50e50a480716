using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Server.Tests.Crashes;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Edge;

/// <summary>How a server ends that a service manager stops: it says so first, answers what runs, and ends well.</summary>
public sealed class StopTests
{
    private const int Requests = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Two_hundred_requests_in_flight_at_SIGTERM_are_answered_and_readyz_says_so_first()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--drain-notice", "1h", "--drain", "1m");
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        var bodies = new List<HalfSentForm>();
        var answers = new List<Task<HttpResponseMessage>>();
        for (var number = 0; number < Requests; number++)
        {
            var body = new HalfSentForm("Action=GetCallerIdentity&Version=2011-06-15");
            var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = body };
            api.Sign(request, body.Whole, ServiceDescription.Get(Service.Sts), server.Profiles["admin"]);
            request.Headers.ExpectContinue = true;
            bodies.Add(body);
            answers.Add(api.Send(request));
        }

        await Task.WhenAll(bodies.Select(static body => body.IsHalfSent)).WaitAsync(Patience);
        server.Signal(ServerProcess.SigTerm);
        await Until(async () => (await Ready(api)).Contains("This node is stopping.", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await api.Send(new HttpRequestMessage(HttpMethod.Get, "/healthz"))).StatusCode);

        // The listener closes, and what runs is waited for.
        server.Signal(ServerProcess.SigTerm);
        bodies.ForEach(static body => body.SendTheRest());
        foreach (var answer in await Task.WhenAll(answers))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(0, await server.End());
    }

    [Fact]
    public async Task A_third_signal_ends_it_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--drain-notice", "1h", "--drain", "1h");
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        using var body = new HalfSentForm("Action=GetCallerIdentity&Version=2011-06-15");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = body };
        request.Headers.ExpectContinue = true;
        var answering = api.Send(request);
        await body.IsHalfSent.WaitAsync(Patience);
        server.Signal(ServerProcess.SigTerm);
        await Until(async () => (await Ready(api)).Contains("stopping", StringComparison.Ordinal));

        // Two of one kind may arrive as one.
        server.Signal(ServerProcess.SigTerm);
        var code = await server.Interrupt();
        Assert.Contains(code, new[] { 128 + ServerProcess.SigTerm, 130 });
        body.SendTheRest();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answering);
    }

    [Fact]
    public async Task A_service_manager_hears_that_it_is_ready_reloads_and_stops()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        await using var server = await ServerProcess.StartWith(
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path }, Path.Combine(folder.Path, "data"), "--drain-notice", "0");
        Assert.Equal("READY=1", await Receive(manager));
        server.Signal(ServerProcess.SigHup);
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", await Receive(manager), StringComparison.Ordinal);
        Assert.Equal("READY=1", await Receive(manager));
        server.Signal(ServerProcess.SigTerm);
        Assert.Equal("STOPPING=1", await Receive(manager));
        Assert.Equal(0, await server.End());
    }

    private static async Task<string> Ready(ApiClient api)
    {
        using var answer = await api.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> Receive(Socket manager)
    {
        var buffer = new byte[512];
        var length = await manager.ReceiveAsync(buffer).WaitAsync(Patience);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), enough.Token);
        }
    }
}
