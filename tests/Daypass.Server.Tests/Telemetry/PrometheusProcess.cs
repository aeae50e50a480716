using System.Text.Json;
using System.Text.RegularExpressions;
using Daypass.Server.Tests.Nodes;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>Debian's Prometheus with the rules of <c>deploy/monitoring</c>, which asks every half second and waits for nothing before it alerts.</summary>
internal sealed partial class PrometheusProcess : IAsyncDisposable
{
    private const string Configuration = """
        global: { scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms }
        rule_files: [rules.yml]
        scrape_configs: [{ job_name: daypass, static_configs: [{ targets: ["TARGET"] }] }]
        """;

    private readonly TemporaryFolder _folder;
    private readonly ForeignProcess _process;
    private readonly HttpClient _http;

    private PrometheusProcess(TemporaryFolder folder, ForeignProcess process, HttpClient http) => (_folder, _process, _http) = (folder, process, http);

    /// <summary>The file of the rules.</summary>
    public static string Rules { get; } = Path.Combine(ForeignProcess.Repository, "deploy", "monitoring", "daypass.rules.yml");

    /// <summary>Starts one that watches a server, and waits until it has asked it twice.</summary>
    /// <param name="metrics">Where the server says its metrics.</param>
    public static async Task<PrometheusProcess> Watch(Uri metrics)
    {
        var watching = await Start(metrics.Authority);
        await Spread.TimeUntil(async () => await watching.Value("count_over_time(daypass_ready[1m])") >= 2);
        return watching;
    }

    /// <summary>Starts one that asks at an address.</summary>
    public static async Task<PrometheusProcess> Start(string target)
    {
        var folder = new TemporaryFolder();
        var port = FreePort.Find();
        var rules = await File.ReadAllTextAsync(Rules);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rules.yml"), Waiting().Replace(rules, "for: 0s"));
        var configuration = Path.Combine(folder.Path, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, Configuration.Replace("TARGET", target, StringComparison.Ordinal));
        var process = ForeignProcess.Start("prometheus",
            [
                $"--config.file={configuration}", $"--storage.tsdb.path={folder.Path}/data", $"--web.listen-address=127.0.0.1:{port}",
            ]);
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await process.WaitFor(http, new Uri(http.BaseAddress, "/-/ready"));
        await Spread.TimeUntil(async () =>
        {
            using var ready = await http.GetAsync("/-/ready");
            return ready.IsSuccessStatusCode;
        });
        return new PrometheusProcess(folder, process, http);
    }

    /// <summary>Waits until an alert fires.</summary>
    public async Task WaitFor(string alert)
    {
        IReadOnlySet<string> firing = new HashSet<string>();
        try
        {
            await Spread.TimeUntil(async () => (firing = await Firing()).Contains(alert));
        }
        catch (Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{alert} does not fire; {string.Join(", ", firing)} do. {_process.Output}");
        }
    }

    /// <summary>The alerts that fire now.</summary>
    public async Task<IReadOnlySet<string>> Firing()
    {
        using var answer = JsonDocument.Parse(await _http.GetStringAsync("/api/v1/alerts"));
        return answer.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray()
            .Where(static alert => alert.GetProperty("state").GetString() == "firing")
            .Select(static alert => alert.GetProperty("labels").GetProperty("alertname").GetString()!).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The value of an expression; null when there is none.</summary>
    public async Task<double?> Value(string expression)
    {
        using var answer = JsonDocument.Parse(await _http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}"));
        var found = answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToList();
        return found.Count == 0 ? null : double.Parse(found[0].GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("for: [0-9]+[smh]")]
    private static partial Regex Waiting();
}
