using System.Net.Sockets;

namespace Daypass.Client.Http;

/// <summary>Closes a socket that is still connecting when its time is over, which ends the connecting.</summary>
internal sealed class ConnectLimit
{
    private const int Running = 0;
    private const int Ended = 1;
    private const int Over = 2;

    private readonly Socket socket;
    private readonly Timer? timer;
    private int state;

    /// <summary>Begins to count.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="patience">How long connecting may take; null for ever.</param>
    public ConnectLimit(Socket socket, TimeSpan? patience)
    {
        this.socket = socket;
        timer = patience is { } limit ? new Timer(static self => ((ConnectLimit)self!).Close(), this, limit, Timeout.InfiniteTimeSpan) : null;
    }

    /// <summary>True when time was over before <see cref="End"/>.</summary>
    public bool Reached => Volatile.Read(ref state) == Over;

    /// <summary>Ends the counting.</summary>
    /// <returns>False when time was over and the socket is closed.</returns>
    public bool End()
    {
        var inTime = Interlocked.CompareExchange(ref state, Ended, Running) == Running;
        timer?.Dispose();
        return inTime;
    }

    private void Close()
    {
        if (Interlocked.CompareExchange(ref state, Over, Running) == Running)
        {
            socket.Dispose();
        }
    }
}
