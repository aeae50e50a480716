using System.Diagnostics.Metrics;
using System.Globalization;
using Daypass.Gateway.S3.Logs;
using Daypass.Server.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Daypass.Gateway.S3.Telemetry;

/// <summary>What the S3 gateway counts. Labels are of a fixed set: nothing a client chooses is one.</summary>
internal sealed class S3Measures : IDisposable
{
    private const string MeterName = "Daypass.Gateway.S3";

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static int Made;

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _store;
    private readonly MeterProvider? _export;

    /// <summary>Counts, and collects what is counted when somebody asks for it.</summary>
    /// <param name="isExported">Whether somebody does.</param>
    public S3Measures(bool isExported)
    {
        var number = Interlocked.Increment(ref Made);
        _meter = new Meter(number == 1 ? MeterName : string.Create(CultureInfo.InvariantCulture, $"{MeterName}.{number}"));
        _requests = _meter.CreateCounter<long>("daypass.s3.requests", null, "Requests by operation, account of the bucket, and outcome.");
        _bytes = _meter.CreateCounter<long>("daypass.s3.bytes", "By", "Bytes of bodies, by direction.");
        _duration = _meter.CreateHistogram("daypass.s3.duration", "s", "How long requests took, by operation.", null, Buckets);
        _store = _meter.CreateHistogram("daypass.s3.store.duration", "s", "How long a store took to begin its answer.", null, Buckets);
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
    /// <param name="stores">Whether each store can be reached.</param>
    /// <param name="lost">How many lines of logs were lost.</param>
    public void Watch(Func<bool> isReady, Func<int> callers, Func<IEnumerable<(string Store, bool IsThere)>> stores, Func<long> lost)
    {
        _meter.CreateObservableGauge("daypass.s3.ready", () => isReady() ? 1 : 0, null, "Whether the gateway should be asked.");
        _meter.CreateObservableGauge("daypass.s3.callers", callers, null, "Callers that are known.");
        _meter.CreateObservableGauge(
            "daypass.s3.store.ready",
            () => stores().Select(static one => new Measurement<int>(one.IsThere ? 1 : 0, new KeyValuePair<string, object?>("store", one.Store))), null,
            "Whether a store can be reached.");
        _meter.CreateObservableCounter("daypass.s3.log_lines_lost", lost, null, "Lines of the access log and of denials that were lost.");
    }

    /// <summary>A request was served.</summary>
    public void Count(AccessRecord record)
    {
        var operation = record.Operation ?? "none";
        _requests.Add(1, new("operation", operation), new("account", record.BucketAccount ?? "none"), new("outcome", OutcomeOf(record)));
        _duration.Record(record.Total.TotalSeconds, new KeyValuePair<string, object?>("operation", operation));
        if (record is { Turnaround: { } turnaround, Store: { } store })
        {
            _store.Record(turnaround.TotalSeconds, new("store", store), new("operation", operation));
        }

        _bytes.Add(record.BytesReceived, new KeyValuePair<string, object?>("direction", "in"));
        _bytes.Add(record.BytesSent, new KeyValuePair<string, object?>("direction", "out"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _export?.Dispose();
        _meter.Dispose();
    }

    private static string OutcomeOf(AccessRecord record) => record.Status switch
    {
        < 400 => "ok",
        >= 500 => "unavailable",
        _ when record.ErrorCode == "AccessDenied" => "denied",
        404 => "absent",
        _ => "refused",
    };
}
