using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Daypass.Server.Hosting;

/// <summary>Tells the service manager how the server is (sd_notify(3) of systemd): ready, reloading, stopping, alive.</summary>
internal sealed class ServiceNotifier : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly TimeProvider _clock;

    private ServiceNotifier(string path, TimeSpan? watchdog, TimeProvider clock)
    {
        _clock = clock;
        Watchdog = watchdog;
        _socket.Connect(new UnixDomainSocketEndPoint(path is ['@', .. var name] ? "\0" + name : path));
    }

    /// <summary>How soon it has to hear that the server is alive, lest it end it; null when it does not watch.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>The one that started this process, or null.</summary>
    /// <exception cref="SocketException">It named a socket that is not there.</exception>
    public static ServiceNotifier? Find(Func<string, string?> variable, TimeProvider clock)
    {
        if (variable("NOTIFY_SOCKET") is not { Length: > 0 } path)
        {
            return null;
        }

        var isForThis = variable("WATCHDOG_PID") is not { Length: > 0 } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var isWatched = long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 && isForThis;
        return new ServiceNotifier(path, isWatched ? TimeSpan.FromMicroseconds(limit) : null, clock);
    }

    /// <summary>It serves.</summary>
    public void Ready() => Send("READY=1");

    /// <summary>It was just seen to answer.</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <summary>How it is, in words for a person who asks the service manager.</summary>
    public void Status(string sentence) => Send($"STATUS={sentence}");

    /// <summary>It reads its files again; <see cref="Ready"/> follows.</summary>
    public void Reloading() =>
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={(long)_clock.GetElapsedTime(0).TotalMicroseconds}"));

    /// <summary>It lets running requests finish.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Send(string state)
    {
        try
        {
            _socket.Send(Encoding.UTF8.GetBytes(state));
        }
        catch (SocketException)
        {
            // A manager that does not listen any more must not stop what it manages.
        }
    }
}
