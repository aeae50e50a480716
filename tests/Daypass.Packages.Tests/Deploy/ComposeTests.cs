using YamlDotNet.RepresentationModel;

namespace Daypass.Packages.Tests.Deploy;

/// <summary>The compose file.</summary>
public sealed class ComposeTests
{
    [Fact]
    public async Task The_server_has_no_privileges_a_health_check_and_the_time_to_stop()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(await File.ReadAllTextAsync(Shell.InRepository("deploy", "compose.yaml"))));
        var server = Chart.At(stream.Documents[0].RootNode, "services", "daypass");
        Assert.Equal("65534:65534", Text("user"));
        Assert.Equal("true", Text("read_only"));
        Assert.Equal("ALL", Text("cap_drop", 0));
        Assert.Equal("25s", Text("stop_grace_period"));
        Assert.Equal("127.0.0.1:8017:8017", Text("ports", 0));
        Assert.Equal(
            ["CMD", "/usr/bin/daypass-server", "health", "http://127.0.0.1:9464"],
            ((YamlSequenceNode)Chart.At(server, "healthcheck", "test")).Select(static word => ((YamlScalarNode)word).Value));

        string Text(params ReadOnlySpan<object> path) => ((YamlScalarNode)Chart.At(server, path)).Value!;
    }
}
