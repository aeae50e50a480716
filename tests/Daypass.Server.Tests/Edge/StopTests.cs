using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Server.Tests.Crashes;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Edge;

/// <summary>How a server ends that a service manager stops: it says so first, answers what runs, and ends well.</summary>
public sealed class StopTests
{
    private const int Requests = 200;
    private const string Alive = "WATCHDOG=1";

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
    public async Task A_request_that_never_ends_is_waited_for_no_longer_than_the_drain()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--drain-notice", "0", "--drain", "1s");
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        using var body = new HalfSentForm("Action=GetCallerIdentity&Version=2011-06-15");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = body };
        request.Headers.ExpectContinue = true;
        var answering = api.Send(request);
        await body.IsHalfSent.WaitAsync(Patience);
        server.Signal(ServerProcess.SigTerm);
        Assert.Equal(0, await server.End());
        body.SendTheRest();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answering);
    }

    [Fact]
    public async Task A_closed_terminal_makes_it_read_its_certificate_again()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        var (certificate, key) = (Path.Combine(folder.Path, "certificate.pem"), Path.Combine(folder.Path, "key.pem"));
        var first = Write(authority.Issue());
        await using var server = await ServerProcess.StartAt(
            "https://127.0.0.1:0", Path.Combine(folder.Path, "data"), "--tls-certificate", certificate, "--tls-key", key);
        Assert.Equal(first, await Seen());

        var second = Write(authority.Issue());
        server.Signal(ServerProcess.SigHup);
        await Until(async () => await Seen() == second);

        string Write(X509Certificate2 issued)
        {
            File.WriteAllText(key, issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(certificate, issued.ExportCertificatePem());
            return issued.Thumbprint;
        }

        async Task<string> Seen()
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, new Uri(server.Url).Port);
            await using var tls = new SslStream(connection.GetStream(), false, static (_, seen, _, _) => seen is not null);
            await tls.AuthenticateAsClientAsync("localhost");
            return tls.RemoteCertificate!.GetCertHashString();
        }
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
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "200000" },
            Path.Combine(folder.Path, "data"), "--drain-notice", "0");
        Assert.Equal("READY=1", await Receive(manager));
        server.Signal(ServerProcess.SigHup);
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", await Receive(manager), StringComparison.Ordinal);
        Assert.Equal("READY=1", await Receive(manager));
        for (var beats = 0; beats < 2;)
        {
            beats += Encoding.UTF8.GetString((await ReceiveAny(manager)).Span) == Alive ? 1 : 0;
        }

        server.Signal(ServerProcess.SigTerm);
        Assert.Equal("STOPPING=1", await Receive(manager));
        Assert.Equal(0, await server.End());
    }

    private static async Task<string> Ready(ApiClient api)
    {
        using var answer = await api.Send(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>What the server tells next, beside that it is alive and how it is.</summary>
    private static async Task<string> Receive(Socket manager)
    {
        while (true)
        {
            var told = Encoding.UTF8.GetString((await ReceiveAny(manager)).Span);
            if (told != Alive && !told.StartsWith("STATUS=", StringComparison.Ordinal))
            {
                return told;
            }
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReceiveAny(Socket manager)
    {
        var buffer = new byte[512];
        return buffer.AsMemory(0, await manager.ReceiveAsync(buffer).WaitAsync(Patience));
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
