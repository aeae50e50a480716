using Daypass.Gateway.S3.Settings;
using Daypass.Server.Edge;
using Daypass.Server.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Daypass.Gateway.S3.Hosting;

/// <summary>The web server in front: HTTP/1.1, bodies of any length, and limits for everything else.</summary>
internal static class S3WebServer
{
    private const int DefaultConnections = 10_000;

    /// <summary>The web server looks once a second, and wants more than that.</summary>
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(2);

    /// <summary>Puts it together.</summary>
    /// <exception cref="StartException">Something the operator can mend.</exception>
    public static WebApplication Build(S3Settings settings, Action<ILoggingBuilder> logging, TimeProvider clock)
    {
        var addresses = ListenAddress.Parse(settings.Urls, "listen");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(services =>
            new ClientResolver(settings.Edge, clock, services.GetRequiredService<ILogger<ClientResolver>>()));
        if (settings.Edge.TlsCertificate is not null)
        {
            builder.Services.AddSingleton(services =>
                ListenerCertificate.Open(settings.Edge, clock, services.GetRequiredService<ILogger<ListenerCertificate>>()));
        }

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 300;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

            // A slow client is a client of S3; one that is silent holds nothing for longer than the settings say.
            kestrel.Limits.MinRequestBodyDataRate = Slowest(settings);
            kestrel.Limits.MinResponseDataRate = Slowest(settings);
            kestrel.Limits.MaxConcurrentConnections = settings.Limits.Connections ?? OpenFiles.ConnectionsUpTo(DefaultConnections);
            kestrel.ConfigureEndpointDefaults(static endpoint => endpoint.Protocols = HttpProtocols.Http1);
            Listeners.Bind(kestrel, addresses, settings.Edge, kestrel.ApplicationServices.GetService<ListenerCertificate>());
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Times.Drain);
        logging(builder.Logging);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        return builder.Build();
    }

    private static MinDataRate Slowest(S3Settings settings) =>
        new(240, settings.Times.Idle > ShortestGrace ? settings.Times.Idle : ShortestGrace);
}
