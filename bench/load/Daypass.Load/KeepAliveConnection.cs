using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Daypass.Load;

/// <summary>One keep-alive connection that sends ready-made requests, one after the other, and reads each answer whole.</summary>
internal sealed class KeepAliveConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[16 * 1024];

    public static async Task<KeepAliveConnection> Open(int port, CancellationToken cancelled)
    {
        var connection = new KeepAliveConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancelled);
        return connection;
    }

    /// <summary>Status and body of the answer; the body is valid until the next call.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Exchange(ReadOnlyMemory<byte> request, CancellationToken cancelled)
    {
        await _socket.SendAsync(request, cancelled);
        var have = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(have), cancelled);
            if (read == 0)
            {
                throw new IOException("The server closed a connection that should have been kept.");
            }

            have += read;
            var head = _buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
            if (head >= 0)
            {
                var whole = head + 4 + ContentLength(_buffer.AsSpan(0, head + 2));
                if (whole > _buffer.Length)
                {
                    Array.Resize(ref _buffer, whole);
                }

                if (have >= whole)
                {
                    return (Status(_buffer), _buffer.AsMemory(head + 4, whole - head - 4));
                }
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Status(ReadOnlySpan<byte> answer) => ((answer[9] - '0') * 100) + ((answer[10] - '0') * 10) + (answer[11] - '0');

    /// <summary>Both servers send a Content-Length; an answer without one ends the run.</summary>
    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        if (at < 0)
        {
            throw new IOException($"An answer has no Content-Length:\n{Encoding.UTF8.GetString(head)}");
        }

        var length = 0;
        foreach (var digit in head[(at + name.Length)..])
        {
            if (digit == '\r')
            {
                break;
            }

            length = (length * 10) + (digit - '0');
        }

        return length;
    }
}
