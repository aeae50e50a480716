using System.Net;
using System.Net.Sockets;

namespace Daypass.Testing.Network;

/// <summary>A TCP proxy on loopback whose network can fail in the ways networks do; what passes through is never altered.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _changing = new();
    private readonly HashSet<ProxiedConnection> _connections = [];
    private readonly Task _accepting;
    private volatile int _backend;
    private Weather _weather = Weather.Fair;

    private TcpProxy(int backend)
    {
        _backend = backend;
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections are open.</summary>
    public int Count
    {
        get
        {
            lock (_changing)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Starts one in front of a port of loopback.</summary>
    public static TcpProxy To(int port) => new(port);

    /// <summary>Connections made from now on lead to another port; those that are open stay where they lead.</summary>
    public void Redirect(int port) => _backend = port;

    /// <summary>
    /// Everything passes at once again. What a stall held back arrives late; connections whose answers were lost stay dead, as behind a firewall that forgot
    /// them.
    /// </summary>
    public void Flow() => Change(Weather.Fair);

    /// <summary>Connections are accepted and stay open, but nothing passes in either direction.</summary>
    public void Stall() => Change(new Weather { Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) });

    /// <summary>What clients send arrives; what the server answers does not, and nobody is told.</summary>
    public void LoseAnswers() => Change(new Weather { LosesAnswers = true });

    /// <summary>Each answer is late by so much.</summary>
    public void Slow(TimeSpan by) => Change(new Weather { Delay = by });

    /// <summary>Resets all open connections, as a restarted router does.</summary>
    public void Reset()
    {
        ProxiedConnection[] open;
        lock (_changing)
        {
            open = [.. _connections];
        }

        foreach (var connection in open)
        {
            connection.Reset();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        Flow();
        Reset();
        _listener.Dispose();
        _ended.Dispose();
    }

    private void Change(Weather next)
    {
        Weather before;
        lock (_changing)
        {
            (before, _weather) = (_weather, next);
            if (next.LosesAnswers)
            {
                foreach (var connection in _connections)
                {
                    connection.LoseAnswers();
                }
            }
        }

        before.Hold?.TrySetResult();
    }

    private async Task Accept()
    {
        while (!_ended.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_ended.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException
                && _ended.IsCancellationRequested)
            {
                return;
            }

            var connection = new ProxiedConnection(client, () => _weather);
            lock (_changing)
            {
                _connections.Add(connection);
                if (_weather.LosesAnswers)
                {
                    connection.LoseAnswers();
                }
            }

            _ = Carry(connection);
        }
    }

    private async Task Carry(ProxiedConnection connection)
    {
        await connection.Run(_backend);
        lock (_changing)
        {
            _connections.Remove(connection);
        }
    }
}

/// <summary>What the network is like.</summary>
internal sealed record Weather
{
    public static Weather Fair { get; } = new();

    /// <summary>Until this is done nothing passes.</summary>
    public TaskCompletionSource? Hold { get; init; }

    /// <summary>Answers never arrive.</summary>
    public bool LosesAnswers { get; init; }

    /// <summary>By how much each answer is late.</summary>
    public TimeSpan Delay { get; init; }
}
