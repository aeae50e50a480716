using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Client.Http;
using Daypass.Client.Tests.Support;

namespace Daypass.Client.Tests.Http;

public sealed class PooledSenderTests
{
    [Fact]
    public void A_request_goes_to_the_proxy_with_its_name_and_password()
    {
        using var proxy = new FakeService(static request => request.Headers.ContainsKey("proxy-authorization")
            ? new FakeAnswer("through")
            : new FakeAnswer(string.Empty, 407) { Headers = ["Proxy-Authenticate: Basic realm=\"p\""] });
        var address = new Uri(proxy.Url.Replace("http://", "http://us%40er:wo%3Ard@", StringComparison.Ordinal));
        var settings = new HttpSettings { Proxy = new ProxyServer(address, "a test") };
        var answer = new SocketSender().Send(new HttpRequest("POST", new Uri("http://sts.example/path")) { Body = "a=b"u8.ToArray() }, settings).Answer;
        Assert.Equal("through", Encoding.UTF8.GetString(answer!.Body));
        Assert.Equal(("http://sts.example/path", "a=b"), (proxy.Requests[^1].Target, proxy.Requests[^1].Body));
        Assert.Equal("sts.example", proxy.Requests[^1].Headers["host"]);
        Assert.Equal("Basic " + Convert.ToBase64String("us@er:wo:rd"u8), proxy.Requests[^1].Headers["proxy-authorization"]);
    }

    [Fact]
    public void Without_a_proxy_in_its_settings_it_goes_straight_whatever_the_environment_of_the_process_says()
    {
        using var service = new FakeService(static request => new FakeAnswer(request.Target));
        Assert.Equal(
            "/x",
            Encoding.UTF8.GetString(PooledSender.Instance.Send(new HttpRequest("GET", new Uri(service.Url + "/x")), new HttpSettings()).Answer!.Body));
    }

    [Fact]
    public void A_connection_is_used_again()
    {
        using var server = new PersistentServer();
        foreach (var number in Enumerable.Range(1, 3))
        {
            var answer = PooledSender.Instance.Send(new HttpRequest("POST", server.Url) { Body = "x"u8.ToArray() }, new HttpSettings()).Answer;
            Assert.Equal(200, answer!.Status);
            Assert.Equal((1, number), (server.Connections, server.Requests));
        }
    }

    [Fact]
    public void What_a_network_does_is_told_apart()
    {
        using var dead = new TcpListener(IPAddress.Loopback, 0);
        dead.Start();
        var closed = new Uri($"http://{dead.LocalEndpoint}");
        dead.Stop();
        Assert.Equal(HttpFailure.Unreachable, Send(closed));

        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Assert.Equal(HttpFailure.ReadTimeout, Send(new Uri($"http://{silent.LocalEndpoint}"), patience: 1));

        using var garbage = new PersistentServer("no HTTP at all\r\n\r\n");
        Assert.Equal(HttpFailure.Malformed, Send(garbage.Url));

        using var hangsUp = new PersistentServer(string.Empty);
        Assert.Equal(HttpFailure.Closed, Send(hangsUp.Url));
        Assert.Equal(HttpFailure.Tls, Send(new Uri(garbage.Url.AbsoluteUri.Replace("http:", "https:", StringComparison.Ordinal))));
    }

    [Fact]
    public void An_answer_has_a_largest_size()
    {
        using var endless = new PersistentServer($"HTTP/1.1 200 OK\r\nContent-Length: {17 * 1024 * 1024}\r\n\r\n");
        Assert.Equal(HttpFailure.Malformed, Send(endless.Url));
    }

    private static HttpFailure Send(Uri url, double patience = 60)
    {
        var limit = TimeSpan.FromSeconds(patience / 2);
        return PooledSender.Instance.Send(new HttpRequest("GET", url), new HttpSettings { ConnectTimeout = limit, ReadTimeout = limit }).Failure;
    }

    /// <summary>A server that answers every request of a connection, and counts both.</summary>
    private sealed class PersistentServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string _answer;
        private int _connections;
        private int _requests;

        public PersistentServer(string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        {
            _answer = answer;
            _listener.Start();
            _ = Task.Run(Listen);
        }

        public Uri Url => new($"http://{_listener.LocalEndpoint}/");

        public int Connections => Volatile.Read(ref _connections);

        public int Requests => Volatile.Read(ref _requests);

        public void Dispose() => _listener.Dispose();

        private async Task Listen()
        {
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                    _ = Task.Run(() => Serve(client));
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private void Serve(TcpClient client)
        {
            using (client)
            {
                var stream = client.GetStream();
                var buffer = new byte[4096];
                try
                {
                    // The requests here are small enough to come in one piece; one with a body may come in two.
                    while (stream.Read(buffer) is > 0 and var count)
                    {
                        var text = Encoding.ASCII.GetString(buffer, 0, count);
                        if (text.StartsWith("POST", StringComparison.Ordinal)
                            && text.EndsWith("\r\n\r\n", StringComparison.Ordinal) && stream.Read(buffer) == 0)
                        {
                            return;
                        }

                        Interlocked.Increment(ref _requests);
                        stream.Write(Encoding.ASCII.GetBytes(_answer));
                        if (!_answer.StartsWith("HTTP", StringComparison.Ordinal))
                        {
                            return;
                        }
                    }
                }
                catch (IOException)
                {
                    // The client went away.
                }
            }
        }
    }
}
