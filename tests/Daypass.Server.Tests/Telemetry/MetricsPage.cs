using System.Globalization;
using System.Text.RegularExpressions;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>What a server says at its address for Prometheus.</summary>
public sealed partial class MetricsPage
{
    private MetricsPage(string text) => Text = text;

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>Each metric with its type.</summary>
    public IReadOnlyDictionary<string, string> Types => TypeLine().Matches(Text)
        .ToDictionary(static line => line.Groups["name"].Value, static line => line.Groups["type"].Value);

    /// <summary>Every label with every value that it has.</summary>
    public IEnumerable<(string Metric, string Label, string Value)> Labels => Sample().Matches(Text).SelectMany(static sample =>
        Label().Matches(sample.Groups["labels"].Value)
            .Select(label => (sample.Groups["name"].Value, label.Groups["label"].Value, label.Groups["value"].Value)));

    /// <summary>The address of a server's metrics, as its banner says it.</summary>
    public static Uri AddressOf(ServerProcess server) => new(server.Banner.Single(static line => line.StartsWith("Metrics are at ", StringComparison.Ordinal))
        ["Metrics are at ".Length..^1]);

    /// <summary>Asks for it.</summary>
    public static async Task<MetricsPage> Get(Uri address)
    {
        using var http = new HttpClient();
        return new MetricsPage(await http.GetStringAsync(address));
    }

    /// <summary>The value of a series, null when it is not there.</summary>
    /// <param name="series">Its name, with labels in the order of the alphabet where it has any.</param>
    public double? Find(string series)
    {
        foreach (var line in Text.Split('\n'))
        {
            if (line.StartsWith(series + " ", StringComparison.Ordinal))
            {
                return double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^(?<name>[a-z_]+)\{(?<labels>.*)\} \S+$", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("(?<label>[a-z_]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Label();
}
