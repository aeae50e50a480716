using Daypass.Testing.Server;
using YamlDotNet.RepresentationModel;

namespace Daypass.Packages.Tests.Deploy;

/// <summary>The Helm chart, rendered by the program in <c>tests/tools/helm</c>, which Debian's Go builds with Debian's libraries.</summary>
internal static class Chart
{
    private static readonly Lazy<Task<string>> Renderer = new(static async () =>
    {
        var program = Path.Combine(Path.GetTempPath(), $"daypass-render-{Environment.ProcessId}");
        var go = new Dictionary<string, string>
        {
            ["GO111MODULE"] = "off",
            ["GOPATH"] = "/usr/share/gocode",
            ["GOFLAGS"] = "",
            ["GOCACHE"] = program + "-cache",
        };
        (await Shell.Run("go", ["build", "-o", program, Shell.InRepository("tests", "tools", "helm", "render.go")], go)).Succeeded();
        Directory.Delete(program + "-cache", recursive: true);
        return program;
    });

    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Shell.InRepository("deploy", "helm", "daypass");

    /// <summary>What Kubernetes would get, by kind and name.</summary>
    /// <param name="values">Values in YAML that differ from the chart's.</param>
    public static async Task<Dictionary<string, YamlMappingNode>> Render(string values = "{}")
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "values.yaml");
        await File.WriteAllTextAsync(file, values);
        var text = (await Shell.Run(await Renderer.Value, Folder, "first", "sts", file)).Succeeded();
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(static document => (YamlMappingNode)document.RootNode)
            .ToDictionary(static root => $"{At(root, "kind")}/{At(root, "metadata", "name")}", StringComparer.Ordinal);
    }

    /// <summary>The value at a path of names and positions.</summary>
    public static YamlNode At(YamlNode node, params ReadOnlySpan<object> path)
    {
        foreach (var step in path)
        {
            node = step is int position ? node[position] : node[new YamlScalarNode((string)step)];
        }

        return node;
    }
}
