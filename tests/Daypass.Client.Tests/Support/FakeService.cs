using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Daypass.Client.Tests.Support;

/// <summary>A request as a fake service received it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The path and the query.</param>
/// <param name="Headers">The headers, names in lower case.</param>
/// <param name="Body">The body as text.</param>
public sealed record FakeRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A field of a form in the body, or null.</summary>
    public string? Field(string name)
    {
        foreach (var pair in Body.Split('&'))
        {
            var parts = pair.Split('=', 2);
            if (Uri.UnescapeDataString(parts[0]) == name)
            {
                return Uri.UnescapeDataString(parts.Length > 1 ? parts[1].Replace('+', ' ') : string.Empty);
            }
        }

        return null;
    }
}

/// <summary>What a fake service answers.</summary>
/// <param name="Body">The body.</param>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The type of the body.</param>
public sealed record FakeAnswer(string Body, int Status = 200, string ContentType = "text/xml")
{
    /// <summary>Further header lines.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];
}

/// <summary>An HTTP service on a free port that answers what a test says and remembers what it was asked.</summary>
public sealed class FakeService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<FakeRequest, FakeAnswer> _answer;
    private readonly List<FakeRequest> _requests = [];

    /// <summary>Starts the service.</summary>
    public FakeService(Func<FakeRequest, FakeAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(Listen);
    }

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What it was asked so far.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Stop();

    private async Task Listen()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = Task.Run(() => Serve(client));
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            if (await Read(reader) is not { } request)
            {
                return;
            }

            lock (_requests)
            {
                _requests.Add(request);
            }

            var given = _answer(request);
            var body = Encoding.UTF8.GetBytes(given.Body);
            var head = new StringBuilder(
                $"HTTP/1.1 {given.Status} OK\r\nContent-Type: {given.ContentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n");
            foreach (var header in given.Headers)
            {
                head.Append(header).Append("\r\n");
            }

            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body]);
        }
    }

    private static async Task<FakeRequest?> Read(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { Length: > 0 } start)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            var parts = line.Split(':', 2);
            headers[parts[0].ToLowerInvariant()] = parts[1].Trim();
        }

        var body = new char[headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        for (var filled = 0; filled < body.Length;)
        {
            var count = await reader.ReadAsync(body.AsMemory(filled));
            if (count == 0)
            {
                return null;
            }

            filled += count;
        }

        var words = start.Split(' ');
        return new FakeRequest(words[0], words[1], headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(new string(body))));
    }
}
