using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Options;
using Daypass.Server.Tests.Nodes;
using Daypass.Testing;
using Daypass.Testing.Databases;
using Daypass.Testing.Network;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;
using Npgsql;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>A real Prometheus with our rules watches real servers, and each alert fires when the thing it is about breaks.</summary>
[Trait("Category", "foreign")]
public sealed partial class AlertTests
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    private static readonly string Folder = Path.GetDirectoryName(PrometheusProcess.Rules)!;

    [Fact]
    public async Task Without_trouble_no_alert_fires()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        for (var call = 0; call < 20; call++)
        {
            await api.Get(new GetCallerIdentityRequest(), server.Profiles["admin"]);
        }

        await Spread.TimeUntil(async () => await prometheus.Value("""daypass_requests_total{operation="GetCallerIdentity",outcome="ok"}""") == 20);
        Assert.True(await prometheus.Value("ALERTS_FOR_STATE") is null, string.Join(", ", await prometheus.Firing()));
        Assert.Empty(await prometheus.Firing());
    }

    [Fact]
    public async Task DaypassDown_fires_when_nobody_answers()
    {
        await using var prometheus = await PrometheusProcess.Start($"127.0.0.1:{FreePort.Find()}");
        await prometheus.WaitFor("DaypassDown");
    }

    [Fact]
    public async Task DaypassDatabaseAway_DaypassFollowerStale_DaypassNotReady_and_DaypassFaults_fire_without_the_database()
    {
        await using var postgres = await PostgresServer.Start();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(
            folder.Path, "--metrics", "127.0.0.1:0", "--database", postgres.Address(), "--longest-outage", "5s");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await api.Get(new GetCallerIdentityRequest(), server.Profiles["admin"]);
        await postgres.StopNow();
        await prometheus.WaitFor("DaypassDatabaseAway");
        await prometheus.WaitFor("DaypassNotReady");
        await Spread.TimeUntil(async () =>
        {
            await api.Call(new GetCallerIdentityRequest(), server.Profiles["admin"]);
            return (await prometheus.Firing()).IsSupersetOf(["DaypassFaultsFast", "DaypassFaultsSlow"]);
        });
        await prometheus.WaitFor("DaypassFollowerStale");
    }

    [Fact]
    public async Task DaypassOlderHistory_fires_when_an_older_history_is_met()
    {
        await using var postgres = await PostgresServer.Start();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--database", postgres.Address());
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await api.Get(new CreateRoleRequest { RoleName = "seen", AssumeRolePolicyDocument = Trust }, server.Profiles["admin"]);
        await PostgresServer.Sql(postgres.Address(), "delete from change where position = (select max(position) from change)");
        await prometheus.WaitFor("DaypassOlderHistory");
        await prometheus.WaitFor("DaypassNotReady");
    }

    [Fact]
    public async Task DaypassSlow_and_DaypassDatabaseSlow_fire_when_writes_wait()
    {
        await using var postgres = await PostgresServer.Start();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--database", postgres.Address());
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await api.Get(new CreateRoleRequest { RoleName = "first", AssumeRolePolicyDocument = Trust }, server.Profiles["admin"]);
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        await using var holding = new NpgsqlConnection(postgres.Address());
        await holding.OpenAsync();
        await using (var transaction = await holding.BeginTransactionAsync())
        {
            await using (var take = new NpgsqlCommand("lock table writer in exclusive mode", holding, transaction))
            {
                await take.ExecuteNonQueryAsync();
            }

            var late = api.Call(new CreateRoleRequest { RoleName = "late", AssumeRolePolicyDocument = Trust }, server.Profiles["admin"]);

            // By the database's own clock: it waits for the lock for a second.
            const string Waits = "select count(*) from pg_stat_activity"
                + " where wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '1 second'";
            await Spread.TimeUntil(async () => await PostgresServer.Sql(postgres.Address(), Waits) is > 0L);
            await transaction.RollbackAsync();
            Assert.Null((await late).Error);
        }

        await prometheus.WaitFor("DaypassSlow");
        await prometheus.WaitFor("DaypassDatabaseSlow");
    }

    [Fact]
    public async Task DaypassAuditFailing_fires_when_records_cannot_be_written()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var disk = TroubledDisk.Small(data, 4096);
        await using var server = await ServerProcess.StartOn(disk, data, "--metrics", "127.0.0.1:0");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        disk.Fill(server.Id);
        await Spread.TimeUntil(async () =>
        {
            await api.Call(new GetSessionTokenRequest(), server.Profiles["admin"]);
            return (await prometheus.Firing()).Contains("DaypassAuditFailing");
        });
    }

    [Fact]
    public async Task DaypassCertificateEnds_fires_two_weeks_before()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(null, TimeSpan.FromDays(3));
        var (pem, key) = (Path.Combine(folder.Path, "tls.pem"), Path.Combine(folder.Path, "tls.key"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using var server = await ServerProcess.StartAt(
            "https://127.0.0.1:0", folder.Path, "--metrics", "127.0.0.1:0", "--tls-certificate", pem, "--tls-key", key);
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        await prometheus.WaitFor("DaypassCertificateEnds");
    }

    [Fact]
    public async Task DaypassKeyOverdue_fires_when_the_ring_is_not_rotated()
    {
        // The node believes it is sixty days ago, so its key was due a month ago.
        await using var server = await RunningServer.Start(
            new ManualClock(TimeProvider.System.GetUtcNow().AddDays(-60)),
            static options => options with { Telemetry = new TelemetryOptions { Metrics = "127.0.0.1:0" } });
        await using var prometheus = await PrometheusProcess.Watch(new Uri(server.Host.MetricsUrl!));
        await prometheus.WaitFor("DaypassKeyOverdue");
    }

    [Fact]
    public async Task DaypassRefusalsSurge_fires_under_a_flood_without_proof()
    {
        const int Flood = 6000;
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--address-rate", "none");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await Parallel.ForAsync(0, Flood, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var refused = await api.Post("Action=GetCallerIdentity&Version=2011-06-15", ServiceDescription.Sts, new(
                "AKIAAAAAAAAAAAAAAAAA", Protocol.Secret.NewAccessKey()));
        });
        await prometheus.WaitFor("DaypassRefusalsSurge");
    }

    [Fact]
    public async Task DaypassKeysOfProvidersFail_fires_when_no_keys_can_be_fetched()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--allow-loopback-issuers");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        var account = (await api.Get(new GetCallerIdentityRequest(), server.Profiles["admin"])).Account;
        for (var number = 0; number < 6; number++)
        {
            var host = $"localhost:{FreePort.Find()}";
            await api.Get(
                new CreateOpenIdConnectProviderRequest
                {
                    Url = "https://" + host,
                    ClientIdList = ["sts.amazonaws.com"],
                    ThumbprintList = [new string('a', 40)],
                },
                server.Profiles["admin"]);
            var trust = $$$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
                "Principal":{"Federated":"arn:aws:iam::{{{account}}}:oidc-provider/{{{host}}}"},
                "Condition":{"StringEquals":{"{{{host}}}:sub":"me"} } }]}
                """;
            var role = await api.Get(
                new CreateRoleRequest { RoleName = $"web{number}", AssumeRolePolicyDocument = trust }, server.Profiles["admin"]);
            var call = new AssumeRoleWithWebIdentityRequest
            {
                RoleArn = role.Role!.Arn!,
                RoleSessionName = "me",
                WebIdentityToken = Token("https://" + host),
            };
            Assert.NotNull((await api.Call(call, null)).Error);
        }

        await prometheus.WaitFor("DaypassKeysOfProvidersFail");
    }

    [Fact]
    public async Task DaypassThrottling_fires_when_an_account_asks_too_much()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--account-rate", "1:1");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        await Spread.TimeUntil(async () =>
        {
            await api.Call(new GetCallerIdentityRequest(), server.Profiles["admin"]);
            return (await prometheus.Firing()).Contains("DaypassThrottling");
        });
    }

    [Fact]
    public async Task DaypassConnectionsRefused_fires_when_there_are_too_many()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--metrics", "127.0.0.1:0", "--most-connections", "2");
        await using var prometheus = await PrometheusProcess.Watch(MetricsPage.AddressOf(server));
        var open = new List<Socket>();
        await Spread.TimeUntil(async () =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            open.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(server.Url).Port);
            return (await prometheus.Firing()).Contains("DaypassConnectionsRefused");
        });
        open.ForEach(static socket => socket.Dispose());
    }

    [Fact]
    public async Task Every_alert_has_its_test_and_its_paragraph()
    {
        var alerts = Alert().Matches(await File.ReadAllTextAsync(PrometheusProcess.Rules)).Select(static match => match.Groups["name"].Value).ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(ForeignProcess.Repository, "docs", "monitoring.md"));
        var tests = await File.ReadAllTextAsync(
            Path.Combine(ForeignProcess.Repository, "tests", "Daypass.Server.Tests", "Telemetry", "AlertTests.cs"));
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Contains($"| `{alert}` |", page, StringComparison.Ordinal));
        Assert.All(alerts, alert => Assert.Contains($"\"{alert}\"", tests, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Promtool_takes_the_rules_the_configuration_and_every_expression_of_the_dashboard()
    {
        await Promtool("check", "rules", PrometheusProcess.Rules);
        await Promtool("check", "config", Path.Combine(Folder, "prometheus.yml"));
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "grafana-dashboard.json")));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(static panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var rules = new StringBuilder("groups: [{ name: dashboard, rules: [\n");
        var number = 0;
        foreach (var target in panels.SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()))
        {
            var expression = target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "5m", StringComparison.Ordinal);
            rules.Append(null, $"{{ record: \"panel_{number++}\", expr: {JsonSerializer.Serialize(expression)} }},\n");
        }

        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "dashboard.yml");
        await File.WriteAllTextAsync(file, rules.Append("] }]\n").ToString());
        await Promtool("check", "rules", file);
    }

    [Fact]
    public async Task Rules_and_dashboard_name_only_metrics_that_there_are()
    {
        var known = MetricRow().Matches(await File.ReadAllTextAsync(Path.Combine(ForeignProcess.Repository, "docs", "monitoring.md")))
            .Select(static row => row.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (var file in new[] { PrometheusProcess.Rules, Path.Combine(Folder, "grafana-dashboard.json") })
        {
            var named = MetricName().Matches(await File.ReadAllTextAsync(file)).Select(static match => match.Value);
            Assert.All(named, name => Assert.Contains(Part().Replace(name, ""), known));
        }
    }

    private static async Task Promtool(params string[] arguments)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (said, errors) = (await promtool.StandardOutput.ReadToEndAsync(), await promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        Assert.True(promtool.ExitCode == 0, said + errors);
    }

    /// <summary>A token whose signature nobody comes to look at, because the keys for it cannot be fetched.</summary>
    private static string Token(string issuer)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = """{"alg":"RS256","typ":"JWT","kid":"one"}""";
        var claims = $$"""{"iss":"{{issuer}}","sub":"me","aud":"sts.amazonaws.com","iat":{{now}},"exp":{{now + 600}}}""";
        return $"{Base64(Encoding.UTF8.GetBytes(header))}.{Base64(Encoding.UTF8.GetBytes(claims))}.{Base64(new byte[256])}";
    }

    private static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    [GeneratedRegex("alert: (?<name>[A-Za-z]+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| [a-z]+ \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("(daypass|kestrel|dotnet)_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("_bucket$")]
    private static partial Regex Part();
}
