using System.Net.Sockets;
using Daypass.Storage.Sql;
using Npgsql;

namespace Daypass.Storage.Postgres;

/// <summary>Listens on a connection of its own for what other nodes announce, and connects again when the connection is lost.</summary>
internal sealed class ChangeListener : IAsyncDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly NpgsqlDataSource _connections;
    private readonly Task _listening;

    public ChangeListener(NpgsqlDataSource connections, ChangeWatch watch, TimeProvider time)
    {
        _connections = connections;
        _listening = Listen(connections, watch, time, _ended.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
        _ended.Dispose();
    }

    private static async Task Listen(NpgsqlDataSource connections, ChangeWatch watch, TimeProvider time, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await ListenOnce(connections, watch, ended).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or UnusableDatabaseException or SocketException or IOException)
            {
                // The watch looks by itself meanwhile, and who reads is told what is wrong.
                await Task.Delay(RetryPause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task ListenOnce(NpgsqlDataSource connections, ChangeWatch watch, CancellationToken ended)
    {
        var connection = await connections.OpenConnectionAsync(ended).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, _) => watch.Signal();
            var listen = new NpgsqlCommand($"listen {PostgresEngine.Channel}", connection);
            await using (listen.ConfigureAwait(false))
            {
                await listen.ExecuteNonQueryAsync(ended).ConfigureAwait(false);
            }

            // What was committed before the ear was open is found by looking once.
            watch.Signal();
            while (true)
            {
                await connection.WaitAsync(ended).ConfigureAwait(false);
            }
        }
    }
}
