using System.Net.Sockets;

namespace Daypass.Server.Audit;

/// <summary>A socket of this machine that takes messages, such as <c>/dev/log</c>. Connected anew when whoever reads it was started again.</summary>
internal sealed class DatagramSocket(string path) : IDisposable
{
    private const int PatienceMilliseconds = 2000;

    private Socket? _socket;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Sends a message; null, or why it was not taken.</summary>
    public string? Send(ReadOnlySpan<byte> message)
    {
        for (var isConnected = _socket is not null; ; isConnected = false)
        {
            try
            {
                _socket ??= Connect();
                _socket.Send(message);
                return null;
            }
            catch (SocketException failure)
            {
                Dispose();
                if (!isConnected || failure.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock or SocketError.MessageSize)
                {
                    return $"{failure.Message}.";
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = PatienceMilliseconds };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
