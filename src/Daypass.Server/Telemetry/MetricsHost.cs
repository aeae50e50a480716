using Daypass.Server.Edge;
using Daypass.Server.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Daypass.Server.Telemetry;

/// <summary>The address of its own at which Prometheus asks: a web server apart, so that callers cannot take its connections away.</summary>
internal sealed class MetricsHost : IAsyncDisposable
{
    private const int MostConnections = 64;

    private readonly WebApplication _app;

    private MetricsHost(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Listens.</summary>
    /// <param name="where">The option, <c>HOST:PORT</c>.</param>
    /// <param name="exporter">Writes the metrics.</param>
    /// <param name="readiness">Answers below <c>/readyz</c>, as at the server's own address.</param>
    /// <param name="logging">Where log lines go.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="StartException">The option is no address.</exception>
    public static async Task<MetricsHost> Start(
        string where, PrometheusExporter exporter, Action<IApplicationBuilder> readiness, Action<ILoggingBuilder> logging, CancellationToken cancelled)
    {
        var address = ListenAddress.ParsePlain("--metrics", where);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            foreach (var endPoint in address.EndPoints)
            {
                kestrel.Listen(endPoint, static listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        logging(builder.Logging);
        var app = builder.Build();
        app.Map("/healthz", static branch => branch.Run(static http => http.Response.WriteAsync("ok\n")));
        app.Map("/readyz", readiness);
        app.Map("/metrics", branch => branch.Run(async http =>
        {
            var text = await exporter.Write(http.RequestAborted);
            http.Response.ContentType = PrometheusExporter.ContentType;
            http.Response.ContentLength = text.Length;
            await http.Response.Body.WriteAsync(text, http.RequestAborted);
        }));
        try
        {
            await app.StartAsync(cancelled);
            return new MetricsHost(app);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            if (failure is IOException or InvalidOperationException or System.Net.Sockets.SocketException)
            {
                throw new StartException($"--metrics {where} cannot be listened on: {failure.Message}", failure);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
