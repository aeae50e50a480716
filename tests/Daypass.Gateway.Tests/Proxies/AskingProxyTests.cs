using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Server.Options;
using Daypass.Testing;
using Daypass.Testing.Oidc;
using Daypass.Testing.Server;

namespace Daypass.Gateway.Tests.Proxies;

/// <summary>Behind the real programs, with the configurations of <c>deploy/gateway</c>.</summary>
[Trait("Category", "foreign")]
public sealed class AskingProxyTests : IDisposable
{
    private const string Host = GatewayWorld.Host;

    private readonly TestAuthority _authority = new();
    private readonly HttpClient _http;

    public AskingProxyTests()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authority.Roots);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
            ConnectCallback = static async (context, cancelled) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancelled);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    public static TheoryData<string> Configurations => ["nginx.conf", "Caddyfile", "haproxy.cfg", "apache.conf"];

    public void Dispose()
    {
        _http.Dispose();
        _authority.Dispose();
    }

    [Theory, MemberData(nameof(Configurations))]
    public async Task Only_what_may_pass_reaches_the_service_and_nobody_else_says_who_it_is(string configuration)
    {
        await using var world = await GatewayWorld.Start(TimeProvider.System);
        await using var service = await ServiceBehind.Start();
        await using var proxy = await StartProxy(configuration, world, service);
        var arn = $"arn:aws:orders:eu-west-1:{world.Server.Account}:order/";
        var key = await world.NewUser("anna", "orders:*", arn + "7*");
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            foreach (var target in new[] { "/orders/7?a=%2F&b=+&=x&a=2", "/orders/7%20b", "/orders/7!'(),=@~" })
            {
                HeaderField[] forged = [new("X-Daypass-Arn", "arn:aws:iam::111122223333:root"), new("x-daypass-account", "111122223333"),
                    new("X-Daypass-Decision", "forged"), new("X-Daypass-Source-Identity", "forged"), new("X-Dup", "1"), new("X-Dup", "2")];
                var (status, text) = await Send(proxy, version, "GET", target, [.. world.Sign(key, target), .. forged]);
                Assert.True(status == 200, $"{target}: {status} {text}\n{proxy.Output}\n{world.LastLines}");
                var lines = text.Split('\n');
                Assert.Equal($"GET {target}", lines[0]);
                Assert.Equal($"x-daypass-arn: arn:aws:iam::{world.Server.Account}:user/anna", Assert.Single(lines, static line =>
                    line.StartsWith("x-daypass-arn:", StringComparison.Ordinal)));
                Assert.Equal($"x-daypass-account: {world.Server.Account}", Assert.Single(lines, static line => line.StartsWith("x-daypass-account:",
                    StringComparison.Ordinal)));
                Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
                Assert.DoesNotContain("111122223333", text, StringComparison.Ordinal);
            }
        }

        var reached = service.Requests;
        foreach (var (target, signed) in new[]
        {
            ("/orders/8", "/orders/8"), ("/orders/71", "/orders/7"), ("/orders/7/", "/orders/7/"), ("/orders//7", "/orders//7"), ("/nothing", "/nothing"),
            ("/orders/../orders/7", "/orders/../orders/7"), ("/orders/%2e%2e/orders/7", "/orders/%2e%2e/orders/7"), ("/orders/7%2F8", "/orders/7%2F8"),
            ("/orders/7;x", "/orders/7;x"), ("/orders/7%3Bx", "/orders/7%3Bx"), ("/orders/7%00", "/orders/7%00"), ("/daypass-auth", "/orders/7"),
        })
        {
            var (status, _) = await Send(proxy, HttpVersion.Version11, "GET", target, world.Sign(key, signed));
            Assert.True(status is >= 400 and < 500, $"{target}: {status}");
        }

        var (refused, words) = await Send(proxy, HttpVersion.Version11, "GET", "/orders/8", world.Sign(key, "/orders/8"));
        Assert.Equal(403, refused);
        Assert.True(configuration == "apache.conf" || words.Contains("<Code>AccessDenied</Code>", StringComparison.Ordinal), words);
        HeaderField[] underscored = [.. world.Sign(key, "/orders/7"), new("X_Daypass_Arn", "forged")];
        Assert.DoesNotContain("forged", (await Send(proxy, HttpVersion.Version11, "GET", "/orders/7", underscored)).Text, StringComparison.Ordinal);
        HeaderField[] removing = [.. world.Sign(key, "/orders/7"), new("Connection", "X-Daypass-Arn, X-Forwarded-For, X-Original-URI, X-Forwarded-Uri")];
        var (_, removed) = await Send(proxy, HttpVersion.Version11, "GET", "/orders/7", removing);
        Assert.True(removed.Contains("x-daypass-arn: arn:aws:iam:", StringComparison.Ordinal) || !removed.StartsWith("GET ", StringComparison.Ordinal),
            removed);
        Assert.InRange(service.Requests, reached, reached + 2);

        // Nobody, a presigned URL, and a key that is gone.
        Assert.Equal(401, (await Send(proxy, HttpVersion.Version11, "GET", "/orders/7", [new("Host", Host)])).Status);
        var presigned = new SigV4Signer(SigV4Rules.For("orders"), "eu-west-1").Presign(
            new SignedRequest("GET", "/orders/7", new HeaderField[] { new("Host", Host) }), SHA256.HashData([]), key, world.Clock.GetUtcNow(),
                TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await Send(proxy, HttpVersion.Version20, "GET", presigned, [new("Host", Host)])).Status);
        await world.Server.Api.Get(new DeleteAccessKeyRequest { UserName = "anna", AccessKeyId = key.AccessKeyId }, world.Server.Admin);
        await world.Heard();
        Assert.Equal(403, (await Send(proxy, HttpVersion.Version11, "GET", "/orders/7", world.Sign(key, "/orders/7"))).Status);

        // Without the gateway nothing passes.
        await world.StopGateway();
        reached = service.Requests;
        Assert.InRange((await Send(proxy, HttpVersion.Version11, "GET", "/orders/7", world.Sign(key, "/orders/7"))).Status, 500, 503);
        Assert.Equal(reached, service.Requests);
    }

    [Theory, MemberData(nameof(Configurations))]
    public async Task Requests_of_other_peoples_signers_pass(string configuration)
    {
        await using var world = await GatewayWorld.Start(TimeProvider.System);
        await using var service = await ServiceBehind.Start();
        await using var proxy = await StartProxy(configuration, world, service);
        var key = await world.NewUser("anna", "orders:*", $"arn:aws:orders:eu-west-1:{world.Server.Account}:order/7");
        var python = await ForeignProgram.Run(world.Server, key, "python3", Path.Combine(ForeignProgram.Tools, "python", "gateway_calls.py"),
            proxy.Local, Host);

        // HAProxy hashes every body it has whole, so one that was not signed does not even reach a service that would compare it.
        var otherBody = configuration == "haproxy.cfg" ? 400 : 200;
        Assert.Equal(
            $$"""{"allowed": 200, "denied": 403, "presigned": 200, "written": 200, "other body": {{otherBody}}, "nobody": 401}""", python.Succeeded().Trim());
        var javascript = await ForeignProgram.Run(
            world.Server, key, "node", Path.Combine(ForeignProgram.Tools, "javascript", "gateway-calls.mjs"), proxy.Local, Host);
        Assert.Equal("""{"allowed":200,"denied":403,"presigned":200,"written":200,"nobody":401}""", javascript.Succeeded().Trim());

        var reader = await world.NewUser("reader", "s3:GetObject", "arn:aws:s3:::store/a/*");
        var file = Path.Combine(world.Server.DataFolder, "object");
        foreach (var (name, isAllowed) in new[] { ("a/b", true), ("b/b", false) })
        {
            var got = await RunAws(world, reader, "s3api", "get-object", "--endpoint-url", proxy.Local, "--no-verify-ssl",
                "--region", "eu-west-1",
                "--bucket", "store", "--key", name, file);
            Assert.True(isAllowed == (got.ExitCode == 0), got.Output + got.Errors);
            // nginx's answer is written in its configuration, Apache's is a page for people; both have the status.
            Assert.True(
                isAllowed || configuration == "apache.conf" || got.Errors.Contains("AccessDenied", StringComparison.Ordinal), got.Errors);
        }

        Assert.Contains("x-daypass-arn: arn:aws:iam:", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Configurations))]
    public async Task A_token_of_a_provider_passes_as_a_session_of_the_role(string configuration)
    {
        await using var issuer = new TestIssuer(_authority);
        var server = await RunningServer.Start(
            TimeProvider.System, static options => options with { Federation = new FederationOptions { AllowLoopbackIssuers = true } });
        await TokenTests.Prepare(server, issuer);
        await using var world = await GatewayWorld.Start(server: server);
        await using var service = await ServiceBehind.Start();
        await using var proxy = await StartProxy(configuration, world, service);
        foreach (var (token, target, expected) in new[]
        {
            (TokenTests.TokenOf(issuer, world.Clock.GetUtcNow(), "anna"), "/web/7", 200), (TokenTests.TokenOf(issuer, world.Clock.GetUtcNow(), "anna"),
                "/web/8", 403),
            (TokenTests.TokenOf(issuer, world.Clock.GetUtcNow(), "anna", "somebody.else"), "/web/7", 401),
        })
        {
            var (status, text) = await Send(proxy, HttpVersion.Version20, "GET", target, [new("Host", Host), new("Authorization", "Bearer " + token)]);
            Assert.Equal((target, expected), (target, status));
            Assert.True(status != 200 || text.Contains($"x-daypass-arn: arn:aws:sts::{server.Account}:assumed-role/web/token-",
                StringComparison.Ordinal), text);
        }
    }

    [Fact]
    public async Task Haproxy_binds_the_body_to_the_signature()
    {
        await using var world = await GatewayWorld.Start(TimeProvider.System);
        await using var service = await ServiceBehind.Start();
        await using var proxy = await StartProxy("haproxy.cfg", world, service);
        var key = await world.NewUser("writer");
        foreach (var (length, flip, expected) in new[] { (6, false, 200), (6, true, 403), (40_000, false, 200), (200_000, false, 403) })
        {
            var body = new byte[length];
            Array.Fill(body, (byte)'a');
            var headers = world.Sign(key, "/checked/7", "PUT", body: body);
            body[^1] = flip ? (byte)'b' : (byte)'a';
            var (status, text) = await Send(proxy, HttpVersion.Version11, "PUT", "/checked/7", headers, body);
            Assert.Equal((length, flip, expected), (length, flip, status));
            Assert.True(status != 200 || text.EndsWith("aaaaaa", StringComparison.Ordinal));
        }
    }

    private Task<AskingProxy> StartProxy(string configuration, GatewayWorld world, ServiceBehind service) =>
        AskingProxy.Start(configuration, new Uri(world.Gateway.Urls[0]).Authority, service.Address, _authority.Issue(names: Host), _http);

    private static Task<ForeignProgram.Outcome> RunAws(GatewayWorld world, SigningCredentials key, params string[] arguments) =>
        ForeignProgram.Run(world.Server, key, "python3", ["-W", "ignore", "-c", "import sys; from awscli.clidriver import main; sys.exit(main())",
            .. arguments]);

    private async Task<(int Status, string Text)> Send(
        AskingProxy proxy, Version version, string method, string target, HeaderField[] headers, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(proxy.Url.ToString().TrimEnd('/') + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body),
        };
        foreach (var header in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value), header.Name);
        }

        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
