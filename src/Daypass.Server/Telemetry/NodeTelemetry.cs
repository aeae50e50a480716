using System.Reflection;
using Daypass.Core.Telemetry;
using Daypass.Core.Throttling;
using Daypass.Federation;
using Daypass.Server.Audit;
using Daypass.Server.Composition;
using Daypass.Server.Edge;
using Daypass.Server.Options;

namespace Daypass.Server.Telemetry;

/// <summary>All that tells how one node fares: its gauges, who collects them, and the address where Prometheus asks.</summary>
internal sealed class NodeTelemetry : IAsyncDisposable
{
    private readonly TelemetryExport _export;
    private readonly ServerGauges _gauges;
    private MetricsHost? _host;

    private NodeTelemetry(TelemetryExport export, ServerGauges gauges) => (_export, _gauges) = (export, gauges);

    /// <summary>The version of the server.</summary>
    public static string Version { get; } =
        typeof(NodeTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Where Prometheus asks; null when nowhere.</summary>
    public string? Url => _host?.Url;

    /// <summary>Begins to collect, and listens for Prometheus where the operator wants it.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="service">The service.</param>
    /// <param name="isReady">Whether the node wants requests.</param>
    /// <param name="isHistoryRefused">Whether the database has another history than it follows.</param>
    /// <param name="readiness">Answers below <c>/readyz</c>.</param>
    /// <param name="audit">Where records are kept, or null.</param>
    /// <param name="certificate">The server's certificate, or null.</param>
    /// <param name="logging">Where log lines go.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="StartException">The address cannot be listened on.</exception>
    public static async Task<NodeTelemetry> Start(ServerOptions options, TokenService service, Func<bool> isReady, Func<bool> isHistoryRefused,
        Action<IApplicationBuilder> readiness, RecordLog? audit, ListenerCertificate? certificate, Action<ILoggingBuilder> logging, CancellationToken cancelled)
    {
        var gauges = new ServerGauges(service, new NodeState(Version, isReady, isHistoryRefused, audit, () => CertificateEnds.Find(certificate, options)));
        var export = TelemetryExport.Start(options.Telemetry, Environment.GetEnvironmentVariable, Version, gauges.MeterName);
        var telemetry = new NodeTelemetry(export, gauges);
        try
        {
            Measures.BeginAtZero(service.Operations.All.Select(static operation => operation.Description), [.. Admission.Limits, BodyBudget.Limit]);
            FederationMeter.BeginAtZero();
            if (export.Prometheus is { } prometheus)
            {
                telemetry._host = await MetricsHost.Start(options.Telemetry.Metrics!, prometheus, readiness, logging, cancelled);
            }

            return telemetry;
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _gauges.Dispose();
        _export.Dispose();
    }
}
