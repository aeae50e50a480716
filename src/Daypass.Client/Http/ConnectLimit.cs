using System.Net.Sockets;

namespace Daypass.Client.Http;

/// <summary>Closes a socket that is still connecting when its time is over, which ends the connecting.</summary>
internal sealed class ConnectLimit
{
    private const int Running = 0;
    private const int Ended = 1;
    private const int Over = 2;

    private readonly Socket _socket;
    private readonly Timer? _timer;
    private int _state;

    /// <summary>Begins to count.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="patience">How long connecting may take; null for ever.</param>
    public ConnectLimit(Socket socket, TimeSpan? patience)
    {
        _socket = socket;
        _timer = patience is { } limit ? new Timer(static self => ((ConnectLimit)self!).Close(), this, limit, Timeout.InfiniteTimeSpan) : null;
    }

    /// <summary>True when time was over before <see cref="End"/>.</summary>
    public bool Reached => Volatile.Read(ref _state) == Over;

    /// <summary>Ends the counting.</summary>
    /// <returns>False when time was over and the socket is closed.</returns>
    public bool End()
    {
        var inTime = Interlocked.CompareExchange(ref _state, Ended, Running) == Running;
        _timer?.Dispose();
        return inTime;
    }

    private void Close()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Running) == Running)
        {
            _socket.Dispose();
        }
    }
}
