using Daypass.Core.Telemetry;
using Daypass.Server.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Daypass.Server.Telemetry;

/// <summary>Brings metrics and spans to who wants them: Prometheus, which asks, and a collector of OpenTelemetry, to which they are sent.</summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>Of the instruments of the runtime and the web server, those that an operator looks at; the rest has labels of their own making.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "kestrel.active_connections", "kestrel.rejected_connections",
        "dotnet.process.cpu.time", "dotnet.process.memory.working_set", "dotnet.gc.pause.time", "dotnet.gc.heap.total_allocated",
        "dotnet.gc.last_collection.memory.committed_size",
    };

    private readonly MeterProvider? _metrics;
    private readonly TracerProvider? _spans;

    private TelemetryExport(MeterProvider? metrics, TracerProvider? spans, PrometheusExporter? prometheus) =>
        (_metrics, _spans, Prometheus) = (metrics, spans, prometheus);

    /// <summary>Writes what Prometheus reads; null when it has no address to ask at.</summary>
    public PrometheusExporter? Prometheus { get; }

    /// <summary>Begins to collect what is wanted, which may be nothing.</summary>
    /// <param name="options">Who wants it.</param>
    /// <param name="environment">The variables of OpenTelemetry; the rest of them its library reads by itself.</param>
    /// <param name="version">The version of this server.</param>
    /// <param name="node">The meter of this node.</param>
    public static TelemetryExport Start(TelemetryOptions options, Func<string, string?> environment, string version, string node)
    {
        var isOff = string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        var prometheus = options.Metrics is null ? null : new PrometheusExporter();
        var sendsMetrics = !isOff && IsSent(options, environment, "METRICS");
        var sendsSpans = !isOff && IsSent(options, environment, "TRACES");
        var resource = ResourceBuilder.CreateDefault();
        if (environment("OTEL_SERVICE_NAME") is null)
        {
            resource.AddService("daypass", serviceVersion: version);
        }

        MeterProvider? metrics = null;
        if (prometheus is not null || sendsMetrics)
        {
            var builder = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(Measures.MeterName, node, "Daypass.Federation", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
                .AddView(static instrument => instrument.Meter.Name.StartsWith(Measures.MeterName, StringComparison.Ordinal) ? null
                    : Kept.Contains(instrument.Name) ? new MetricStreamConfiguration { TagKeys = [] }
                    : MetricStreamConfiguration.Drop);
            if (prometheus is not null)
            {
                builder.AddReader(new BaseExportingMetricReader(prometheus));
            }

            if (sendsMetrics)
            {
                builder.AddOtlpExporter(exporter => Address(exporter, options, "v1/metrics"));
            }

            metrics = builder.Build();
        }

        var spans = !sendsSpans ? null : Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(RequestSpans.SourceName)
            .AddOtlpExporter(exporter => Address(exporter, options, "v1/traces"))
            .Build();
        return new TelemetryExport(metrics, spans, prometheus);
    }

    /// <summary>Sends what was not sent yet.</summary>
    public void Dispose()
    {
        _spans?.Dispose();
        _metrics?.Dispose();
    }

    private static bool IsSent(TelemetryOptions options, Func<string, string?> environment, string signal) =>
        environment($"OTEL_{signal}_EXPORTER") is not "none"
        && (options.Otlp is not null || environment("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }
            || environment($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { Length: > 0 });

    /// <summary>Without the option the library takes address, protocol and headers from the environment.</summary>
    private static void Address(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        if (options.Otlp is { } collector)
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = new Uri($"{collector.ToString().TrimEnd('/')}/{path}");
        }
    }
}
