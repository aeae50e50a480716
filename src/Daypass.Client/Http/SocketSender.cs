using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Daypass.Client.Http;

/// <summary>
/// Sends a request over a connection of its own: half the start-up time of the framework's pooled client, which a command that sends one
/// request has no use for.
/// </summary>
public sealed class SocketSender : IHttpSender
{
    /// <inheritdoc/>
    public HttpResult Send(HttpRequest request, HttpSettings settings)
    {
        if (settings.Proxy is not null || settings.FindFault(request.Url) is not null)
        {
            return PooledSender.Instance.Send(request, settings);
        }

        try
        {
            using var socket = Connect(request.Url, settings.ConnectTimeout, out var refusal);
            if (socket is null)
            {
                return refusal;
            }

            if (settings.ReadTimeout is { } patience)
            {
                socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
                socket.SendTimeout = (int)patience.TotalMilliseconds;
            }

            using var network = new NetworkStream(socket);
            if (request.Url.Scheme == Uri.UriSchemeHttp)
            {
                return Exchange(network, request);
            }

            using var tls = new SslStream(network);
            tls.AuthenticateAsClient(Certificates.Options(request.Url.IdnHost, settings));
            return Exchange(tls, request);
        }
        catch (AuthenticationException bad)
        {
            return new HttpResult(null, HttpFailure.Tls, bad.InnerException?.Message ?? bad.Message);
        }
        catch (IOException broken)
        {
            return broken.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock }
                ? new HttpResult(null, HttpFailure.ReadTimeout, broken.Message)
                : new HttpResult(null, HttpFailure.Closed, broken.Message);
        }
        catch (SocketException unreachable)
        {
            return new HttpResult(null, HttpFailure.Unreachable, unreachable.Message);
        }
    }

    private static Socket? Connect(Uri url, TimeSpan? patience, out HttpResult refusal)
    {
        refusal = new HttpResult(null, HttpFailure.Unreachable, $"no address is known for {url.IdnHost}");
        var addresses = IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) ? [literal] : Dns.GetHostAddresses(url.IdnHost);
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

            // A blocking connect, whose limit is that another thread closes the socket: an asynchronous one costs a start-up several threads.
            var limit = new ConnectLimit(socket, patience);
            try
            {
                socket.Connect(address, url.Port);
                if (limit.End())
                {
                    return socket;
                }
            }
            catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
            {
                refusal = new HttpResult(null, HttpFailure.Unreachable, failed.Message);
                limit.End();
            }

            refusal = limit.Reached ? new HttpResult(null, HttpFailure.ConnectTimeout, $"no answer from {address}") : refusal;
            socket.Dispose();
        }

        return null;
    }

    private static HttpResult Exchange(Stream stream, HttpRequest request)
    {
        var head = new StringBuilder(512);
        head.Append(request.Method).Append(' ').Append(request.Url.PathAndQuery).Append(" HTTP/1.1\r\nHost: ").Append(request.Host).Append("\r\n");
        foreach (var header in request.Headers)
        {
            head.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        if (request.Body is not null)
        {
            head.Append("Content-Length: ").Append(request.Body.Length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        }

        head.Append("Connection: close\r\n\r\n");
        byte[] message = [.. Encoding.Latin1.GetBytes(head.ToString()), .. request.Body ?? []];
        stream.Write(message, 0, message.Length);
        return new AnswerReader(stream).Read(request.Method != "HEAD");
    }
}
