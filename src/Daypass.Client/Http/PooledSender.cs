using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Daypass.Client.Http;

/// <summary>
/// Sends requests through the framework's client, whose connections are used again: for processes that send many requests, and where a
/// proxy stands in between.
/// </summary>
public sealed class PooledSender : IHttpSender
{
    private const int MaximumBody = 16 * 1024 * 1024;

    // After this time a name may lead to another machine.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(HttpSettings Settings, DateTime BundleWritten), HttpClient> _clients = new();

    private PooledSender()
    {
    }

    /// <summary>The only one.</summary>
    public static PooledSender Instance { get; } = new();

    /// <inheritdoc/>
    public HttpResult Send(HttpRequest request, HttpSettings settings)
    {
        if (settings.FindFault(request.Url) is { } fault)
        {
            return new HttpResult(null, HttpFailure.Setting, fault);
        }

        using var message = CreateMessage(request);
        using var limit = new CancellationTokenSource();
        if (settings.ReadTimeout is { } patience)
        {
            // Connecting has a limit of its own; this one is for the whole answer.
            limit.CancelAfter(patience + (settings.ConnectTimeout ?? TimeSpan.Zero));
        }

        try
        {
            using var answer = FindClient(settings).Send(message, limit.Token);
            using var body = new MemoryStream();
            answer.Content.ReadAsStream(limit.Token).CopyTo(body);
            return new HttpResult(new HttpAnswer((int)answer.StatusCode, ReadHeaders(answer), body.ToArray()));
        }
        catch (HttpRequestException failed)
        {
            var reason = failed.InnerException is AuthenticationException { InnerException: { } inner } ? inner : failed.InnerException ?? failed;
            return new HttpResult(null, Classify(failed, settings.Proxy), reason.Message);
        }
        catch (OperationCanceledException)
        {
            return limit.IsCancellationRequested
                ? new HttpResult(null, HttpFailure.ReadTimeout, "the answer took too long")
                : new HttpResult(
                    null,
                    settings.Proxy is null ? HttpFailure.ConnectTimeout : HttpFailure.Proxy,
                    $"no answer from {settings.Proxy?.Name ?? request.Url.IdnHost}");
        }
        catch (Exception broken) when (broken is IOException or CryptographicException)
        {
            return new HttpResult(null, HttpFailure.Closed, broken.Message);
        }
        catch (AuthenticationException untrusted)
        {
            return new HttpResult(null, HttpFailure.Tls, untrusted.Message);
        }
        catch (SocketException unreachable)
        {
            return new HttpResult(null, HttpFailure.Unreachable, unreachable.Message);
        }
    }

    private static HttpFailure Classify(HttpRequestException failed, ProxyServer? proxy) => failed.HttpRequestError switch
    {
        HttpRequestError.ProxyTunnelError => HttpFailure.Proxy,
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError when proxy is not null => HttpFailure.Proxy,
        HttpRequestError.SecureConnectionError => HttpFailure.Tls,
        HttpRequestError.ResponseEnded => HttpFailure.Closed,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => HttpFailure.Malformed,
        _ => failed.InnerException is AuthenticationException
            ? HttpFailure.Tls
            : failed.InnerException is IOException ? HttpFailure.Closed : HttpFailure.Unreachable,
    };

    // One client for each way to connect. How long an answer may take is the request's own affair; a bundle that was replaced is read again.
    private HttpClient FindClient(HttpSettings settings)
    {
        var written = settings.CertificateBundle is { } bundle ? File.GetLastWriteTimeUtc(bundle) : default;
        return _clients.GetOrAdd((settings with { ReadTimeout = null }, written), static key => CreateClient(key.Settings));
    }

    private static HttpClient CreateClient(HttpSettings settings)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = settings.ConnectTimeout ?? Timeout.InfiniteTimeSpan,
            PooledConnectionLifetime = ConnectionLifetime,
            UseProxy = settings.Proxy is not null,
            Proxy = settings.Proxy?.Url is { } proxy ? CreateProxy(proxy) : null,
        };
        Certificates.Apply(handler.SslOptions, settings);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaximumBody };
    }

    private static HttpRequestMessage CreateMessage(HttpRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        message.Headers.Host = request.Host;
        message.Content = request.Body is null ? null : new ByteArrayContent(request.Body);
        foreach (var header in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                message.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        return message;
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
        foreach (var header in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            headers.Add(new HttpHeader(header.Key, header.Value.ToString()));
        }

        return headers;
    }
}
