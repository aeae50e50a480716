using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Daypass.Testing.Oidc;

/// <summary>
/// An OpenID Connect provider in this process, on loopback, over TLS: discovery, key set, tokens of any kind, and a switch for everything that can go wrong.
/// </summary>
/// <remarks>Its server is written out by hand, because most of its faults are ones that no web server lets one make.</remarks>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = [];
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;
    private int _discoveryRequests;
    private int _keySetRequests;
    private int _accepted;

    /// <summary>Starts it with one RS256 key.</summary>
    /// <param name="authority">Issues its certificate, unless one is given.</param>
    /// <param name="certificate">Another certificate to present.</param>
    /// <param name="path">A path behind the host, as in <c>/realms/main</c>.</param>
    public TestIssuer(TestAuthority authority, X509Certificate2? certificate = null, string path = "")
    {
        _certificate = certificate ?? authority.Issue();
        _listener.Start();
        Path = path;
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Url = $"https://localhost:{Port}{path}";
        Keys = [SigningKey.Create()];
        _accepting = Task.Run(Accept);
    }

    /// <summary>The issuer.</summary>
    public string Url { get; set; }

    /// <summary>The path behind the host.</summary>
    public string Path { get; }

    /// <summary>The thumbprint of its certificate.</summary>
    public string Thumbprint => _certificate.Thumbprint;

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What the key set holds, the first being the one that signs; replaced as a whole.</summary>
    public IReadOnlyList<SigningKey> Keys { get; set; }

    /// <summary>Replaces the key set document, for key sets that no <see cref="SigningKey"/> can express.</summary>
    public string? KeySetText { get; set; }

    /// <summary>The Cache-Control header of the key set.</summary>
    public string? CacheControl { get; set; }

    /// <summary>What is wrong.</summary>
    public IssuerFault Fault { get; set; }

    /// <summary>Where a redirect or a foreign <c>jwks_uri</c> leads.</summary>
    public string RedirectTo { get; set; } = "https://169.254.169.254/latest/meta-data/";

    /// <summary>How often discovery was asked for.</summary>
    public int DiscoveryRequests => Volatile.Read(ref _discoveryRequests);

    /// <summary>How often the key set was asked for.</summary>
    public int KeySetRequests => Volatile.Read(ref _keySetRequests);

    /// <summary>How many connections were accepted.</summary>
    public int Connections => Volatile.Read(ref _accepted);

    /// <summary>Claims of a good token: subject, audience, issued now, good for a quarter of an hour.</summary>
    public JsonObject Claims(DateTimeOffset now, string subject = "subject-1", string audience = "sts.amazonaws.com") => new()
    {
        ["iss"] = Url,
        ["sub"] = subject,
        ["aud"] = audience,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(15).ToUnixTimeSeconds(),
    };

    /// <summary>A token signed by the first key, or another, after its claims and header were changed at will.</summary>
    public string Mint(DateTimeOffset now, Action<JsonObject>? claims = null, Action<JsonObject>? header = null, SigningKey? key = null)
    {
        var signer = key ?? Keys[0];
        var written = Claims(now);
        claims?.Invoke(written);
        var head = TokenMint.Header(signer);
        header?.Invoke(head);
        return TokenMint.Sign(signer, head.ToJsonString(), written.ToJsonString());
    }

    /// <summary>Signs with a new key from now on; the old one stays in the set unless told otherwise.</summary>
    public SigningKey Rotate(bool keepOld = true, string? id = null, string algorithm = "RS256")
    {
        var key = SigningKey.Create(algorithm, id);
        Keys = keepOld ? [key, .. Keys] : [key];
        return key;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _certificate.Dispose();
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            var serving = Task.Run(() => Serve(client));
            _connections.TryAdd(serving, 0);
            _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var owned = client;
        try
        {
            if (Fault == IssuerFault.HandshakeStalls)
            {
                await Task.Delay(Timeout.Infinite, _stopping.Token);
            }

            await using var tls = new SslStream(client.GetStream());
#pragma warning disable SYSLIB0039, CA5397 // The old protocol is the fault that is wanted here.
            var protocols = Fault == IssuerFault.OldTls ? SslProtocols.Tls : SslProtocols.None;
#pragma warning restore SYSLIB0039, CA5397
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = _certificate, EnabledSslProtocols = protocols }, _stopping.Token);
            await IssuerAnswer.For(await ReadTarget(tls), this).Send(tls, Fault, _stopping.Token);
        }
        catch (Exception ended) when (ended is IOException or AuthenticationException or OperationCanceledException or SocketException)
        {
            // The other side went away, or the test is over: nothing is left to answer.
        }
    }

    private async Task<string> ReadTarget(SslStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stopping.Token);
            if (read == 0)
            {
                throw new IOException("closed by the other side");
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        var target = head.ToString().Split(' ')[1];
        if (target == Path + "/.well-known/openid-configuration")
        {
            Interlocked.Increment(ref _discoveryRequests);
        }
        else if (target == Path + "/keys")
        {
            Interlocked.Increment(ref _keySetRequests);
        }

        return target;
    }
}
