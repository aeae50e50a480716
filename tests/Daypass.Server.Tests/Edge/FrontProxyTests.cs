using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using Daypass.Server.Tests.Sts;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Edge;

/// <summary>Behind the real programs, with the configurations of <c>deploy</c>: signatures hold, and policies and the audit log see the client.</summary>
[Trait("Category", "foreign")]
public sealed class FrontProxyTests : IDisposable
{
    private const string Form = "Action=ListUsers&Version=2010-05-08";

    /// <summary>Another address of this machine than the proxy's, which is trusted.</summary>
    private static readonly IPAddress Client = IPAddress.Parse("127.0.0.5");

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("nginx.conf", "http")]
    [InlineData("haproxy.cfg", "http+proxy")]
    [InlineData("haproxy-http.cfg", "http")]
    [InlineData("Caddyfile", "http")]
    public async Task Policies_decide_by_the_client_and_forged_headers_change_nothing(string configuration, string scheme)
    {
        await using var world = await World.Start(options => options with
        {
            Urls = $"{scheme}://127.0.0.1:0",
            Edge = new EdgeOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")], ProxyRequired = true },
        });
        using var http = new HttpClient(HandlerOf());
        await using var proxy = await FrontProxy.Start(configuration, new Uri(world.Server.Url).Authority, _authority.Issue(), http);
        foreach (var (condition, isAllowed) in new[]
        {
            ("""{"IpAddress":{"aws:SourceIp":"127.0.0.5/32"},"Bool":{"aws:SecureTransport":"true"}}""", true),
            ("""{"NotIpAddress":{"aws:SourceIp":"127.0.0.5/32"}}""", false),
            ("""{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", false),
            ("""{"Bool":{"aws:SecureTransport":"false"}}""", false),
        })
        {
            var (_, key) = await world.NewUser(
                document: $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{condition}} }]}""");
            foreach (var forged in new[] { "", "X-Forwarded-For: 203.0.113.9|X-Forwarded-Proto: http|Forwarded: for=203.0.113.9;proto=http" })
            {
                Assert.Equal((condition, forged, isAllowed), (condition, forged, await IsAllowed(http, proxy.Url, world.Clock, key, forged)));
            }
        }

        // What changes something is on record before it is answered.
        Assert.True(await IsAllowed(http, proxy.Url, world.Clock, world.Admin, "", "Action=CreateUser&UserName=anna&Version=2010-05-08"));
        var last = File.ReadLines(Path.Combine(world.Server.DataFolder, "audit.jsonl")).Last();
        Assert.Equal("127.0.0.5", JsonDocument.Parse(last).RootElement.GetProperty("sourceIPAddress").GetString());
    }

    private static async Task<bool> IsAllowed(HttpClient http, Uri proxy, TimeProvider clock, SigningCredentials key, string forged, string form = Form)
    {
        var body = Encoding.UTF8.GetBytes(form);
        using var api = new ApiClient(proxy, clock);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded") { CharSet = "utf-8" };
        api.Sign(request, body, ServiceDescription.Get(Service.Iam), key);
        foreach (var header in forged.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        request.RequestUri = new Uri(proxy, "/");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode || text.Contains("<Code>AccessDenied</Code>", StringComparison.Ordinal), text);
        return answer.IsSuccessStatusCode;
    }

    private SocketsHttpHandler HandlerOf()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authority.Roots);
        return new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            ConnectCallback = static async (context, cancelled) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(Client, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancelled);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }
}
