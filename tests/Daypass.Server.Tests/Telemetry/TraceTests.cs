using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Server.Tests.Nodes;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>A collector hears of each request and its steps.</summary>
public sealed class TraceTests
{
    private static readonly Dictionary<string, string> Soon = new()
    {
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
    };

    [Fact]
    public async Task One_AssumeRole_is_a_trace_of_authenticate_authorize_operate_and_audit()
    {
        using var folder = new TemporaryFolder();
        await using var collector = await Collector.Start();
        await using var server = await ServerProcess.StartWith(Soon, folder.Path, "--otlp", collector.Url);
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        var admin = server.Profiles["admin"];
        var account = (await api.Get(new GetCallerIdentityRequest(), admin)).Account!;
        var trust = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{account}}"},"Action":"sts:AssumeRole"}]}""";
        var role = await api.Get(new CreateRoleRequest { RoleName = "traced", AssumeRolePolicyDocument = trust }, admin);
        await api.Get(new AssumeRoleRequest { RoleArn = role.Role!.Arn!, RoleSessionName = "Zaphod" }, admin);

        await Spread.TimeUntil(() => Task.FromResult(collector.Spans.Any(static span => span.Name == "STS.AssumeRole")));
        var root = collector.Spans.Single(static span => span.Name == "STS.AssumeRole");
        Assert.Equal("", root.Parent);
        await Spread.TimeUntil(() => Task.FromResult(collector.Spans.Count(span => span.Trace == root.Trace) == 5));
        var steps = collector.Spans.Where(span => span.Trace == root.Trace && span != root).ToList();
        Assert.Equal(["audit", "authenticate", "authorize", "operate"], steps.Select(static step => step.Name).Order(StringComparer.Ordinal));
        Assert.All(steps, step => Assert.Equal(root.Id, step.Parent));
        Assert.Equal(("ok", account, "aws-api", "STS", "AssumeRole"), (root.Attributes["daypass.outcome"], root.Attributes["daypass.account"],
            root.Attributes["rpc.system"], root.Attributes["rpc.service"], root.Attributes["rpc.method"]));
        Assert.Matches("^[0-9a-f-]{36}$", root.Attributes["aws.request_id"]);
        Assert.DoesNotContain(collector.Spans.SelectMany(static span => span.Attributes.Values), static value =>
            value.Contains("Zaphod", StringComparison.Ordinal));
        Assert.Equal("daypass", collector.Resource["service.name"]);
    }

    [Fact]
    public async Task A_refusal_says_why_in_its_span_and_a_clients_own_trace_is_not_followed()
    {
        using var folder = new TemporaryFolder();
        await using var collector = await Collector.Start();
        var variables = new Dictionary<string, string>(Soon)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "sts-of-the-house",
            ["OTEL_METRICS_EXPORTER"] = "none",
        };
        await using var server = await ServerProcess.StartWith(variables, folder.Path);
        using var api = new ApiClient(new Uri(server.Url), TimeProvider.System);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("Action=GetCallerIdentity&Version=2011-06-15") };
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var refused = await api.Send(request);
        Assert.Equal(403, (int)refused.StatusCode);
        await Spread.TimeUntil(() => Task.FromResult(collector.Spans.Any(static span => span.Name == "STS.GetCallerIdentity")));
        var root = collector.Spans.Single(static span => span.Name == "STS.GetCallerIdentity");
        Assert.Equal("", root.Parent);
        Assert.NotEqual("0af7651916cd43dd8448eb211c80319c", root.Trace);
        Assert.Equal(("client_error", "MissingAuthenticationToken"), (root.Attributes["daypass.outcome"], root.Attributes["error.type"]));
        Assert.Equal("sts-of-the-house", collector.Resource["service.name"]);
        Assert.Empty(collector.Metrics);
    }

    [Fact]
    public async Task Metrics_are_sent_too()
    {
        using var folder = new TemporaryFolder();
        await using var collector = await Collector.Start();
        await using var server = await ServerProcess.StartWith(Soon, folder.Path, "--otlp", collector.Url);
        await Spread.TimeUntil(() => Task.FromResult(collector.Metrics.ContainsKey("daypass.requests") && collector.Metrics.ContainsKey("daypass.ready")));
    }
}
