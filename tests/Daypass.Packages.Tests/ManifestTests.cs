using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Daypass.Packages.Tests;

/// <summary>What registries and charts say of versions and names is what is made.</summary>
public sealed class ManifestTests
{
    private static string Version =>
        (string)XDocument.Load(Shell.InRepository("Directory.Build.props")).Descendants("Version").Single();

    [Fact]
    public async Task The_manifest_for_agents_names_the_package_that_is_made()
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Shell.InRepository("src", "Daypass.Mcp", "server.json")))!;
        var project = XDocument.Load(Shell.InRepository("src", "Daypass.Mcp", "Daypass.Mcp.csproj"));
        var package = manifest["packages"]!.AsArray().Single()!;
        Assert.Empty(project.Descendants("PackageId"));
        Assert.Equal((string)project.Descendants("AssemblyName").Single(), (string?)package["identifier"]);
        Assert.Equal((Version, Version), ((string?)manifest["version"], (string?)package["version"]));
    }

    [Fact]
    public async Task The_chart_the_compose_file_and_the_page_name_the_version_that_is_made()
    {
        var chart = await File.ReadAllTextAsync(Shell.InRepository("deploy", "helm", "daypass", "Chart.yaml"));
        Assert.Contains($"\nversion: {Version}\nappVersion: {Version}\n", chart, StringComparison.Ordinal);
        Assert.Contains($"localhost/daypass:{Version}}}", await File.ReadAllTextAsync(Shell.InRepository("deploy", "compose.yaml")), StringComparison.Ordinal);
        Assert.Contains($"daypass_{Version}_amd64.deb", await File.ReadAllTextAsync(Shell.InRepository("docs", "install.md")), StringComparison.Ordinal);
    }
}
