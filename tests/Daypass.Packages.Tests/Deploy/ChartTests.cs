using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Daypass.Packages.Tests.Deploy;

/// <summary>What the Helm chart makes of its values.</summary>
[Trait("Category", "foreign")]
public sealed class ChartTests
{
    /// <summary>Kinds and the versions of Kubernetes' API they are served in since 1.21.</summary>
    private static readonly Dictionary<string, string> Served = new(StringComparer.Ordinal)
    {
        ["Deployment"] = "apps/v1",
        ["NetworkPolicy"] = "networking.k8s.io/v1",
        ["PodDisruptionBudget"] = "policy/v1",
        ["Service"] = "v1",
        ["ServiceAccount"] = "v1",
        ["ServiceMonitor"] = "monitoring.coreos.com/v1",
    };

    [Fact]
    public async Task Each_document_is_of_a_kind_that_is_served_with_labels_and_the_namespace()
    {
        var documents = await Chart.Render("{metrics: {serviceMonitor: {enabled: true, labels: {release: prometheus}}}}");
        Assert.Equal(
            [
                "Deployment/first-daypass", "NetworkPolicy/first-daypass", "PodDisruptionBudget/first-daypass", "Service/first-daypass",
                "Service/first-daypass-metrics", "ServiceAccount/first-daypass", "ServiceMonitor/first-daypass",
            ],
            documents.Keys.Order(StringComparer.Ordinal));
        Assert.All(documents.Values, static document =>
        {
            Assert.Equal(Served[Text(document, "kind")], Text(document, "apiVersion"));
            Assert.Equal("sts", Text(document, "metadata", "namespace"));
            Assert.Equal("daypass", Text(document, "metadata", "labels", "app.kubernetes.io/name"));
            Assert.Equal("first", Text(document, "metadata", "labels", "app.kubernetes.io/instance"));
        });
        Assert.Equal("prometheus", Text(documents["ServiceMonitor/first-daypass"], "metadata", "labels", "release"));
    }

    [Fact]
    public async Task Every_selector_finds_the_pods()
    {
        var documents = await Chart.Render("{metrics: {serviceMonitor: {enabled: true}}}");
        var pod = Chart.At(documents["Deployment/first-daypass"], "spec", "template", "metadata", "labels");
        YamlNode[] selectors =
        [
            Chart.At(documents["Deployment/first-daypass"], "spec", "selector", "matchLabels"),
            Chart.At(documents["Service/first-daypass"], "spec", "selector"),
            Chart.At(documents["Service/first-daypass-metrics"], "spec", "selector"),
            Chart.At(documents["PodDisruptionBudget/first-daypass"], "spec", "selector", "matchLabels"),
            Chart.At(documents["NetworkPolicy/first-daypass"], "spec", "podSelector", "matchLabels"),
        ];
        Assert.All(selectors, selector => Assert.Empty(Pairs(selector).Except(Pairs(pod))));
        var service = Chart.At(documents["Service/first-daypass-metrics"], "metadata", "labels");
        Assert.Empty(Pairs(Chart.At(documents["ServiceMonitor/first-daypass"], "spec", "selector", "matchLabels")).Except(Pairs(service)));
    }

    [Fact]
    public async Task A_pod_has_no_privileges_and_a_root_that_cannot_be_written()
    {
        var pod = Pod(await Chart.Render());
        Assert.Equal("true", Text(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("65534", Text(pod, "securityContext", "runAsUser"));
        Assert.Equal("RuntimeDefault", Text(pod, "securityContext", "seccompProfile", "type"));
        Assert.Equal("false", Text(pod, "automountServiceAccountToken"));
        var container = Chart.At(pod, "containers", 0);
        Assert.Equal("true", Text(container, "securityContext", "readOnlyRootFilesystem"));
        Assert.Equal("false", Text(container, "securityContext", "allowPrivilegeEscalation"));
        Assert.Equal("ALL", Text(container, "securityContext", "capabilities", "drop", 0));
        Assert.Equal(
            ["DAYPASS_MASTER_KEY daypass-master-key", "DAYPASS_DATABASE daypass-database"],
            ((YamlSequenceNode)Chart.At(container, "env")).Select(static one => $"{Text(one, "name")} {Text(one, "valueFrom", "secretKeyRef", "name")}"));
    }

    [Theory]
    [InlineData("{}", 30)]
    [InlineData("{drain: {noticeSeconds: 20, seconds: 100}}", 125)]
    public async Task A_pod_that_stops_has_the_time_that_the_server_takes(string values, int seconds)
    {
        var pod = Pod(await Chart.Render(values));
        Assert.Equal(seconds.ToString(CultureInfo.InvariantCulture), Text(pod, "terminationGracePeriodSeconds"));
        var arguments = Arguments(pod);
        Assert.Equal(seconds - 5, new[] { "--drain-notice", "--drain" }.Sum(
            name => int.Parse(arguments[arguments.IndexOf(name) + 1].TrimEnd('s'), CultureInfo.InvariantCulture)));

        // Who stops says so for longer than the readiness probe needs to hear it.
        var probe = Chart.At(pod, "containers", 0, "readinessProbe");
        Assert.Equal("/readyz metrics", $"{Text(probe, "httpGet", "path")} {Text(probe, "httpGet", "port")}");
        Assert.Equal("/healthz", Text(pod, "containers", 0, "livenessProbe", "httpGet", "path"));
        Assert.True(int.Parse(Text(probe, "periodSeconds"), CultureInfo.InvariantCulture) * 3 <= 10);
    }

    [Fact]
    public async Task Options_and_a_world_are_handed_over_as_they_are()
    {
        var pod = Pod(await Chart.Render("{options: [--log-level, 'Microsoft = \"debug\"'], world: {existingSecret: accounts}, image: {tag: 9.9.9}}"));
        var arguments = Arguments(pod);
        Assert.Equal(["--world", "/etc/daypass-world/world.json", "--log-level", "Microsoft = \"debug\""], arguments[^4..]);
        Assert.Equal("registry.example.com/daypass:9.9.9", Text(pod, "containers", 0, "image"));
        Assert.Equal("accounts", Text(pod, "volumes", 2, "secret", "secretName"));
    }

    [Fact]
    public async Task What_is_switched_off_is_not_there()
    {
        var documents = await Chart.Render("{podDisruptionBudget: {enabled: false}, networkPolicy: {enabled: false}}");
        Assert.DoesNotContain(documents.Keys, static name => name.StartsWith("PodDisruption", StringComparison.Ordinal)
            || name.StartsWith("Network", StringComparison.Ordinal) || name.StartsWith("ServiceMonitor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_schema_of_the_values_names_values_that_there_are()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(await File.ReadAllTextAsync(Path.Combine(Chart.Folder, "values.yaml"))));
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Chart.Folder, "values.schema.json")))!;
        AssertHas(schema, stream.Documents[0].RootNode);

        static void AssertHas(JsonNode schema, YamlNode values)
        {
            foreach (var (name, below) in schema["properties"]?.AsObject() ?? [])
            {
                Assert.True(((YamlMappingNode)values).Children.ContainsKey(new YamlScalarNode(name)), name);
                AssertHas(below!, Chart.At(values, name));
            }
        }
    }

    private static YamlNode Pod(Dictionary<string, YamlMappingNode> documents) => Chart.At(documents["Deployment/first-daypass"], "spec", "template", "spec");

    private static List<string> Arguments(YamlNode pod) =>
        [.. ((YamlSequenceNode)Chart.At(pod, "containers", 0, "args")).Select(static argument => ((YamlScalarNode)argument).Value!)];

    private static string Text(YamlNode node, params ReadOnlySpan<object> path) => ((YamlScalarNode)Chart.At(node, path)).Value!;

    private static IEnumerable<(string?, string?)> Pairs(YamlNode table) =>
        ((YamlMappingNode)table).Select(static pair => (((YamlScalarNode)pair.Key).Value, ((YamlScalarNode)pair.Value).Value));
}
