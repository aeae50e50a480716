using Daypass.Gateway.Files;
using Daypass.Gateway.S3.Accounts;
using Daypass.Gateway.S3.Buckets;
using Daypass.Gateway.S3.Files;
using Daypass.Gateway.S3.Logs;
using Daypass.Gateway.S3.Serving;
using Daypass.Gateway.S3.Settings;
using Daypass.Gateway.S3.Stores;
using Daypass.Gateway.S3.Telemetry;
using Daypass.Server.Edge;
using Daypass.Server.Hosting;
using Daypass.Server.Logging;
using Daypass.Server.Options;
using Daypass.Server.Telemetry;

namespace Daypass.Gateway.S3.Hosting;

/// <summary>A running S3 gateway.</summary>
internal sealed partial class S3Host : IAsyncDisposable
{
    private readonly S3Settings _settings;
    private readonly string? _path;
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _http;
    private readonly AccountSet _accounts;
    private readonly StoreSet _stores;
    private readonly CurrentBuckets _buckets;
    private readonly LogFiles _logs;
    private readonly S3Measures _measures;
    private readonly LogLevels? _levels;
    private readonly ILogger _logger;
    private MetricsHost? _metrics;
    private volatile bool _isStopping;

    private S3Host(
        S3Settings settings, string? path, WebApplication app, HttpMessageInvoker http, BucketRegistry? registry, LogLevels? levels, TimeProvider clock)
    {
        (_settings, _path, _app, _http, _levels) = (settings, path, app, http, levels);
        _logger = app.Services.GetRequiredService<ILogger<S3Host>>();
        _logs = LogFiles.Open(settings, clock, _logger);
        _measures = new S3Measures(settings.Metrics is not null);
        _accounts = new AccountSet(settings, http, clock, _logger);
        _stores = new StoreSet(settings, clock, _logger);
        _buckets = new CurrentBuckets(new BucketMap(settings.Buckets, registry));
        _measures.Watch(() => IsReady, () => _accounts.Known, () => _stores.Contacts, () => _logs.Lost);
        var front = S3Front.Create(settings, app.Services, http, _accounts, _stores, _buckets, _logs, _measures, clock);
        app.Run(http => http.Request.Path.Value switch
        {
            "/livez" when IsPlain(http) => http.Response.WriteAsync("ok\n"),
            "/readyz" when IsPlain(http) => TellReadiness(http),
            _ => front.Answer(http),
        });
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>Where Prometheus asks; null when nowhere.</summary>
    public string? MetricsUrl => _metrics?.Url;

    /// <summary>What it knows of the accounts.</summary>
    public AccountSet Accounts => _accounts;

    /// <summary>Its stores.</summary>
    public StoreSet Stores => _stores;

    /// <summary>Whether it should be asked: it has heard of the server, not too long ago, and a store is there.</summary>
    public bool IsReady => !_isStopping && _accounts.AreHeard && _stores.Contacts.Any(static one => one.IsThere);

    /// <summary>Reads the file, and listens.</summary>
    /// <param name="path">The file.</param>
    /// <param name="log">What is logged, and how.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="StartException">Something the operator can mend.</exception>
    /// <exception cref="UnusableFileException">The file cannot be used.</exception>
    public static Task<S3Host> Start(string path, LogOptions log, TimeProvider clock) =>
        Start(SettingsFile.Read(path, Environment.GetEnvironmentVariable), path, log, clock, null, null);

    /// <summary>Listens.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="path">The file, to be read again at SIGHUP; null for none.</param>
    /// <param name="log">What is logged, and how.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logging">Where log lines go; the console when null.</param>
    /// <param name="network">Carries the calls to the server; the machine's network when null.</param>
    /// <exception cref="StartException">Something the operator can mend.</exception>
    /// <exception cref="UnusableFileException">The registry cannot be used.</exception>
    public static async Task<S3Host> Start(
        S3Settings settings, string? path, LogOptions log, TimeProvider clock, Action<ILoggingBuilder>? logging, HttpMessageHandler? network)
    {
        var levels = logging is null ? LogLevels.Open(log) : null;
        var registry = settings.Buckets.Registry is { } file ? BucketRegistry.Open(file, clock) : null;

        void Log(ILoggingBuilder builder)
        {
            if (levels is null)
            {
                logging!(builder);
            }
            else
            {
                ConsoleLog.Add(builder, log, levels, leavesOutput: false);
            }
        }

        var app = S3WebServer.Build(settings, Log, clock);
        var http = new HttpMessageInvoker(network ?? new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = settings.Server.Patience,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
        });
        S3Host? host = null;
        try
        {
            host = new S3Host(settings, path, app, http, registry, levels, clock);
            if (settings.Metrics is { } where)
            {
                host._metrics = await MetricsHost.Start(
                    where, host._measures.Prometheus!, branch => branch.Run(host.TellReadiness), Log, CancellationToken.None);
            }

            await app.StartAsync();
            return host;
        }
        catch (Exception failure)
        {
            await (host?.DisposeAsync() ?? app.DisposeAsync());
            throw failure is IOException or UnauthorizedAccessException ? new StartException(failure.Message, failure) : failure;
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
        LogStarted(_logger, string.Join(", ", Urls), _settings.Stores.Count, _settings.Server.Url);
        ready();
        manager?.Ready();
        var isAnnounced = await signals.Stop;
        manager?.Stopping();
        _isStopping = true;
        if (isAnnounced)
        {
            await Task.WhenAny(Task.Delay(_settings.Times.DrainNotice), signals.Hurry);
        }
    }

    /// <summary>Reads the rules of buckets and the levels of the log again, and looks whether log files were moved. What cannot be used changes
    /// nothing.</summary>
    public void Reload()
    {
        _logs.Reopen();
        _app.Services.GetService<ListenerCertificate>()?.Reload();
        if (_path is not null)
        {
            try
            {
                var settings = SettingsFile.Read(_path, Environment.GetEnvironmentVariable);
                if (settings.Buckets.Rules.FirstOrDefault(rule => !_accounts.Has(rule.Account) || !_stores.Has(rule.Store)) is { } unknown)
                {
                    LogBucketsStay(_logger, $"the bucket {unknown.Name} is of an account or store that this gateway was not started with");
                }
                else
                {
                    _buckets.Now = new BucketMap(settings.Buckets, _buckets.Now.Registry);
                    LogBucketsRead(_logger, settings.Buckets.Rules.Count, _path);
                }
            }
            catch (UnusableFileException wrong)
            {
                LogBucketsStay(_logger, wrong.Message);
            }
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
        if (_metrics is not null)
        {
            await _metrics.DisposeAsync();
        }

        _measures.Dispose();
        await _app.DisposeAsync();
        await _accounts.DisposeAsync();
        await _stores.DisposeAsync();
        await _logs.DisposeAsync();
        _buckets.Now.Registry?.Dispose();
        _http.Dispose();
    }

    /// <summary>Whether a request asks for a page of health, and not for an object of that name in a bucket that has a host name.</summary>
    private bool IsPlain(HttpContext http) => HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Authorization.Count == 0
        && !http.Request.QueryString.HasValue
        && !_settings.Domains.Any(domain => http.Request.Host.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private Task TellReadiness(HttpContext http)
    {
        if (IsReady)
        {
            return http.Response.WriteAsync("ready\n");
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsync(_isStopping ? "stopping\n"
            : _accounts.AreHeard ? "no store can be reached\n" : "the server has not been heard of\n");
    }

    [LoggerMessage(20, LogLevel.Information, "The S3 gateway answers at {Urls} for {Count} stores, with the server {Server}")]
    private static partial void LogStarted(ILogger logger, string urls, int count, Uri server);

    [LoggerMessage(21, LogLevel.Information, "{Count} rules of buckets were read again from {File}; the rest of the file counts from the next start")]
    private static partial void LogBucketsRead(ILogger logger, int count, string file);

    [LoggerMessage(22, LogLevel.Error, "The rules of buckets stay as they were: {Cause}")]
    private static partial void LogBucketsStay(ILogger logger, string cause);

    [LoggerMessage(23, LogLevel.Error, "The levels of the log stay as they were: {Cause}")]
    private static partial void LogLevelsStay(ILogger logger, string cause);
}
