namespace Daypass.Server.Options;

/// <summary>Who is told how the server fares.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Where Prometheus asks for metrics, <c>HOST:PORT</c>; nowhere when null.</summary>
    public string? Metrics { get; init; }

    /// <summary>The collector that metrics and spans are sent to by OTLP over HTTP; when null, the one that OpenTelemetry's variables name, if any.</summary>
    public Uri? Otlp { get; init; }
}
