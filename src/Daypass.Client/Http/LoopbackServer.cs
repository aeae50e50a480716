using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Client.Errors;

namespace Daypass.Client.Http;

/// <summary>
/// A small HTTP server for programs on this machine: it listens on 127.0.0.1 alone and answers only requests that name that address in
/// <c>Host</c>, so that a page whose name was rebound to loopback reaches nothing. Connections, their time and their size are bounded.
/// </summary>
public sealed class LoopbackServer : IDisposable
{
    private const int LongestHead = 32 * 1024;
    private const int LongestBody = 512 * 1024;
    private const int MostConnections = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;
    private readonly Func<LoopbackRequest, LoopbackAnswer> _handle;
    private readonly Action<string>? _trace;
    private readonly SemaphoreSlim _places = new(MostConnections);

    // The port is read once: requests that are still being answered ask for it after the listener has closed.
    private LoopbackServer(TcpListener listener, Func<LoopbackRequest, LoopbackAnswer> handle, Action<string>? trace) =>
        (_listener, Port, _handle, _trace) = (listener, ((IPEndPoint)listener.LocalEndpoint).Port, handle, trace);

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="handle">Answers a request; called on several threads.</param>
    /// <param name="trace">Receives a line about each request; null for none.</param>
    /// <returns>The server, or that the port is taken.</returns>
    public static ClientResult<LoopbackServer> Start(int port, Func<LoopbackRequest, LoopbackAnswer> handle, Action<string>? trace)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            return ClientError.General($"Port {port} on this machine cannot be listened on: {taken.Message}");
        }

        var server = new LoopbackServer(listener, handle, trace);
        new Thread(server.Listen) { IsBackground = true, Name = "loopback server" }.Start();
        return server;
    }

    /// <summary>The address of a path here.</summary>
    public string AddressOf(string path) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{path}");

    /// <summary>Takes no more connections; those it has are still answered.</summary>
    public void Dispose() => _listener.Dispose();

    private void Listen()
    {
        while (true)
        {
            try
            {
                _places.Wait();
                var client = _listener.AcceptTcpClient();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                _trace?.Invoke("The loopback server is closed.");
                return;
            }
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
                client.SendTimeout = (int)Patience.TotalMilliseconds;
                var stream = client.GetStream();
                var answer = Read(client, end) is { } request
                    ? _handle(request)
                    : new LoopbackAnswer("400 Bad Request", "text/plain", "Only requests to this address are answered.\n");
                _trace?.Invoke($"The loopback server answered {answer.Status}.");
                try
                {
                    Write(stream, answer);
                }
                finally
                {
                    answer.Sent?.Invoke();
                }
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            // The other side went away, said nothing, or spoke another protocol; others may still come.
            _trace?.Invoke($"A request to the loopback server broke off: {broken.Message}");
        }
        finally
        {
            _places.Release();
        }
    }

    private LoopbackRequest? Read(TcpClient client, long end)
    {
        var buffer = new byte[LongestHead];
        var length = 0;
        int headEnd;
        while ((headEnd = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = length < buffer.Length ? Receive(client, buffer.AsSpan(length), end) : 0;
            if (count == 0)
            {
                return null;
            }

            length += count;
        }

        var lines = Encoding.Latin1.GetString(buffer, 0, headEnd).Split("\r\n");
        var start = lines[0].Split(' ');
        if (start.Length != 3 || start[0] is not ("GET" or "POST") || !IsOwnAddress(FindHeader(lines, "Host")))
        {
            return null;
        }

        var size = 0;
        if (start[0] == "POST"
            && !(int.TryParse(FindHeader(lines, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out size) && size <= LongestBody))
        {
            return null;
        }

        var body = new byte[size];
        var filled = Math.Min(size, length - headEnd - 4);
        buffer.AsSpan(headEnd + 4, filled).CopyTo(body);
        while (filled < size)
        {
            var count = Receive(client, body.AsSpan(filled), end);
            if (count == 0)
            {
                return null;
            }

            filled += count;
        }

        var mark = start[1].IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (start[1], string.Empty) : (start[1][..mark], start[1][(mark + 1)..]);
        return new LoopbackRequest(start[0], path, query, FindHeader(lines, "Authorization"), Encoding.UTF8.GetString(body));
    }

    // One deadline for the whole request: a byte now and then must not hold a place for ever.
    private static int Receive(TcpClient client, Span<byte> into, long end)
    {
        client.ReceiveTimeout = (int)Math.Max(1, end - Environment.TickCount64);
        return client.GetStream().Read(into);
    }

    private bool IsOwnAddress(string? host) =>
        host is not null
            && (host == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}")
                    || string.Equals(host, string.Create(CultureInfo.InvariantCulture, $"localhost:{Port}"), StringComparison.OrdinalIgnoreCase));

    // A header that stands twice is as good as none: the sender must not choose which of them counts.
    private static string? FindHeader(string[] lines, string name)
    {
        string? value = null;
        var count = 0;
        foreach (var line in lines)
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                value = line[(name.Length + 1)..].Trim();
                count++;
            }
        }

        return count == 1 ? value : null;
    }

    private static void Write(NetworkStream stream, LoopbackAnswer answer)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        var head = $"HTTP/1.1 {answer.Status}\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {body.Length}\r\nCache-Control: "
            + "no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        stream.Write([.. Encoding.ASCII.GetBytes(head), .. body]);
    }
}
