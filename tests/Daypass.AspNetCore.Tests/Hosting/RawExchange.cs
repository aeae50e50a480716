using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Daypass.AspNetCore.Tests.Hosting;

/// <summary>One exchange of bytes, for requests that no client would send.</summary>
/// <param name="Status">The status; 0 when the connection was closed without an answer.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">The body.</param>
internal sealed record RawExchange(int Status, string Head, string Body)
{
    /// <summary>Sends bytes and reads the answer.</summary>
    public static async Task<RawExchange> Send(Uri url, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        var stream = client.GetStream();
        using var received = new MemoryStream();
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await stream.WriteAsync(request, enough.Token);
            await stream.CopyToAsync(received, enough.Token);
        }
        catch (IOException)
        {
            // A server that refuses hangs up while the rest is still on its way; what it answered until then is the answer.
            received.Position = received.Length;
        }

        var text = Encoding.Latin1.GetString(received.ToArray());
        while (text.StartsWith("HTTP/1.1 100", StringComparison.Ordinal))
        {
            text = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        }

        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0
            ? new RawExchange(0, text, "")
            : new RawExchange(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
    }

    /// <summary>A request of lines.</summary>
    public static byte[] Request(IEnumerable<string> lines, byte[]? body = null) =>
        [.. Encoding.Latin1.GetBytes(string.Concat(lines.Select(static line => line + "\r\n")) + "\r\n"), .. body ?? []];
}
