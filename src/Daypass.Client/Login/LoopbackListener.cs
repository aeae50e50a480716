using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Client.Faults;

namespace Daypass.Client.Login;

/// <summary>A listener on this machine alone, to which a browser brings back the result of a sign-in.</summary>
public sealed class LoopbackListener : IDisposable
{
    private const int LongestHead = 32 * 1024;
    private const int LongestBody = 512 * 1024;
    private const string Page = "<!doctype html><meta charset=utf-8><title>Signed in</title><p>You are signed in. This window may be closed.";

    private readonly TcpListener listener;

    private LoopbackListener(TcpListener listener) => this.listener = listener;

    /// <summary>Listens on a port; 0 takes a free one.</summary>
    public static Outcome<LoopbackListener> Start(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new LoopbackListener(listener);
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            return ClientFault.General($"Port {port} on this machine cannot be listened on: {taken.Message}");
        }
    }

    /// <summary>The address of a path here.</summary>
    public string Address(string path) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{path}");

    /// <summary>Waits for a request to a path; others are answered with 404, and requests that are not wanted with 400.</summary>
    /// <param name="path">The path.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="wanted">Whether the fields of the query or the form are the ones waited for.</param>
    /// <returns>The fields, or that nobody came.</returns>
    public Outcome<IReadOnlyDictionary<string, string>> Wait(string path, TimeSpan patience, Func<IReadOnlyDictionary<string, string>, bool> wanted)
    {
        var end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            var left = end - Environment.TickCount64;
            if (left <= 0 || !listener.Server.Poll(TimeSpan.FromMilliseconds(left), SelectMode.SelectRead))
            {
                return ClientFault.General("The browser did not come back in time.");
            }

            using var client = listener.AcceptTcpClient();
            try
            {
                client.ReceiveTimeout = client.SendTimeout = 5000;
                var stream = client.GetStream();
                if (Read(stream) is not var (target, body))
                {
                    Answer(stream, "400 Bad Request", string.Empty);
                    continue;
                }

                var mark = target.IndexOf('?', StringComparison.Ordinal);
                if ((mark < 0 ? target : target[..mark]) != path)
                {
                    Answer(stream, "404 Not Found", string.Empty);
                    continue;
                }

                var fields = Fields(body.Length > 0 ? body : mark < 0 ? string.Empty : target[(mark + 1)..]);
                var isWanted = wanted(fields);
                Answer(stream, isWanted ? "200 OK" : "400 Bad Request", isWanted ? Page : string.Empty);
                if (isWanted)
                {
                    return fields;
                }
            }
            catch (IOException)
            {
                // The browser went away, or spoke another protocol; the right request may still come.
                continue;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private static (string Target, string Body)? Read(NetworkStream stream)
    {
        var buffer = new byte[LongestHead];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = length < buffer.Length ? stream.Read(buffer, length, buffer.Length - length) : 0;
            if (count == 0)
            {
                return null;
            }

            length += count;
        }

        var lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n");
        var start = lines[0].Split(' ');
        if (start.Length != 3 || start[0] is not ("GET" or "POST"))
        {
            return null;
        }

        var size = start[0] == "POST" ? ContentLength(lines) : 0;
        if (size is < 0 or > LongestBody)
        {
            return null;
        }

        var body = new byte[size];
        var filled = Math.Min(size, length - end - 4);
        buffer.AsSpan(end + 4, filled).CopyTo(body);
        stream.ReadExactly(body, filled, size - filled);
        return (start[1], Encoding.ASCII.GetString(body));
    }

    private static int ContentLength(string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return int.TryParse(line.AsSpan("Content-Length:".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var length) ? length : -1;
            }
        }

        return -1;
    }

    private static Dictionary<string, string> Fields(string form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Replace('+', ' ').Split('=', 2);
            fields.TryAdd(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        }

        return fields;
    }

    private static void Answer(NetworkStream stream, string status, string page)
    {
        var body = Encoding.UTF8.GetBytes(page);
        var head = $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n";
        stream.Write([.. Encoding.ASCII.GetBytes(head), .. body]);
    }
}
