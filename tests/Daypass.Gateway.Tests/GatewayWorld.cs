using System.Globalization;
using System.Security.Cryptography;
using Daypass.Gateway.Hosting;
using Daypass.Gateway.Options;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;
using Microsoft.Extensions.Logging;

namespace Daypass.Gateway.Tests;

/// <summary>A gateway beside a real server, whose calls to it can be cut off.</summary>
internal sealed class GatewayWorld : IAsyncDisposable
{
    public const string Host = "orders.example.com";

    private readonly TemporaryFolder _folder = new();
    private readonly Wire _wire = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private GatewayHost? _gateway;

    private GatewayWorld(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    public GatewayHost Gateway => _gateway!;

    public LogLines Log { get; } = new();

    public string RoutesPath => Path.Combine(_folder.Path, "routes.yaml");

    public TimeProvider Clock => Server.Clock;

    /// <summary>How many questions other than about changes reached the server.</summary>
    public int Questions => _wire.Questions;

    public bool IsCutOff
    {
        set => _wire.IsCutOff = value;
    }

    /// <summary>What the gateway said last.</summary>
    public string LastLines => string.Join('\n', Log.All.Where(static line => line.Contains("Daypass", StringComparison.Ordinal)).TakeLast(5));

    public static async Task<GatewayWorld> Start(
        TimeProvider? clock = null, Func<string, string>? routes = null, Func<RunningServer, Task<RunningServer>>? prepare = null,
        Func<GatewayOptions, GatewayOptions>? adjust = null, RunningServer? server = null)
    {
        var world = new GatewayWorld(server ?? await RunningServer.Start(clock));
        if (prepare is not null)
        {
            await prepare(world.Server);
        }

        await File.WriteAllTextAsync(world.RoutesPath, (routes ?? OrdersRoutes)(world.Server.Account));
        var options = new GatewayOptions
        {
            Routes = world.RoutesPath,
            Server = new Uri(world.Server.Url),
            Credentials = world.Server.Admin,
            Urls = "http://127.0.0.1:0",
        };
        world._gateway = await GatewayHost.Start(
            adjust?.Invoke(options) ?? options, world.Clock, logging => logging.AddProvider(world.Log).SetMinimumLevel(LogLevel.Debug), world._wire);
        await world.Heard();
        return world;
    }

    /// <summary>The routes of most tests.</summary>
    public static string OrdersRoutes(string account) => $$"""
        service: orders
        region: eu-west-1
        account: "{{account}}"
        routes:
        - host: [orders.example.com, 127.0.0.1]
          method: [GET, HEAD, DELETE]
          path: /orders/{id}
          action: orders:Read
          resource: arn:aws:orders:{region}:{account}:order/{id}
          keys: { "orders:Expand": "{query.expand}" }
        - method: PUT
          path: /orders/{id}
          action: orders:Write
          resource: arn:aws:orders:{region}:{account}:order/{id}
          body: declared
        - method: PUT
          path: /checked/{id}
          action: orders:Write
          resource: arn:aws:orders:{region}:{account}:order/{id}
          body: checked
        - method: PUT
          path: /unsigned/{id}
          action: orders:Write
          resource: arn:aws:orders:{region}:{account}:order/{id}
          body: unsigned
        - method: GET
          path: /public/{name}
          action: orders:Read
          resource: arn:aws:orders:{region}:{account}:page/{name}
          anonymous: allow
          refusals: problem
        - method: GET
          path: /shared/{name}
          action: orders:Read
          resource: arn:aws:orders:{region}:{account}:shared/{name}
          anonymous: policy
        - method: GET
          path: /web/{id}
          action: orders:Read
          resource: arn:aws:orders:{region}:{account}:order/{id}
          token: { role: "arn:aws:iam::{{account}}:role/web" }
          refusals: json
        - method: GET
          path: /store/{**key}
          service: s3
          action: s3:GetObject
          resource: arn:aws:s3:::store/{**key}
          refusals: s3
        """;

    public async ValueTask DisposeAsync()
    {
        _wire.IsCutOff = false;
        await StopGateway();

        _http.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Ends the gateway before its time.</summary>
    public async Task StopGateway()
    {
        if (Interlocked.Exchange(ref _gateway, null) is { } gateway)
        {
            await gateway.DisposeAsync();
        }
    }

    /// <summary>A user who may do this.</summary>
    public async Task<SigningCredentials> NewUser(string name, string action = "orders:*", string resource = "*", string more = "")
    {
        await Server.Api.Get(new CreateUserRequest { UserName = name }, Server.Admin);
        await Permit(name, action, resource, more);
        var key = (await Server.Api.Get(new CreateAccessKeyRequest { UserName = name }, Server.Admin)).AccessKey!;
        await Heard();
        return new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey!));
    }

    public Task Permit(string name, string action, string resource = "*", string more = "") => Server.Api.Get(
        new PutUserPolicyRequest
        {
            UserName = name,
            PolicyName = "policy",
            PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"{{more}}}]}""",
        },
        Server.Admin);

    /// <summary>Waits until the gateway has heard of everything that was committed.</summary>
    public async Task Heard()
    {
        var position = await Server.Host.Service.Parts.Store.ChangePosition(default);
        while (Gateway.Position < position)
        {
            await Task.Yield();
        }
    }

    /// <summary>The headers of a signed request.</summary>
    public HeaderField[] Sign(SigningCredentials credentials, string target, string method = "GET", string service = "orders", byte[]? body = null,
        string host = Host, params HeaderField[] more)
    {
        HeaderField[] headers = [new("Host", host), .. more];
        var unsigned = new SignedRequest(method, target, headers);
        return [.. headers, .. new SigV4Signer(SigV4Rules.For(service), "eu-west-1").Sign(
            unsigned, SHA256.HashData(body ?? []), credentials, Clock.GetUtcNow())];
    }

    /// <summary>Asks as nginx does.</summary>
    public Task<HttpResponseMessage> Ask(string target, HeaderField[] headers, string method = "GET", params HeaderField[] told) => Send(
        "/auth/nginx", headers, [new("X-Original-Method", method), new("X-Original-URI", target), new("X-Original-Proto", "https"),
            new("X-Forwarded-For", "203.0.113.7"), .. told]);

    /// <summary>Asks in any form.</summary>
    public async Task<HttpResponseMessage> Send(string path, HeaderField[] headers, HeaderField[] told, string method = "GET", byte[]? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Gateway.Urls[0] + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var header in headers.Concat(told))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value)
                || request.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value) == true
                || header.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase), header.Name);
        }

        return await _http.SendAsync(request);
    }

    /// <summary>The status and the reason of an answer.</summary>
    public static string Told(HttpResponseMessage answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)answer.StatusCode} {(answer.Headers.TryGetValues("X-Daypass-Reason", out var reasons) ? string.Join(',', reasons) : "")}").Trim();

    public static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));

    private sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _questions;

        public int Questions => Volatile.Read(ref _questions);

        public volatile bool IsCutOff;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsCutOff)
            {
                throw new HttpRequestException("cut off");
            }

            if (!request.Headers.TryGetValues("X-Amz-Target", out var target) || !target.Single().EndsWith(".WatchChanges", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _questions);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
