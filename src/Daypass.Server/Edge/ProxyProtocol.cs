using System.Net;
using Daypass.Server.Options;
using Microsoft.AspNetCore.Connections;

namespace Daypass.Server.Edge;

/// <summary>Takes the header of the PROXY protocol off each connection of a listener that demands it, before anything else is read.</summary>
/// <remarks>Whether the header is there is never guessed: a client that may send one would choose its own address.</remarks>
internal sealed partial class ProxyProtocol(EdgeOptions options, TimeProvider clock, ILogger<ProxyProtocol> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LogPace _pace = new(clock);

    /// <summary>The step of the listener's connections.</summary>
    public ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        if (connection.RemoteEndPoint is not IPEndPoint peer || !options.Trusts(peer.Address))
        {
            Refuse(connection, "it is no trusted proxy (--trusted-proxy)");
            return;
        }

        using var enough = new CancellationTokenSource(Patience, clock);
        if (await Read(connection, enough.Token) is not { } header)
        {
            Refuse(connection, "its connection does not begin with the header of the PROXY protocol");
            return;
        }

        // Also when the header names nobody: what such a client writes in its own headers is not the proxy's word.
        connection.Features.Set<IProxiedConnection>(Mark.Instance);
        if (header.Client is { } client)
        {
            connection.RemoteEndPoint = client;
            if (header.IsSecure)
            {
                connection.Features.Set<IProxiedTls>(Mark.Instance);
            }
        }

        await next(connection);
    };

    private void Refuse(ConnectionContext connection, string reason)
    {
        if (_pace.TryTake())
        {
            LogRefused(connection.RemoteEndPoint, reason);
        }

        connection.Abort();
    }

    private static async ValueTask<ProxyHeader?> Read(ConnectionContext connection, CancellationToken enough)
    {
        var input = connection.Transport.Input;
        try
        {
            while (true)
            {
                var received = await input.ReadAsync(enough);
                switch (ProxyHeader.Read(received.Buffer, out var header, out var consumed))
                {
                    case true:
                        input.AdvanceTo(received.Buffer.GetPosition(consumed));
                        return header;
                    case null when !received.IsCompleted:
                        input.AdvanceTo(received.Buffer.Start, received.Buffer.End);
                        break;
                    default:
                        input.AdvanceTo(received.Buffer.End);
                        return null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (ConnectionResetException)
        {
            return null;
        }
    }

    [LoggerMessage(22, LogLevel.Information, "A connection of {Peer} was closed: {Reason}")]
    private partial void LogRefused(EndPoint? peer, string reason);

    private sealed class Mark : IProxiedConnection, IProxiedTls
    {
        public static readonly Mark Instance = new();
    }
}
