using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Daypass.Federation.Oidc.Providers;
using Daypass.Protocol.Errors;

namespace Daypass.Federation.Oidc.Fetching;

/// <summary>Outgoing HTTPS for one fetch from one provider: filtered addresses, no redirects, no proxy, no cookies, no decompression, capped answers.</summary>
internal sealed class IssuerConnection : IDisposable
{
    private readonly OutboundRules _rules;
    private readonly CertificateValidator _judge;
    private readonly HttpMessageInvoker _http;

    internal IssuerConnection(OidcIssuer provider, OutboundRules rules)
    {
        _rules = rules;
        _judge = new CertificateValidator(provider, rules);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            ConnectCallback = Connect,
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = CertificateValidator.SystemRoots(),
                RemoteCertificateValidationCallback = _judge.Accept,
            },
        });
    }

    /// <summary>Why the TLS certificate was refused, if it was.</summary>
    internal string? CertificateRefusal => _judge.Refusal;

    /// <summary>Why no connection was tried, if a rule forbade it.</summary>
    internal string? AddressRefusal { get; private set; }

    /// <summary>The body of a 200 answer and its Cache-Control lifetime.</summary>
    /// <exception cref="HttpRequestException">The connection failed.</exception>
    /// <exception cref="UnusableAnswerException">
    /// The address is not allowed, or the answer has another status, an encoding, or more than <paramref name="limit"/> octets.
    /// </exception>
    internal async Task<(ReadOnlyMemory<byte> Body, TimeSpan? MaxAge)> Get(Uri address, int limit, CancellationToken cancelled)
    {
        if (!IsAllowedHost(address))
        {
            throw new UnusableAnswerException(Reasons.AddressNotHttps.Text);
        }

        using var request = new HttpRequestMessage(
            HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.ConnectionClose = true;
        using var response = await _http.SendAsync(request, cancelled);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new UnusableAnswerException(Reasons.AnswerStatus.With(string.Create(CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}")));
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new UnusableAnswerException(Reasons.AnswerEncoded.Text);
        }

        return (await ReadCapped(response.Content, limit, cancelled), ReadMaxAge(response.Headers));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadCapped(HttpContent content, int limit, CancellationToken cancelled)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw new UnusableAnswerException(Reasons.AnswerTooLong.Text);
        }

        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        await using var stream = await content.ReadAsStreamAsync(cancelled);
        for (int read; (read = await stream.ReadAsync(buffer, cancelled)) > 0;)
        {
            if (kept.Length + read > limit)
            {
                throw new UnusableAnswerException(Reasons.AnswerTooLong.Text);
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static TimeSpan? ReadMaxAge(HttpResponseHeaders headers) => headers.CacheControl switch
    {
        null => null,
        { NoStore: true } or { NoCache: true } => TimeSpan.Zero,
        { MaxAge: { } maxAge } => maxAge - (headers.Age ?? TimeSpan.Zero),
        _ => null,
    };

    private bool IsAllowedHost(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
        {
            return false;
        }

        if (_rules.Hosts.Count == 0)
        {
            return true;
        }

        foreach (var host in _rules.Hosts)
        {
            if (string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Resolving, judging and connecting are one step with the same address: a name that changes its answer in between gains nothing.
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancelled)
    {
        var target = context.DnsEndPoint;
        if (_rules.Resolve.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"{target.Host.ToLowerInvariant()}:{target.Port}"), out var pinned))
        {
            return await Open(pinned, cancelled);
        }

        var addresses = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(target.Host, cancelled);
        SocketException? last = null;
        foreach (var address in addresses)
        {
            if (!AddressFilter.Allows(_rules, address))
            {
                continue;
            }

            try
            {
                return await Open(new IPEndPoint(address, target.Port), cancelled);
            }
            catch (SocketException failure)
            {
                last = failure;
            }
        }

        AddressRefusal = last is null ? Reasons.AddressForbidden.Text : null;
        throw new HttpRequestException("no address of the host may be connected to, or none answers", last);
    }

    private static async ValueTask<Stream> Open(IPEndPoint address, CancellationToken cancelled)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancelled);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
