using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Daypass.AspNetCore.Options;
using Daypass.Protocol;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Testing.Server;
using Daypass.Verifier.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daypass.AspNetCore.Tests.Hosting;

/// <summary>A service on a real Kestrel beside a real server.</summary>
internal sealed class ProtectedService : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    private readonly WebApplication _application;
    private readonly bool _ownsServer;
    private readonly HashSet<string> _names = [];
    private int _more;

    private ProtectedService(WebApplication application, RunningServer server, Wire wire, DaypassOptions options, bool ownsServer, LogLines log)
    {
        (_application, Server, Wire, Options, _ownsServer, Log) = (application, server, wire, options, ownsServer, log);
        var urls = application.Urls.Select(static url => new Uri(url)).ToArray();
        (Url, Url2) = (urls[0], urls[1]);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    }

    public RunningServer Server { get; }

    public Wire Wire { get; }

    public DaypassOptions Options { get; }

    public LogLines Log { get; }

    /// <summary>Where HTTP/1.1 is spoken.</summary>
    public Uri Url { get; }

    /// <summary>Where HTTP/2 is spoken.</summary>
    public Uri Url2 { get; }

    /// <summary>Everywhere it listens.</summary>
    public IReadOnlyList<string> Urls => [.. _application.Urls];

    public HttpClient Http { get; }

    public IServiceProvider Services => _application.Services;

    public CallerDirectory Callers => _application.Services.GetRequiredService<Services.VerifiedServices>().All[0].Callers;

    /// <summary>Starts one.</summary>
    public static async Task<ProtectedService> Start(
        Action<WebApplication> map, Action<DaypassOptions>? configure = null, TimeProvider? clock = null, RunningServer? beside = null,
        Action<WebApplicationBuilder>? build = null)
    {
        var server = beside ?? await RunningServer.Start(clock);
        var (wire, log) = (new Wire(), new LogLines());
        DaypassOptions? kept = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(server.Clock);
        builder.Services.AddAuthentication().AddDaypass(options =>
        {
            options.Server = new Uri(server.Url);
            options.SigningName = "orders";
            options.Region = Region;
            options.Account = server.Account;
            options.Credentials = _ => new(server.Admin);
            options.Backchannel = wire;
            options.TimeProvider = server.Clock;
            configure?.Invoke(options);
            kept = options;
        });
        build?.Invoke(builder);
        var application = builder.Build();
        map(application);
        await application.StartAsync();
        return new ProtectedService(application, server, wire, kept!, beside is null, log);
    }

    /// <summary>A user with one policy.</summary>
    public async Task<SigningCredentials> NewUser(string name, string policy, bool isHeard = true)
    {
        if (!_names.Add(name))
        {
            name += $"-{_names.Count + Interlocked.Increment(ref _more)}";
        }

        await Server.Api.Get(new CreateUserRequest { UserName = name }, Server.Admin);
        await Server.Api.Get(new PutUserPolicyRequest { UserName = name, PolicyName = "policy", PolicyDocument = policy }, Server.Admin);
        var key = (await Server.Api.Get(new CreateAccessKeyRequest { UserName = name }, Server.Admin)).AccessKey!;
        if (isHeard)
        {
            await Heard();
        }

        return new SigningCredentials(key.AccessKeyId!, Secret.FromText(key.SecretAccessKey!));
    }

    /// <summary>Waits until the service has heard of everything that was committed.</summary>
    public async Task Heard()
    {
        var position = await Server.Host.Service.Parts.Store.ChangePosition(default);
        while (Callers.Position < position)
        {
            await Task.Yield();
        }
    }

    public static string Allow(string action, string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    /// <summary>Sends a signed request.</summary>
    public Task<HttpResponseMessage> Send(
        SigningCredentials? credentials, string target, string method = "GET", byte[]? body = null, bool isHashSent = true, bool isHttp2 = false,
        params IReadOnlyList<HeaderField> headers)
    {
        var url = isHttp2 ? Url2 : Url;
        var request = new HttpRequestMessage(new HttpMethod(method), Exact(url, target))
        {
            Version = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var header in Sign(credentials, target, method, body ?? [], url, isHashSent, headers))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(header.Value);
            }
        }

        return Http.SendAsync(request);
    }

    /// <summary>The headers of a signed request.</summary>
    public IReadOnlyList<HeaderField> Sign(
        SigningCredentials? credentials, string target, string method, byte[] body, Uri url, bool isHashSent, IReadOnlyList<HeaderField> headers)
    {
        if (credentials is null)
        {
            return headers;
        }

        var hash = SHA256.HashData(body);
        List<HeaderField> all = [new("Host", url.Authority), .. headers];
        if (isHashSent)
        {
            all.Add(new("x-amz-content-sha256", Convert.ToHexStringLower(hash)));
        }

        var rules = SigV4Rules.For(Options.SigningName) with { NormalizePath = !Options.SignsAsStorage, EncodePathTwice = !Options.SignsAsStorage };
        var signer = new SigV4Signer(rules, Region);
        return [.. all, .. signer.Sign(new SignedRequest(method, target, all.ToArray()), hash, credentials, Server.Clock.GetUtcNow())];
    }

    /// <summary>A target as it is, neither decoded nor resolved.</summary>
    public static Uri Exact(Uri url, string target) =>
        new($"http://{url.Authority}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public async ValueTask DisposeAsync()
    {
        Wire.IsCut = false;
        await _application.StopAsync();
        await _application.DisposeAsync();
        Http.Dispose();
        Wire.Dispose();
        if (_ownsServer)
        {
            await Server.DisposeAsync();
        }
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
