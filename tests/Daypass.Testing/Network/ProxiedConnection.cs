using System.Net;
using System.Net.Sockets;

namespace Daypass.Testing.Network;

/// <summary>One connection through the proxy: two sockets, and what is read from each written to the other.</summary>
internal sealed class ProxiedConnection(Socket client, Func<Weather> weather)
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _isDead;

    /// <summary>From now on and for ever the client hears nothing.</summary>
    public void LoseAnswers() => _isDead = true;

    /// <summary>Resets both ends.</summary>
    public void Reset()
    {
        foreach (var socket in new[] { client, _server })
        {
            // Without lingering, closing sends a reset.
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
            {
                continue;
            }

            socket.Dispose();
        }
    }

    /// <summary>Connects to the backend and carries until one end closes.</summary>
    public async Task Run(int backend)
    {
        client.NoDelay = true;
        try
        {
            await Held();
            await _server.ConnectAsync(IPAddress.Loopback, backend);
            await Task.WhenAny(Pump(client, _server, areAnswers: false), Pump(_server, client, areAnswers: true));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The backend is not there: the client sees its connection end.
        }

        client.Dispose();
        _server.Dispose();
    }

    private async Task Pump(Socket from, Socket to, bool areAnswers)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                if (areAnswers)
                {
                    await Task.Delay(weather().Delay);
                }

                await Held();
                for (var sent = 0; sent < read && !(areAnswers && _isDead);)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Ended, or reset.
        }

        // A client behind a network that loses answers does not hear of the end, either.
        if (areAnswers && _isDead)
        {
            await Closed(to);
        }
    }

    private async Task Held()
    {
        while (weather().Hold is { } hold)
        {
            await hold.Task;
        }
    }

    private static async Task Closed(Socket client)
    {
        // The other pump reads what the client sends; this one only waits for its end.
        while (client.Connected)
        {
            await Task.Delay(50);
        }
    }
}
