using Daypass.Gateway.Deciding;
using Daypass.Gateway.Faces;
using Daypass.Gateway.Files;
using Daypass.Gateway.Options;
using Daypass.Gateway.Telemetry;
using Daypass.Gateway.Tokens;
using Daypass.Server.Edge;
using Daypass.Server.Hosting;
using Daypass.Server.Logging;
using Daypass.Server.Options;
using Daypass.Server.Telemetry;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Calls;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Daypass.Gateway.Hosting;

/// <summary>A running gateway: what it knows of callers, and the web server that proxies ask.</summary>
internal sealed partial class GatewayHost : IAsyncDisposable
{
    /// <summary>What comes with a body in a question by gRPC: the head of the request.</summary>
    private const int HeadOfQuestion = 256 * 1024;

    private readonly GatewayOptions _options;
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _http;
    private readonly CallerDirectory _callers;
    private readonly CurrentRoutes _routes;
    private readonly VerdictLog _log;
    private readonly GateMeasures _measures;
    private readonly LogLevels? _levels;
    private readonly ILogger _logger;
    private MetricsHost? _metrics;
    private volatile bool _isStopping;

    private GatewayHost(GatewayOptions options, WebApplication app, CurrentRoutes routes, HttpMessageInvoker http, LogLevels? levels, TimeProvider clock)
    {
        (_options, _app, _routes, _http, _levels) = (options, app, routes, http, levels);
        _logger = app.Services.GetRequiredService<ILogger<GatewayHost>>();
        _log = new VerdictLog(app.Services.GetRequiredService<ILogger<VerdictLog>>(), clock);
        var server = new VerificationClient(http, options.Server, _ => new(options.Credentials), clock);
        _callers = new CallerDirectory(server, new VerifierOptions { LongestOutage = options.LongestOutage }, clock);
        _callers.ContactChanged += away => LogContact(away);
        _measures = new GateMeasures(options.Metrics is not null);
        Tokens = new TokenSessions(new SessionClient(http, options.Server), clock);
        _measures.Watch(() => IsReady, () => _callers.Count, () => Tokens.Count);
        var gate = new RequestGate(_callers, server, Tokens, clock, options.Patience);
        app.Services.GetRequiredService<EnvoyFaces>().Use(new EnvoyFace(options, routes, gate, _log, _measures));
        app.MapWhen(static http => HttpProtocol.IsHttp2(http.Request.Protocol), static branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(static endpoints => endpoints.MapGrpcService<EnvoyFace>());
        });
        app.Map("/livez", static branch => branch.Run(static http => http.Response.WriteAsync("ok\n")));
        app.Map("/readyz", branch => branch.Run(TellReadiness));
        app.Run(new HttpFace(options, routes, gate, _log, _measures).Answer);
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>Where Prometheus asks; null when nowhere.</summary>
    public string? MetricsUrl => _metrics?.Url;

    /// <summary>The sessions of tokens.</summary>
    public TokenSessions Tokens { get; }

    /// <summary>Up to where in the server's history changes have been heard of.</summary>
    public long Position => _callers.Position;

    /// <summary>Whether it should be asked: it has heard of the server, and not too long ago.</summary>
    public bool IsReady => !_isStopping && _callers.Position > 0 && !_callers.IsStale;

    /// <summary>Reads the routes, and listens.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logging">Where log lines go; the console when null.</param>
    /// <param name="network">Carries the calls to the server; the machine's network when null.</param>
    /// <exception cref="StartException">Something the operator can mend.</exception>
    public static async Task<GatewayHost> Start(
        GatewayOptions options, TimeProvider clock, Action<ILoggingBuilder>? logging = null, HttpMessageHandler? network = null)
    {
        var levels = logging is null ? LogLevels.Open(options.Log) : null;
        CurrentRoutes routes;
        try
        {
            routes = new CurrentRoutes(options.Routes);
        }
        catch (UnusableFileException wrong)
        {
            throw new StartException(wrong.Message, wrong);
        }

        void Log(ILoggingBuilder builder)
        {
            if (levels is null)
            {
                logging!(builder);
            }
            else
            {
                ConsoleLog.Add(builder, options.Log, levels, leavesOutput: false);
            }
        }

        var app = Build(options, Log);
        var http = new HttpMessageInvoker(network ?? new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = options.Patience,
            AllowAutoRedirect = false,
        });
        var host = new GatewayHost(options, app, routes, http, levels, clock);
        try
        {
            if (options.Metrics is { } where)
            {
                host._metrics = await MetricsHost.Start(
                    where, host._measures.Prometheus!, branch => branch.Run(host.TellReadiness), Log, CancellationToken.None);
            }

            await app.StartAsync();
            return host;
        }
        catch (Exception failure)
        {
            await host.DisposeAsync();
            throw failure is IOException ? new StartException(failure.Message, failure) : failure;
        }
    }

    /// <summary>Serves until the process is asked to stop.</summary>
    /// <param name="ready">Called when signals are listened to.</param>
    public async Task Run(Action ready)
    {
        using var manager = ServiceNotifier.Find(Environment.GetEnvironmentVariable, TimeProvider.System);
        using var signals = new ProcessSignals(() =>
        {
            manager?.Reloading();
            Reload();
            manager?.Ready();
        });
        LogStarted(_logger, string.Join(", ", Urls), _routes.Now.Table.Routes.Count, _options.Server);
        ready();
        manager?.Ready();
        var isAnnounced = await signals.Stop;
        manager?.Stopping();
        _isStopping = true;
        if (isAnnounced)
        {
            await Task.WhenAny(Task.Delay(_options.DrainNotice), signals.Hurry);
        }
    }

    /// <summary>Reads the routes and the levels of the log again. What cannot be used changes nothing.</summary>
    public void Reload()
    {
        if (_routes.Reload() is { } wrong)
        {
            LogRoutesStay(_logger, wrong);
        }
        else
        {
            LogRoutesRead(_logger, _routes.Now.Table.Routes.Count, _options.Routes);
        }

        if (_levels?.Reload() is { } wrongLevels)
        {
            LogLevelsStay(_logger, wrongLevels);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        await _app.StopAsync();
        _log.Dispose();
        if (_metrics is not null)
        {
            await _metrics.DisposeAsync();
        }

        _measures.Dispose();
        await _app.DisposeAsync();
        await _callers.DisposeAsync();
        _http.Dispose();
    }

    private static WebApplication Build(GatewayOptions options, Action<ILoggingBuilder> logging)
    {
        var addresses = ListenAddress.Parse(options.Urls);
        if (addresses.FirstOrDefault(static one => one.IsSecure || one.HasProxyProtocol) is not null)
        {
            throw new StartException($"--urls {options.Urls}: proxies ask over http, on this machine or in a network of their own.");
        }

        var grpc = options.GrpcUrls is { } urls ? ListenAddress.Parse(urls) : [];
        if (grpc.Any(static one => one.IsSecure || one.HasProxyProtocol))
        {
            throw new StartException($"--grpc-urls {options.GrpcUrls}: proxies ask over http, on this machine or in a network of their own.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<EnvoyFaces>();
        builder.Services.AddSingleton(static services => services.GetRequiredService<EnvoyFaces>().Now);
        builder.Services.AddGrpc(service =>
        {
            service.MaxReceiveMessageSize = (int)Math.Min(options.LongestBody + HeadOfQuestion, int.MaxValue);
            service.IgnoreUnknownServices = true;
        });
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LongestBody + HeadOfQuestion;
            kestrel.Limits.MaxRequestLineSize = 20 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 300;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.ConfigureEndpointDefaults(static endpoint => endpoint.Protocols = HttpProtocols.Http1);
            foreach (var endPoint in addresses.SelectMany(static address => address.EndPoints))
            {
                kestrel.Listen(endPoint);
            }

            // gRPC over clear text is HTTP/2 that both sides know of beforehand.
            foreach (var endPoint in grpc.SelectMany(static address => address.EndPoints))
            {
                kestrel.Listen(endPoint, static listen => listen.Protocols = HttpProtocols.Http2);
            }
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        logging(builder.Logging);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder.Build();
    }

    private Task TellReadiness(HttpContext http)
    {
        if (IsReady)
        {
            return http.Response.WriteAsync("ready\n");
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsync(_isStopping ? "stopping\n" : "the server has not been heard of\n");
    }

    private void LogContact(ServerUnreachableException? away)
    {
        if (away is null)
        {
            LogBack(_logger, _options.Server);
        }
        else
        {
            LogAway(_logger, _options.Server, away.Message);
        }
    }

    [LoggerMessage(10, LogLevel.Information, "The gateway answers at {Urls} by {Count} routes, with the server {Server}")]
    private static partial void LogStarted(ILogger logger, string urls, int count, Uri server);

    [LoggerMessage(11, LogLevel.Information, "{Count} routes were read again from {File}")]
    private static partial void LogRoutesRead(ILogger logger, int count, string file);

    [LoggerMessage(12, LogLevel.Error, "The routes stay as they were: {Cause}")]
    private static partial void LogRoutesStay(ILogger logger, string cause);

    [LoggerMessage(13, LogLevel.Error, "The levels of the log stay as they were: {Cause}")]
    private static partial void LogLevelsStay(ILogger logger, string cause);

    [LoggerMessage(14, LogLevel.Warning, "The server {Server} cannot be reached; known callers are served for a while: {Cause}")]
    private static partial void LogAway(ILogger logger, Uri server, string cause);

    [LoggerMessage(15, LogLevel.Information, "The server {Server} can be reached again")]
    private static partial void LogBack(ILogger logger, Uri server);
}
