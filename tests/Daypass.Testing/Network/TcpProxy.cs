using System.Net;
using System.Net.Sockets;

namespace Daypass.Testing.Network;

/// <summary>A TCP proxy on loopback whose network can fail in the ways networks do; what passes through is never altered.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Lock changing = new();
    private readonly HashSet<ProxiedConnection> connections = [];
    private readonly Task accepting;
    private volatile int backend;
    private Weather weather = Weather.Fair;

    private TcpProxy(int backend)
    {
        this.backend = backend;
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections are open.</summary>
    public int Count
    {
        get
        {
            lock (changing)
            {
                return connections.Count;
            }
        }
    }

    /// <summary>Starts one in front of a port of loopback.</summary>
    public static TcpProxy To(int port) => new(port);

    /// <summary>Connections made from now on lead to another port; those that are open stay where they lead.</summary>
    public void Redirect(int port) => backend = port;

    /// <summary>Everything passes at once again. What a stall held back arrives late; connections whose answers were lost stay dead, as behind a firewall that forgot them.</summary>
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
        lock (changing)
        {
            open = [.. connections];
        }

        foreach (var connection in open)
        {
            connection.Reset();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await accepting;
        Flow();
        Reset();
        listener.Dispose();
        ended.Dispose();
    }

    private void Change(Weather next)
    {
        Weather before;
        lock (changing)
        {
            (before, weather) = (weather, next);
            if (next.LosesAnswers)
            {
                foreach (var connection in connections)
                {
                    connection.LoseAnswers();
                }
            }
        }

        before.Hold?.TrySetResult();
    }

    private async Task Accept()
    {
        while (!ended.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(ended.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException && ended.IsCancellationRequested)
            {
                return;
            }

            var connection = new ProxiedConnection(client, () => weather);
            lock (changing)
            {
                connections.Add(connection);
                if (weather.LosesAnswers)
                {
                    connection.LoseAnswers();
                }
            }

            _ = Carry(connection);
        }
    }

    private async Task Carry(ProxiedConnection connection)
    {
        await connection.Run(backend);
        lock (changing)
        {
            connections.Remove(connection);
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
