using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using Daypass.Server.Tests.Sts;

namespace Daypass.Server.Tests.Edge;

/// <summary>Who the client is behind proxies: those of --trusted-proxy are believed, nobody else is. The tests are the proxy themselves.</summary>
public sealed class TrustedProxyTests
{
    private const string Form = "Action=ListUsers&Version=2010-05-08";

    private static readonly IReadOnlyList<IPNetwork> Loopback = [IPNetwork.Parse("127.0.0.0/8")];

    private static readonly EdgeOptions Trusting = new() { TrustedProxies = Loopback };

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9", true)]
    [InlineData("X-Forwarded-For: 198.51.100.1, 203.0.113.9", true)]
    [InlineData("X-Forwarded-For: 203.0.113.9, 127.0.0.7", true)]
    [InlineData("X-Forwarded-For: 203.0.113.9, 198.51.100.1", false)]
    [InlineData("X-Forwarded-For: 198.51.100.1", false)]
    [InlineData("X-Forwarded-For: garbage, 203.0.113.9", true)]
    [InlineData("Forwarded: for=203.0.113.9", false)]
    [InlineData("", false)]
    public async Task An_address_condition_sees_the_client(string header, bool isAllowed)
    {
        await using var world = await World.Start(static options => options with { Edge = Trusting });
        var key = await NewUser(world, """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}""");
        Assert.Equal(isAllowed ? 200 : 403, (int)(await Post(world, key, header)).StatusCode);
    }

    [Theory]
    [InlineData("Forwarded: for=203.0.113.9;proto=https", true)]
    [InlineData("Forwarded: for=203.0.113.9;proto=http", false)]
    [InlineData("X-Forwarded-For: 203.0.113.9|X-Forwarded-Proto: https", false)]
    public async Task Only_the_chosen_kind_of_header_is_read(string headers, bool isSecure)
    {
        await using var world = await World.Start(static options => options with
        {
            Edge = Trusting with { ProxyHeaders = ForwardingHeaders.Forwarded },
        });
        Assert.Equal(isSecure ? 200 : 403, (int)(await Post(world, await NewUser(world, NeedsTls), headers)).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9|X-Forwarded-Proto: https", true)]
    [InlineData("X-Forwarded-For: 203.0.113.9|X-Forwarded-Proto: http", false)]
    [InlineData("X-Forwarded-For: 203.0.113.9", false)]
    [InlineData("X-Forwarded-Proto: https", false)]
    [InlineData("X-Forwarded-For: 203.0.113.9, 127.0.0.7|X-Forwarded-Proto: http, https", false)]
    [InlineData("X-Forwarded-For: 203.0.113.9, 127.0.0.7|X-Forwarded-Proto: https, http", true)]
    public async Task Secure_transport_is_that_of_the_client(string headers, bool isSecure)
    {
        await using var world = await World.Start(static options => options with { Edge = Trusting });
        Assert.Equal(isSecure ? 200 : 403, (int)(await Post(world, await NewUser(world, NeedsTls), headers)).StatusCode);
    }

    [Fact]
    public async Task Nothing_is_believed_from_anyone_else()
    {
        await using var world = await World.Start(static options => options with
        {
            Edge = new EdgeOptions { TrustedProxies = [IPNetwork.Parse("192.0.2.0/24")] },
        });
        var key = await NewUser(world, """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"127.0.0.1"}}}""");
        Assert.Equal(HttpStatusCode.OK, (await Post(world, key, "X-Forwarded-For: 203.0.113.9|Forwarded: for=203.0.113.9")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden, (await Post(world, await NewUser(world, NeedsTls), "X-Forwarded-For: 203.0.113.9|X-Forwarded-Proto: https")).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For: unknown")]
    [InlineData("X-Forwarded-For: 203.0.113.9, 010.0.0.1")]
    [InlineData("X-Forwarded-For: 203.0.113.9,")]
    public async Task A_client_that_cannot_be_read_is_refused_and_no_Deny_is_lost(string header)
    {
        await using var world = await World.Start(static options => options with { Edge = Trusting });
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(world, world.Admin, header)).StatusCode);
        Assert.Contains(world.Server.Log.All, static line => line.Contains("names no client address that can be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_is_told_of_and_refused_on_demand()
    {
        await using var world = await World.Start(static options => options with { Edge = Trusting });
        Assert.Equal(HttpStatusCode.OK, (await Post(world, world.Admin, "")).StatusCode);
        Assert.Contains(world.Server.Log.All, static line => line.Contains("does not say who the client is", StringComparison.Ordinal));

        await using var strict = await World.Start(static options => options with { Edge = Trusting with { ProxyRequired = true } });
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(strict, strict.Admin, "")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(strict, strict.Admin, "X-Forwarded-For: 203.0.113.9")).StatusCode);
    }

    [Fact]
    public async Task The_audit_log_has_the_clients_address()
    {
        await using var world = await World.Start(static options => options with { Edge = Trusting });
        await Post(world, world.Admin, "X-Forwarded-For: 203.0.113.9", "Action=CreateUser&UserName=anna&Version=2010-05-08");
        var line = File.ReadLines(Path.Combine(world.Server.DataFolder, "audit.jsonl")).Last();
        Assert.Equal("203.0.113.9", JsonDocument.Parse(line).RootElement.GetProperty("sourceIPAddress").GetString());
    }

    [Fact]
    public async Task A_signature_that_differs_is_logged_with_the_host_that_was_seen()
    {
        await using var world = await World.Start(static options => options with { Edge = Trusting });
        using var request = Signed(world, world.Admin, "X-Forwarded-For: 203.0.113.9", Form);
        request.Headers.Host = "sts.internal.example";
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Server.Api.Send(request)).StatusCode);
        Assert.Contains(
            world.Server.Log.All,
            static line => line.Contains("for the host sts.internal.example from 203.0.113.9 (proxy: 127.0.0.1)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.9 10.0.0.1 4711 443\r\n", 200)]
    [InlineData("PROXY TCP4 198.51.100.1 10.0.0.1 4711 443\r\n", 403)]
    [InlineData("PROXY UNKNOWN\r\n", 403)]
    [InlineData("", 0)]
    [InlineData("PROXY TCP4 203.0.113.9\r\n", 0)]
    public async Task A_listener_of_the_PROXY_protocol_takes_the_client_from_the_header(string header, int status)
    {
        await using var world = await World.Start(static options => options with { Urls = "http+proxy://127.0.0.1:0", Edge = Trusting });
        var key = await NewUser(world, """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}""");
        using var request = Signed(world, key, "X-Forwarded-For: 203.0.113.9", Form);
        Assert.Equal(status, await SendOver(world, header, request));
    }

    [Fact]
    public async Task Only_trusted_proxies_may_speak_the_PROXY_protocol()
    {
        await using var world = await World.Start(static options => options with
        {
            Urls = "http+proxy://127.0.0.1:0",
            Edge = new EdgeOptions { TrustedProxies = [IPNetwork.Parse("192.0.2.0/24")] },
        });
        using var request = Signed(world, world.Admin, "", Form);
        Assert.Equal(0, await SendOver(world, "PROXY TCP4 203.0.113.9 10.0.0.1 4711 443\r\n", request));
    }

    private static string NeedsTls =>
        """
        {"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}
        """;

    private static async Task<SigningCredentials> NewUser(World world, string statements) =>
        (await world.NewUser(document: $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""")).Key;

    private static HttpRequestMessage Signed(World world, SigningCredentials key, string headers, string form)
    {
        var body = Encoding.UTF8.GetBytes(form);
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-8");
        world.Server.Api.Sign(request, body, ServiceDescription.Get(Service.Iam), key);
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        return request;
    }

    private static async Task<HttpResponseMessage> Post(World world, SigningCredentials key, string headers, string form = Form)
    {
        using var request = Signed(world, key, headers, form);
        return await world.Server.Api.Send(request);
    }

    /// <summary>Sends a request by hand behind such a header; 0 when the connection is closed without an answer.</summary>
    private static async Task<int> SendOver(World world, string header, HttpRequestMessage request)
    {
        var text = new StringBuilder(header).Append("POST / HTTP/1.1\r\nHost: ").Append(world.Server.Api.Host).Append("\r\nConnection: close\r\n");
        foreach (var (name, values) in request.Headers.Concat(request.Content!.Headers))
        {
            text.Append(name).Append(": ").AppendJoin(", ", values).Append("\r\n");
        }

        var body = await request.Content.ReadAsStringAsync();
        text.Append($"Content-Length: {body.Length}\r\n\r\n").Append(body);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(world.Server.Url).Port);
            using var stream = new NetworkStream(socket);
            await socket.SendAsync(Encoding.UTF8.GetBytes(text.ToString()));
            var answer = await new StreamReader(stream).ReadToEndAsync();
            return answer.Length == 0 ? 0 : int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), null);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            return 0;
        }
    }
}
