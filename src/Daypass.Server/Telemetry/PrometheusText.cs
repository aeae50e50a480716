using System.Buffers;
using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Daypass.Server.Telemetry;

/// <summary>Writes one metric in Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal static class PrometheusText
{
    /// <summary>Writes its help, its type and all its series.</summary>
    public static void Write(Metric metric, IBufferWriter<byte> output)
    {
        var type = TypeOf(metric.MetricType);
        var name = NameOf(metric.Name, metric.Unit, type);
        Add(output, $"# HELP {name} {metric.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        Add(output, $"# TYPE {name} {type}\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point.Tags);
            if (type == "histogram")
            {
                WriteHistogram(output, name, labels, point);
            }
            else
            {
                WriteSample(output, name, labels, "", ValueOf(metric.MetricType, point));
            }
        }
    }

    /// <summary>The name that Prometheus' conventions give an instrument: its unit and, of a counter, <c>total</c> at the end.</summary>
    public static string NameOf(string instrument, string unit, string type)
    {
        var name = new StringBuilder(instrument.Length + 16);
        foreach (var character in instrument)
        {
            name.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        AddSuffix(name, unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        });
        AddSuffix(name, type == "counter" ? "_total" : "");
        return name.ToString();
    }

    private static void AddSuffix(StringBuilder name, string suffix)
    {
        if (!name.ToString().EndsWith(suffix, StringComparison.Ordinal))
        {
            name.Append(suffix);
        }
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void WriteHistogram(IBufferWriter<byte> output, string name, string labels, in MetricPoint point)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Format(bucket.ExplicitBound);
            WriteSample(output, name + "_bucket", labels, $"le=\"{bound}\"", below);
        }

        WriteSample(output, name + "_sum", labels, "", point.GetHistogramSum());
        WriteSample(output, name + "_count", labels, "", point.GetHistogramCount());
    }

    private static void WriteSample(IBufferWriter<byte> output, string name, string labels, string another, double value)
    {
        var all = labels.Length > 0 && another.Length > 0 ? $"{labels},{another}" : labels + another;
        Add(output, all.Length == 0 ? $"{name} {Format(value)}\n" : $"{name}{{{all}}} {Format(value)}\n");
    }

    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            labels.Append(labels.Length == 0 ? "" : ",");
            foreach (var character in key)
            {
                labels.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
            }

            labels.Append("=\"");
            foreach (var character in value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
            {
                _ = character switch
                {
                    '\\' => labels.Append("\\\\"),
                    '"' => labels.Append("\\\""),
                    '\n' => labels.Append("\\n"),
                    _ => labels.Append(character),
                };
            }

            labels.Append('"');
        }

        return labels.ToString();
    }

    private static string Format(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static void Add(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
