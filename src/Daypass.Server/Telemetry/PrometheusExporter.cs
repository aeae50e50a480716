using System.Buffers;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Daypass.Server.Telemetry;

/// <summary>Collects every metric when it is asked to, and writes them as the text that Prometheus reads (ADR 42).</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>The content type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ArrayBufferWriter<byte> _text = new(64 * 1024);

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The text of this moment; whoever comes meanwhile waits for a turn.</summary>
    /// <param name="cancelled">Gives up waiting.</param>
    public async Task<ReadOnlyMemory<byte>> Write(CancellationToken cancelled)
    {
        await _turn.WaitAsync(cancelled);
        try
        {
            _text = new ArrayBufferWriter<byte>(Math.Max(64 * 1024, _text.WrittenCount));
            Collect?.Invoke(Timeout.Infinite);
            return _text.WrittenMemory;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            PrometheusText.Write(metric, _text);
        }

        return ExportResult.Success;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turn.Dispose();
        }

        base.Dispose(disposing);
    }
}
