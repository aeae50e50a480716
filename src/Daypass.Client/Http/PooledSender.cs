using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Daypass.Client.Http;

/// <summary>Sends requests through the framework's client; used where a proxy stands in between.</summary>
public sealed class PooledSender : IHttpSender
{
    private PooledSender()
    {
    }

    /// <summary>The only one.</summary>
    public static PooledSender Instance { get; } = new();

    /// <inheritdoc/>
    public HttpResult Send(HttpRequest request, HttpSettings settings)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = settings.ConnectTimeout ?? Timeout.InfiniteTimeSpan,
            UseProxy = settings.Proxy is not null,
            Proxy = settings.Proxy is null ? null : CreateProxy(settings.Proxy),
        };
        Certificates.Apply(handler.SslOptions, settings);
        using var client = new HttpClient(handler) { Timeout = settings.ReadTimeout ?? Timeout.InfiniteTimeSpan };
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        message.Headers.Host = request.Host;
        message.Content = request.Body is null ? null : new ByteArrayContent(request.Body);
        foreach (var header in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                message.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        try
        {
            using var answer = client.Send(message);
            using var body = new MemoryStream();
            answer.Content.ReadAsStream().CopyTo(body);
            return new HttpResult(new HttpAnswer((int)answer.StatusCode, ReadHeaders(answer), body.ToArray()));
        }
        catch (HttpRequestException failed)
        {
            return new HttpResult(null, failed.InnerException is AuthenticationException ? HttpFailure.Tls : HttpFailure.Unreachable, failed.Message);
        }
        catch (OperationCanceledException)
        {
            return new HttpResult(null, HttpFailure.ReadTimeout, "the answer took too long");
        }
        catch (IOException broken)
        {
            return new HttpResult(null, HttpFailure.Closed, broken.Message);
        }
        catch (SocketException unreachable)
        {
            return new HttpResult(null, HttpFailure.Unreachable, unreachable.Message);
        }
    }

    private static WebProxy CreateProxy(Uri proxy)
    {
        var through = new WebProxy(proxy);
        if (proxy.UserInfo is { Length: > 0 } user)
        {
            var parts = user.Split(':', 2);
            through.Credentials = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        }

        return through;
    }

    private static List<HttpHeader> ReadHeaders(HttpResponseMessage answer)
    {
        List<HttpHeader> headers = [];
        foreach (var header in answer.Headers.NonValidated)
        {
            headers.Add(new HttpHeader(header.Key, header.Value.ToString()));
        }

        foreach (var header in answer.Content.Headers.NonValidated)
        {
            headers.Add(new HttpHeader(header.Key, header.Value.ToString()));
        }

        return headers;
    }
}
