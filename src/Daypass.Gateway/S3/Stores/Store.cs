using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Daypass.Gateway.S3.Settings;

namespace Daypass.Gateway.S3.Stores;

/// <summary>A store: its addresses, its connections, its key. Safe for any number of threads.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly StoreSigner _signer;

    /// <summary>Connects when there is something to ask.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="times">How long things may take.</param>
    /// <param name="clock">The clock.</param>
    public Store(StoreSettings settings, TimeSettings times, TimeProvider clock)
    {
        Settings = settings;
        Http = new HttpMessageInvoker(CreateHandler(settings, times));
        _signer = new StoreSigner(settings, clock);
        Hosts = new StoreHosts(settings, Http, clock);
    }

    /// <summary>What the operator set.</summary>
    public StoreSettings Settings { get; }

    /// <summary>Its addresses.</summary>
    public StoreHosts Hosts { get; }

    /// <summary>Its connections.</summary>
    public HttpMessageInvoker Http { get; }

    /// <summary>Whether it has an operation.</summary>
    public bool Has(string operation) => Settings.Operations.Contains(operation);

    /// <summary>Makes a request out of a call, signed for one of the addresses.</summary>
    public void Write(StoreCall call, Uri url, HttpRequestMessage request)
    {
        var address = StoreAddress.Of(call, url, Settings.UsesVirtualHosts);
        request.Method = HttpMethod.Parse(call.Method);
        request.RequestUri = address.At(url);
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (request.Content is not null)
        {
            request.Content.Headers.ContentLength = call.Length;
        }

        _signer.Write(call, address, request);
    }

    /// <summary>Asks, with a body of ours that can be sent again, and again at another address when nobody was there to take it.</summary>
    /// <exception cref="StoreAwayException">No address could be reached.</exception>
    public async Task<HttpResponseMessage> Send(StoreCall call, ReadOnlyMemory<byte>? body, CancellationToken cancelled)
    {
        for (var attempt = 0; ; attempt++)
        {
            var url = Hosts.Next() ?? throw new StoreAwayException($"The store {Settings.Name} cannot be reached.");
            using var request = new HttpRequestMessage();
            request.Content = body is { } bytes ? new ReadOnlyMemoryContent(bytes) : null;
            Write(call with { Length = body?.Length }, url, request);
            try
            {
                return await Http.SendAsync(request, cancelled);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                if (failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError })
                {
                    Hosts.PutAside(url, failure.Message);
                    continue;
                }

                if (attempt > 0 || call.Method is not ("GET" or "HEAD"))
                {
                    throw new StoreAwayException($"The store {Settings.Name} broke off: {failure.Message}", failure);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Hosts.DisposeAsync();
        Http.Dispose();
    }

    private static SocketsHttpHandler CreateHandler(StoreSettings settings, TimeSettings times)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = times.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = settings.Connections,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(1),
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        if (settings.Roots is { } roots)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(roots);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
