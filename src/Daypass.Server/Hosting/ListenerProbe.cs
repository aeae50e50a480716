using System.Net;
using System.Net.Sockets;

namespace Daypass.Server.Hosting;

/// <summary>Knocks at the server's own door as a client does: a timer goes on although no connection is taken any more, or no thread is left to
/// answer.</summary>
/// <param name="urls">Where it listens.</param>
internal sealed class ListenerProbe(IEnumerable<string> urls)
{
    /// <summary>Whoever speaks TLS or wants the header of a proxy refuses it, which is an answer as well.</summary>
    private static readonly byte[] Request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly IPEndPoint _door = Door(urls.First());

    /// <summary>Whether the server said anything, or closed the connection, which it does where there are too many.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancelled">Gives up.</param>
    public async Task<bool> IsAnswered(TimeSpan patience, CancellationToken cancelled)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limited.CancelAfter(patience);
        using var socket = new Socket(_door.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(_door, limited.Token);
        }
        catch (SocketException refused)
        {
            // Nobody listens, or the machine says why it could not be tried: too few ports, a filter. Only the first is the server's fault.
            return refused.SocketErrorCode != SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            await socket.SendAsync(Request, limited.Token);
            await socket.ReceiveAsync(new byte[1], limited.Token);
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return false;
        }
    }

    private static IPEndPoint Door(string url)
    {
        var at = new Uri(url);
        var address = IPAddress.Parse(at.Host.Trim('[', ']'));
        var any = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        return new IPEndPoint(any, at.Port);
    }
}
