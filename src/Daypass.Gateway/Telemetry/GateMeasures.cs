using System.Diagnostics.Metrics;
using System.Globalization;
using Daypass.Gateway.Deciding;
using Daypass.Server.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Daypass.Gateway.Telemetry;

/// <summary>What the gateway counts. Labels are of a fixed set: nothing a client chooses is one.</summary>
internal sealed class GateMeasures : IDisposable
{
    private const string MeterName = "Daypass.Gateway";

    private static int Made;

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _misasked;
    private readonly MeterProvider? _export;

    /// <summary>Counts, and collects what is counted when somebody asks for it.</summary>
    /// <param name="isExported">Whether somebody does.</param>
    public GateMeasures(bool isExported)
    {
        // Meters are found by name: each gateway of a process has its own.
        var number = Interlocked.Increment(ref Made);
        _meter = new Meter(number == 1 ? MeterName : string.Create(CultureInfo.InvariantCulture, $"{MeterName}.{number}"));
        _requests = _meter.CreateCounter<long>("daypass.gateway.requests", null, "Requests that proxies asked about, by kind of proxy and outcome.");
        _duration = _meter.CreateHistogram<double>(
            "daypass.gateway.duration", "s", "How long decisions took.", null, new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            });
        _misasked = _meter.CreateCounter<long>("daypass.gateway.misasked", null, "Questions that were not answered, because of who asked or of how.");
        if (isExported)
        {
            Prometheus = new PrometheusExporter();
            _export = Sdk.CreateMeterProviderBuilder().AddMeter(_meter.Name).AddReader(new BaseExportingMetricReader(Prometheus)).Build();
        }
    }

    /// <summary>Writes what Prometheus reads; null when it has no address to ask at.</summary>
    public PrometheusExporter? Prometheus { get; }

    /// <summary>Begins to tell how the gateway is.</summary>
    /// <param name="isReady">Whether it should be asked.</param>
    /// <param name="callers">How many callers it knows.</param>
    /// <param name="sessions">How many sessions of tokens it keeps.</param>
    public void Watch(Func<bool> isReady, Func<int> callers, Func<int> sessions)
    {
        _meter.CreateObservableGauge("daypass.gateway.ready", () => isReady() ? 1 : 0, null, "Whether the gateway should be asked.");
        _meter.CreateObservableGauge("daypass.gateway.callers", callers, null, "Callers that are known.");
        _meter.CreateObservableGauge("daypass.gateway.token_sessions", sessions, null, "Sessions of tokens, and refusals of tokens, that are kept.");
    }

    /// <summary>A request was decided.</summary>
    /// <param name="proxy">The kind of proxy.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="seconds">How long it took.</param>
    public void Count(string proxy, Verdict verdict, double seconds)
    {
        _requests.Add(1, new("proxy", proxy), new("outcome", OutcomeOf(verdict)));
        _duration.Record(seconds);
    }

    /// <summary>A question was not answered.</summary>
    public void CountMisasked() => _misasked.Add(1);

    /// <inheritdoc/>
    public void Dispose()
    {
        _export?.Dispose();
        _meter.Dispose();
    }

    private static string OutcomeOf(Verdict verdict) => verdict.Error switch
    {
        null => verdict.Decision,
        { Status: >= 500 } => "unavailable",
        _ when verdict.HasNoCredentials => "unauthenticated",
        _ when verdict.Arn is not null => "denied",
        _ => "refused",
    };
}
