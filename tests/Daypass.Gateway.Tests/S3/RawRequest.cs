using System.Net;
using System.Net.Sockets;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Sends a request byte by byte, as no client would.</summary>
internal static class RawRequest
{
    /// <summary>The whole answer.</summary>
    public static Task<string> Send(int port, string method, string target, IEnumerable<HeaderField> headers, string body = "") =>
        Send(port, method, target, headers, body, static reader => reader.ReadToEndAsync());

    /// <summary>The first line of the answer to a request whose body does not come.</summary>
    public static Task<string> SendHead(int port, string method, string target, IEnumerable<HeaderField> headers) =>
        Send(port, method, target, headers, "", static async reader => await reader.ReadLineAsync() ?? "");

    private static async Task<string> Send(
        int port, string method, string target, IEnumerable<HeaderField> headers, string body, Func<StreamReader, Task<string>> read)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var all = headers.ToList();
        var text = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        foreach (var header in all)
        {
            text.Append($"{header.Name}: {header.Value}\r\n");
        }

        if (!all.Exists(static header => header.Name == "Connection"))
        {
            text.Append("Connection: close\r\n");
        }

        if (body.Length == 0 && method is "PUT" or "POST" && !all.Exists(static header => header.Name is "Content-Length" or "Transfer-Encoding"))
        {
            text.Append("Content-Length: 0\r\n");
        }

        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text.Append("\r\n").Append(body).ToString()));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await read(reader);
    }
}
