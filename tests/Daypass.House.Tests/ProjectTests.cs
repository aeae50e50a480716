using System.Xml.Linq;

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
        ["Daypass.Iam"] = ["Daypass.Core"],
        ["Daypass.Organizations"] = ["Daypass.Core"],
        ["Daypass.Worlds"] = ["Daypass.Core", "Daypass.Iam", "Daypass.Organizations"],
        ["Daypass.Server"] = ["Daypass.Core", "Daypass.Federation", "Daypass.Iam", "Daypass.Organizations", "Daypass.Storage", "Daypass.Worlds"],
        ["Daypass.TestKit"] = ["Daypass.Server"],
        ["Daypass.JmesPath"] = [],
        ["Daypass.Client"] = ["Daypass.JmesPath", "Daypass.Protocol"],
        ["Daypass.Cli"] = ["Daypass.Client", "Daypass.Policy"],
        ["Daypass.Mcp"] = ["Daypass.Client", "Daypass.Policy"],
        ["Daypass.Verifier"] = ["Daypass.Policy", "Daypass.Protocol"],
        ["Daypass.AspNetCore"] = ["Daypass.Verifier"],
        ["Daypass.S3"] = ["Daypass.Verifier"],
        ["Daypass.Gateway"] = ["Daypass.S3", "Daypass.Verifier"],
    };

    /// <summary>The packages that each project under src uses; one that is not here uses none.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Daypass.Protocol.Generator"] = ["Microsoft.CodeAnalysis.CSharp"],
        ["Daypass.Iam"] = ["QRCoder"],
        ["Daypass.Federation"] = ["System.Security.Cryptography.Xml"],
        ["Daypass.Storage"] = ["Microsoft.Data.Sqlite", "Npgsql"],
        ["Daypass.Server"] = ["OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "System.CommandLine"],
        ["Daypass.TestKit"] =
        [
            "AWSSDK.Core", "Microsoft.Data.Sqlite", "Npgsql", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "QRCoder",
            "System.CommandLine",
        ],
        ["Daypass.Cli"] = ["YamlDotNet"],
        ["Daypass.Mcp"] = ["ModelContextProtocol.Core"],
        ["Daypass.Verifier"] = ["System.IO.Hashing"],
        ["Daypass.Gateway"] = ["Grpc.AspNetCore", "OpenTelemetry", "System.CommandLine", "YamlDotNet", "Yarp.ReverseProxy"],
    };

    /// <summary>Packages that no project names and another package brings, in a version that is not the wanted one; with that other package.</summary>
    private static readonly Dictionary<string, string> Pinned = new(StringComparer.Ordinal)
    {
        ["Microsoft.Diagnostics.Tracing.TraceEvent"] = "BenchmarkDotNet",
        ["SQLitePCLRaw.bundle_e_sqlite3"] = "Microsoft.Data.Sqlite",
        ["SQLitePCLRaw.core"] = "Microsoft.Data.Sqlite",
        ["System.Management"] = "BenchmarkDotNet",
    };

    public static TheoryData<string> SourceProjects => [.. Projects("src/").Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(SourceProjects))]
    public void References_match_the_picture(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is not in the picture; add it to docs/architecture.md and to this table.");
        Assert.Equal(allowed.Order(StringComparer.Ordinal), Repository.References(project).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(SourceProjects))]
    public void Packages_are_those_the_house_agreed_on(string project) => Assert.Equal(
        Packages.GetValueOrDefault(Path.GetFileNameWithoutExtension(project), []).Order(StringComparer.Ordinal),
        Names(project, "PackageReference").Order(StringComparer.Ordinal));

    [Fact]
    public void The_tables_name_no_project_that_is_gone()
    {
        var names = Projects("src/").Select(static project => Path.GetFileNameWithoutExtension(project)).ToList();
        Assert.Empty(Allowed.Keys.Concat(Packages.Keys).Except(names));
    }

    [Fact]
    public void Every_package_is_used_by_a_project_or_pinned_for_a_reason()
    {
        var used = Repository.Files.Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal)).Append("Directory.Build.props")
            .Append("tests/Directory.Build.props")
            .SelectMany(static file => Names(file, "PackageReference")).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Versioned.Except(used).Order(StringComparer.Ordinal), Pinned.Keys.Order(StringComparer.Ordinal));

        // A package that is pinned is still brought by the one that is said to.
        var locks = Repository.Files.Where(static file => file.EndsWith("packages.lock.json", StringComparison.Ordinal)).Select(Repository.Read).ToList();
        Assert.All(Pinned,
            pin => Assert.Contains(locks, text => new[] { pin.Key, pin.Value }.All(name => text.Contains($"\"{name}\": {{", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Daypass.slnx");
        Assert.All(Projects("src/").Concat(Projects("tests/")).Concat(Projects("bench/")),
            project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_versions_are_exact()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(static package => (string)package.Attribute("Version")!);
        Assert.All(versions, static version => Assert.DoesNotContain(version, static character => character is '*' or '[' or '(' or ','));
    }

    [Fact]
    public void The_list_of_licenses_is_the_list_of_packages()
    {
        var listed = Repository.Read("docs/dependencies.md").Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(static line => line.Split('|')[1].Trim()).Where(static name => name != "package");
        Assert.Equal(Versioned.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Versioned => Names("Directory.Packages.props", "PackageVersion");

    private static IEnumerable<string> Names(string file, string element) => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants(element)
        .Select(static reference => (string)reference.Attribute("Include")!);

    private static IEnumerable<string> Projects(string folder) =>
        Repository.Files.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal));
}
