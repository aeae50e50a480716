using System.Diagnostics;
using System.Text.RegularExpressions;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Signing;
using Daypass.Protocol.Sts;
using Daypass.Testing.Providers;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>What the server tells Prometheus: every figure of the document, and nothing that a client chose.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    /// <summary>What there is only where there are certificates, and where there were too many connections.</summary>
    private static readonly (string, string)[] Sometimes =
    [
        ("daypass_certificate_expiry_timestamp_seconds", "gauge"), ("kestrel_rejected_connections_total", "counter"),
    ];

    private readonly TemporaryFolder _folder = new();
    private ServerProcess _server = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.Start(_folder.Path, "--metrics", "127.0.0.1:0");
        _api = new ApiClient(new Uri(_server.Url), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Calls_denials_refusals_and_sessions_are_counted_each_by_its_label()
    {
        var admin = _server.Profiles["admin"];
        await _api.Get(new GetCallerIdentityRequest(), admin);
        await _api.Get(new GetSessionTokenRequest(), admin);
        var wrong = new SigningCredentials(admin.AccessKeyId, Secret.NewAccessKey());
        Assert.Equal("SignatureDoesNotMatch", (await _api.Call(new GetCallerIdentityRequest(), wrong)).Error!.Code);
        await _api.Get(new CreateUserRequest { UserName = "anna" }, admin);
        var key = (await _api.Get(new CreateAccessKeyRequest { UserName = "anna" }, admin)).AccessKey;
        var anna = new SigningCredentials(key.AccessKeyId, Secret.FromText(key.SecretAccessKey));
        Assert.Equal("AccessDenied", (await _api.Call(new ListUsersRequest(), anna)).Error!.Code);
        using var unknown = await _api.Post("Action=Nothing&Version=2011-06-15", ServiceDescription.Sts, null);

        var page = await MetricsPage.Get(MetricsPage.AddressOf(_server));
        Assert.Equal(1, page.Find("""daypass_requests_total{operation="GetCallerIdentity",outcome="ok",service="sts"}"""));
        Assert.Equal(1, page.Find("""daypass_requests_total{operation="GetCallerIdentity",outcome="client_error",service="sts"}"""));
        Assert.Equal(1, page.Find("""daypass_requests_total{operation="ListUsers",outcome="denied",service="iam"}"""));
        Assert.Equal(1, page.Find("""daypass_requests_total{operation="Unknown",outcome="client_error",service="none"}"""));
        Assert.Equal(0, page.Find("""daypass_requests_total{operation="AssumeRole",outcome="fault",service="sts"}"""));
        Assert.Equal(2, page.Find("""daypass_request_duration_seconds_count{operation="GetCallerIdentity",service="sts"}"""));
        Assert.Equal(1, page.Find("""daypass_denials_total{layer="identity"}"""));
        Assert.Equal(0, page.Find("""daypass_denials_total{layer="service_control"}"""));
        Assert.Equal(1, page.Find("""daypass_sessions_issued_total{kind="user"}"""));
        Assert.Equal(0, page.Find("""daypass_sessions_issued_total{kind="role"}"""));
        Assert.Equal(1, page.Labels.Where(static one => one is { Metric: "daypass_refusals_total", Label: "reason" })
            .Sum(one => page.Find($$"""daypass_refusals_total{reason="{{one.Value}}"}""")));
        Assert.True(page.Find("""daypass_cache_lookups_total{result="hit"}""") > 0);
        Assert.True(page.Find("""daypass_cache_lookups_total{result="miss"}""") > 0);
        Assert.True(page.Find("""daypass_database_wait_seconds_count{kind="read"}""") > 0);
        Assert.True(page.Find("""daypass_database_wait_seconds_count{kind="write"}""") > 0);
        Assert.Equal(1, page.Find("daypass_ready"));
        Assert.Equal(1, page.Find("daypass_database_up"));
        Assert.True(page.Find("daypass_change_follower_lag_seconds") is >= 0 and < 60);
        Assert.Equal(30 * 86400, page.Find("""daypass_keyring_key_due_timestamp_seconds{purpose="seal"}""")
            - page.Find("""daypass_keyring_key_created_timestamp_seconds{purpose="seal"}"""));
        Assert.True(page.Find("kestrel_active_connections") >= 1);
    }

    [Fact]
    public async Task What_clients_send_is_in_no_label()
    {
        const string Chosen = "Zaphod";
        for (var number = 0; number < 50; number++)
        {
            using var unknown = await _api.Post($"Action={Chosen}{number}&Version=2011-06-15&{Chosen}={Chosen}", ServiceDescription.Sts, null);
            await _api.Call(new GetCallerIdentityRequest(), new SigningCredentials($"AKIA{Chosen}{number:D10}", Secret.NewAccessKey()));
            await _api.Call(new GetRoleRequest { RoleName = Chosen + number }, _server.Profiles["admin"]);
        }

        var page = await MetricsPage.Get(MetricsPage.AddressOf(_server));
        Assert.DoesNotContain(Chosen, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_server.Profiles["admin"].AccessKeyId, page.Text, StringComparison.Ordinal);
        Assert.Equal(50, page.Find("""daypass_requests_total{operation="Unknown",outcome="client_error",service="none"}"""));
        string[] labels =
        [
            "service", "operation", "outcome", "layer", "reason", "limit", "kind", "result", "reader", "purpose", "state", "use", "version",
            "sink", "le",
        ];
        Assert.All(page.Labels, one => Assert.Contains(one.Label, labels));
    }

    [Fact]
    public async Task The_table_in_the_documentation_is_what_the_server_shows()
    {
        await _api.Get(new CreateUserRequest { UserName = "anna" }, _server.Profiles["admin"]);
        var page = await MetricsPage.Get(MetricsPage.AddressOf(_server));
        var table = await File.ReadAllTextAsync(Path.Combine(ForeignProcess.Repository, "docs", "monitoring.md"));
        Assert.Equal(
            Row().Matches(table).Select(static row => (row.Groups["name"].Value, row.Groups["type"].Value)).Order(),
            page.Types.Select(static one => (one.Key, one.Value)).Union(Sometimes).Order());
    }

    [Fact]
    public async Task The_address_of_metrics_has_readiness_too_and_no_calls()
    {
        using var http = new HttpClient { BaseAddress = MetricsPage.AddressOf(_server) };
        Assert.Contains("\"ready\"", await http.GetStringAsync("/readyz"), StringComparison.Ordinal);
        Assert.Equal("ok\n", await http.GetStringAsync("/healthz"));
        using var call = await http.GetAsync("/?Action=GetCallerIdentity&Version=2011-06-15");
        Assert.Equal(404, (int)call.StatusCode);
        using var served = await _api.Send(new HttpRequestMessage(HttpMethod.Get, "/metrics"));
        Assert.NotEqual(200, (int)served.StatusCode);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("https://127.0.0.1:9464")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:9464/metrics")]
    public async Task A_wrong_address_is_one_sentence(string address)
    {
        using var folder = new TemporaryFolder();
        var outcome = await ServerProcess.Run("--data", folder.Path, "--urls", "http://127.0.0.1:0", "--metrics", address);
        Assert.Equal(1, outcome.ExitCode);
        var said = Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("daypass-server: --metrics ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var outcome = await ServerProcess.Run(
            "--data", folder.Path, "--urls", "http://127.0.0.1:0", "--metrics", MetricsPage.AddressOf(_server).Authority);
        Assert.Equal(1, outcome.ExitCode);
        var said = Assert.Single(outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("daypass-server: --metrics ", said, StringComparison.Ordinal);
    }

    [Fact, Trait("Category", "foreign")]
    public async Task The_page_is_as_promtool_wants_it()
    {
        await _api.Get(new GetCallerIdentityRequest(), _server.Profiles["admin"]);
        var page = await MetricsPage.Get(MetricsPage.AddressOf(_server));
        var check = new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true };
        using var promtool = Process.Start(check)!;
        await promtool.StandardInput.WriteAsync(page.Text);
        promtool.StandardInput.Close();
        Assert.Equal("", await promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        Assert.Equal(0, promtool.ExitCode);
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<type>[a-z]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
