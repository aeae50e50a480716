using Daypass.Core.Directory;
using Daypass.Core.Pipeline;
using Daypass.Core.Sealing;
using Daypass.Federation.Saml;
using Daypass.Core.Authentication;
using Daypass.Server.Composition;
using Daypass.Server.Audit;
using Daypass.Server.Edge;
using Daypass.Server.Logging;
using Daypass.Server.Operators;
using Daypass.Server.Options;
using Daypass.Server.Telemetry;
using Daypass.Server.Kits;
using Daypass.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Daypass.Server.Hosting;

/// <summary>A running server: the database, the service and the web server in front of it.</summary>
public sealed partial class ServerHost : IAsyncDisposable
{
    /// <summary>A quarter of a megabyte, the largest body, takes two minutes at this rate and not a quarter of an hour.</summary>
    private static readonly MinDataRate SlowestBody = new(2048, TimeSpan.FromSeconds(5));

    private readonly RecordLog? _audit;
    private readonly Database _database;
    private readonly TokenService _service;
    private readonly WebApplication _app;
    private readonly ChangeFollower _follower;
    private readonly BackgroundServices _background;
    private readonly Readiness _readiness;
    private readonly TimeSpan _notice;
    private readonly NodeTelemetry _telemetry;
    private readonly PipelineLog _log;
    private LogLevels? _levels;
    private AuditHeads? _heads;

    private ServerHost(Database database, TokenService service, WebApplication app, ChangeFollower follower, BackgroundServices background,
        Readiness readiness, TimeSpan notice, FirstCredentials? first, RecordLog? audit, NodeTelemetry telemetry, PipelineLog log)
    {
        _audit = audit;
        _readiness = readiness;
        _notice = notice;
        _telemetry = telemetry;
        _log = log;
        _background = background;
        _database = database;
        _service = service;
        _app = app;
        _follower = follower;
        First = first;
    }

    /// <summary>What the first start made; null on later starts.</summary>
    public FirstCredentials? First { get; }

    /// <summary>One line about the world that was applied, or null.</summary>
    public string? World { get; private init; }

    /// <summary>What tests may do to it; null on a server that is not for tests.</summary>
    public TestControls? Controls { get; private init; }

    /// <summary>Where programs of this machine reach the same over HTTP; null on a server that is not for tests.</summary>
    public string? ControlUrl => Controls is null ? null : Urls[0].TrimEnd('/') + ControlEndpoint.Path;

    /// <summary>The service, for commands and tests in this process.</summary>
    public TokenService Service => _service;

    private ILogger Logger => _app.Services.GetRequiredService<ILogger<ServerHost>>();

    /// <summary>The URLs it listens on, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>Where Prometheus asks; null when nowhere.</summary>
    public string? MetricsUrl => _telemetry.Url;

    /// <summary>Opens the database, makes the first account when there is none, and listens.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="clock">The time; a test's own.</param>
    /// <param name="logging">Where log lines go; the console when null.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="StartException">Something the operator can mend; the message says what.</exception>
    public static async Task<ServerHost> Start(ServerOptions options, TimeProvider clock, Action<ILoggingBuilder>? logging, CancellationToken cancelled)
    {
        var levels = logging is null ? LogLevels.Open(options.Log) : null;
        var logged = LoggingTo(logging, options, levels);
        var app = BuildOrExplain(options, clock, logged);
        Database? database = null;
        TokenService? service = null;
        PipelineLog? log = null;
        ChangeFollower? follower = null;
        RecordLog? audit = null;
        AuditHeads? heads = null;
        NodeTelemetry? telemetry = null;
        OperatorRecords? operators = null;
        try
        {
            TestRules.Validate(options);
            ListenAddress.EnsureFree(options.Urls);
            database = await Stores.Open(options, clock, cancelled);
            if (options.MustExist && (await database.Keys.All(cancelled)).Count == 0)
            {
                throw new StartException($"Nothing has ever been stored in {database.Where}, and --must-exist says that there has to be something.");
            }

            if (ServerFolder.FindWarning(options) is { } warning)
            {
                LogFolderIsOpen(app.Services.GetRequiredService<ILogger<ServerHost>>(), warning);
            }

            var envelope = await Stores.EnvelopeFor(database, options, clock, cancelled);
            log = new PipelineLog(app.Services.GetRequiredService<ILogger<RequestPipeline>>(), clock);
            audit = AuditOutlets.Open(options, clock, app.Services.GetRequiredService<ILoggerFactory>()) is { } outlets
                ? new RecordLog(outlets, app.Services.GetRequiredService<ILogger<RecordLog>>())
                : null;
            var decisions = options.HasTestControls ? new DecisionLog(log) : null;
            var wellKnown = options.WellKnownKeys is null ? null : new WellKnownKeys();
            var settings = options.ToSettings() with
            {
                // Clients sign by the machine's clock, which a test does not move.
                SigningClock = options.HasTestControls ? TimeProvider.System : null,
                TellsDecisions = options.HasTestControls,
                WellKnown = wellKnown,
                Federation = FederationSetup.Create(
                    options.Federation, clock, new SamlTrustLog(app.Services.GetRequiredService<ILogger<SamlTrusts>>())),
                Audit = audit,
                AuditRequired = !options.Audit.MayFail,
                AuditShowsOrigin = options.Audit.ShowsOrigin,
            };
            service = await TokenService.Open(database.Entities, database.Keys, database.Ephemeral, envelope, settings, clock,
                decisions ?? (IPipelineLog)log, cancelled);
            heads = audit is null ? null : await AuditHeads.Begin(audit, new AuditKeys(service.Ring), database.Audit, clock, cancelled);
            var world = options.World is { } file ? await WorldLoadingAtStart.Apply(file, service.Parts, database.Audit, options, cancelled) : null;
            var first = await FirstCredentials.Ensure(service.Parts, database.Audit, options, cancelled);
            if (wellKnown is not null)
            {
                await WellKnownUser.Choose(options.WellKnownKeys!, wellKnown, service.Parts, cancelled);
            }

            follower = await ChangeFollower.Start(
                database.Entities, service.Parts.Directory, service.Ring, service.Parts.StoreHealth, service.Parts.Followed, clock, cancelled);
            operators = audit is null ? null : new OperatorRecords(database.Audit, audit, clock);
            if (operators is not null)
            {
                await operators.Tell(cancelled);
            }

            var readiness = new Readiness(database, service, clock);
            await readiness.Check(cancelled);
            telemetry = await NodeTelemetry.Start(
                options, service, () => readiness.IsReady, () => database.HistoryWarning is not null, readiness.Branch, audit,
                app.Services.GetService<ListenerCertificate>(),
                logged, cancelled);
            var clients = new ClientResolver(options.Edge, clock, app.Services.GetRequiredService<ILogger<ClientResolver>>());
            var endpoint = new QueryEndpoint(service.Pipeline, new BodyBudget(options.Limits.BodyBytes), clients);
            app.Map("/healthz", static branch => branch.Run(static http => http.Response.WriteAsync("ok\n")));
            app.Map("/readyz", readiness.Branch);
            var issuers = new IssuerEndpoint(service.Parts.Issuer, endpoint);
            app.Map("/oidc", issuers.Branch);
            app.Map(IssuerEndpoint.Metadata, issuers.MetadataBranch);
            app.Map("/delegation", DelegationPage.Branch);
            var controls = decisions is null ? null
                : await TestControls.Create(database, service.Parts, decisions, clock as MovableClock, cancelled);
            var control = controls is null ? null : new ControlEndpoint(controls);
            if (control is not null)
            {
                app.Map(ControlEndpoint.Path, control.Branch);
            }

            new FamiliarPaths(control).Map(app);
            app.Run(endpoint.Answer);
            await app.StartAsync(cancelled);
            service.Parts.Address.ListeningOn(app.Urls.First());
            var background = new BackgroundServices(service, readiness, operators, heads, app.Services.GetRequiredService<ILogger<BackgroundServices>>());
            return new ServerHost(database, service, app, follower, background, readiness, options.DrainNotice, first, audit, telemetry, log)
            {
                World = world,
                Controls = controls,
                _levels = levels,
                _heads = heads,
            };
        }
        catch (Exception failure)
        {
            if (follower is not null)
            {
                await follower.DisposeAsync();
            }

            if (telemetry is not null)
            {
                await telemetry.DisposeAsync();
            }

            operators?.Dispose();
            heads?.Dispose();
            service?.Dispose();
            audit?.Dispose();
            log?.Dispose();
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            await app.DisposeAsync();
            if (StartException.For(failure, options) is { } plain)
            {
                throw plain;
            }

            throw;
        }
    }

    /// <summary>Serves until the process is asked to stop. A service manager's request is announced at <c>/readyz</c> first, while requests are still
    /// served; what runs when the host is disposed of may finish.</summary>
    /// <param name="ready">Called when signals are listened to: whoever hears that the server is there may send one at once.</param>
    /// <param name="cancelled">Ends it now.</param>
    public async Task Run(Action ready, CancellationToken cancelled)
    {
        using var manager = ServiceNotifier.Find(Environment.GetEnvironmentVariable, _service.Parts.Clock);
        using var signals = new ProcessSignals(() =>
        {
            manager?.Reloading();
            Reload();
            manager?.Ready();
        });
        ready();
        await using var told = manager is null ? null : ServiceWatch.Start(manager, _readiness.Describe, new ListenerProbe(_app.Urls), _service.Parts.Clock);
        try
        {
            var isAnnounced = await signals.Stop.WaitAsync(cancelled);
            manager?.Stopping();
            _readiness.Stop();
            _service.Parts.Followed.Stop();
            if (isAnnounced)
            {
                await Task.WhenAny(Task.Delay(_notice, _service.Parts.Clock, cancelled), signals.Hurry);
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // Whoever runs the host wants it to end now.
        }
    }

    /// <summary>Reads the files again that may change while the server runs: its certificate, and the levels of the log. An audit file that was moved away is
    /// made anew.</summary>
    public void Reload()
    {
        _audit?.Reopen();
        _app.Services.GetService<ListenerCertificate>()?.Reload();
        if (_levels?.Reload() is { } wrong)
        {
            LogLevelsStay(Logger, wrong);
        }
    }

    /// <summary>Says in one line of the log what runs, and with which options.</summary>
    /// <param name="options">The options, without secrets.</param>
    public void Announce(string options) => LogStarted(Logger, NodeTelemetry.Version, string.Join(", ", Urls), _database.Where, options);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();

        // What it counted is a line of the log, which ends with the host.
        _log.Dispose();
        await _app.DisposeAsync();
        await _background.DisposeAsync();
        await _follower.DisposeAsync();
        await _service.Parts.Uses.Flush();
        await _telemetry.DisposeAsync();
        await _service.Parts.Denied.Flush();
        _service.Dispose();
        if (_heads is not null)
        {
            await _heads.End();
            _heads.Dispose();
        }

        _audit?.Dispose();
        await _database.DisposeAsync();
    }

    private static WebApplication BuildOrExplain(ServerOptions options, TimeProvider clock, Action<ILoggingBuilder> logging)
    {
        try
        {
            return Build(options, clock, logging);
        }
        catch (Exception failure) when (StartException.For(failure, options) is { } plain)
        {
            throw plain;
        }
    }

    private static WebApplication Build(ServerOptions options, TimeProvider clock, Action<ILoggingBuilder> logging)
    {
        var addresses = ListenAddress.Parse(options.Urls);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (options.Edge is not { TlsCertificate: null, TlsKey: null, ClientRoots: null })
        {
            if (!addresses.Any(static address => address.IsSecure))
            {
                throw new StartException($"--tls-certificate, --tls-key and --client-roots are for https, and --urls {options.Urls} names no https address.");
            }

            builder.Services.AddSingleton(services =>
                ListenerCertificate.Open(options.Edge, clock, services.GetRequiredService<ILogger<ListenerCertificate>>()));
        }

        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            kestrel.Limits.MaxConcurrentConnections = options.Limits.Connections ?? OpenFiles.ConnectionsUpTo(LimitOptions.DefaultConnections);

            // HTTP/2 over clear text needs prior knowledge and brings rapid resets; the SDKs speak 1.1.
            kestrel.ConfigureEndpointDefaults(static endpoint => endpoint.Protocols = HttpProtocols.Http1);

            // The framework's own settings of certificates, such as ASPNETCORE_Kestrel__Certificates__Default__Path.
            kestrel.Configure(new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build().GetSection("Kestrel"));
            Listeners.Bind(kestrel, addresses, options.Edge, kestrel.ApplicationServices.GetService<ListenerCertificate>());
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        logging(builder.Logging);
        return builder.Build();
    }

    private static Action<ILoggingBuilder> LoggingTo(Action<ILoggingBuilder>? logging, ServerOptions options, LogLevels? levels) => builder =>
    {
        if (levels is not null)
        {
            ConsoleLog.Add(builder, options.Log, levels, options.Audit.UsesStandardOutput);
            return;
        }

        // The road logs each call itself; the host would make an Activity and a scope for every request only to log the same.
        logging!(builder);
        builder.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    };

    [LoggerMessage(7, LogLevel.Information, "Daypass {Version} serves at {Urls} with {Database}; {Options}")]
    private static partial void LogStarted(ILogger logger, string version, string urls, string database, string options);

    [LoggerMessage(9, LogLevel.Warning, "{Warning}")]
    private static partial void LogFolderIsOpen(ILogger logger, string warning);

    [LoggerMessage(8, LogLevel.Error, "The levels of the log stay as they were: {Cause}")]
    private static partial void LogLevelsStay(ILogger logger, string cause);
}
