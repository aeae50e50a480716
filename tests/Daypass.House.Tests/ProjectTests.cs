namespace Daypass.House.Tests;

public sealed class ProjectTests
{
    /// <summary>The picture in docs/architecture.md, as a table. A new arrow is a change here, seen in review.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Daypass.Policy"] = [],
        ["Daypass.Protocol"] = ["Daypass.Protocol.Generator"],
        ["Daypass.Protocol.Generator"] = [],
        ["Daypass.Core"] = ["Daypass.Policy", "Daypass.Protocol"],
        ["Daypass.Federation"] = ["Daypass.Core"],
        ["Daypass.Storage"] = ["Daypass.Core"],
        ["Daypass.Worlds"] = ["Daypass.Core"],
        ["Daypass.Server"] = ["Daypass.Core", "Daypass.Federation", "Daypass.Storage", "Daypass.Worlds"],
        ["Daypass.JmesPath"] = [],
        ["Daypass.Client"] = ["Daypass.JmesPath", "Daypass.Protocol"],
        ["Daypass.Cli"] = ["Daypass.Client", "Daypass.Policy"],
        ["Daypass.Mcp"] = ["Daypass.Client"],
        ["Daypass.AspNetCore"] = ["Daypass.Client", "Daypass.Policy", "Daypass.Protocol"],
    };

    /// <summary>Projects that may use a package at all, and which. Everything else is the framework and ourselves.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Daypass.Protocol.Generator"] = ["Microsoft.CodeAnalysis.CSharp"],
        ["Daypass.Core"] = ["QRCoder"],
        ["Daypass.Federation"] = ["System.Security.Cryptography.Xml"],
        ["Daypass.Storage"] = ["Microsoft.Data.Sqlite", "Npgsql"],
        ["Daypass.Server"] = ["System.CommandLine", "OpenTelemetry", "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Exporter.OpenTelemetryProtocol"],
        ["Daypass.Client"] = ["AWSSDK.Core", "AWSSDK.SSO", "AWSSDK.SSOOIDC", "AWSSDK.SecurityToken", "YamlDotNet"],
        ["Daypass.Cli"] = ["System.CommandLine", "Spectre.Console", "YamlDotNet"],
        ["Daypass.Mcp"] = ["ModelContextProtocol.Core"],
    };

    public static TheoryData<string> SourceProjects => [.. Projects("src/").Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(SourceProjects))]
    public void References_match_the_picture(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is not in the picture; add it to docs/architecture.md and to this table.");
        Assert.Empty(Repository.References(project).Except(allowed));
    }

    [Theory, MemberData(nameof(SourceProjects))]
    public void Packages_are_those_the_house_agreed_on(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var used = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("PackageReference")
            .Select(static reference => (string)reference.Attribute("Include")!);
        Assert.Empty(used.Except(Packages.GetValueOrDefault(name, [])));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Daypass.slnx");
        Assert.All(Projects("src/").Concat(Projects("tests/")).Concat(Projects("bench/")), project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_versions_are_exact()
    {
        var versions = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(static package => (string)package.Attribute("Version")!);
        Assert.All(versions, static version => Assert.DoesNotContain(version, static character => character is '*' or '[' or '(' or ','));
    }

    [Fact]
    public void Every_package_has_its_license_listed()
    {
        var listed = Repository.Read("docs/dependencies.md");
        var packages = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(static package => (string)package.Attribute("Include")!);
        Assert.All(packages, package => Assert.Contains($"| {package} |", listed, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Projects(string folder) =>
        Repository.Files.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));
}
