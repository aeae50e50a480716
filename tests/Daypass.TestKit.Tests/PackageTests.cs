using System.IO.Compression;
using System.Xml.Linq;

namespace Daypass.Testing.Tests;

/// <summary>The package for .NET: the server is in it, and what it needs of others it says.</summary>
[Trait("Category", "slow")]
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daypass-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_brings_the_server_and_names_no_package_of_ours()
    {
        await KitProcess.Succeed(
            KitProcess.Repository, new Dictionary<string, string>(), "dotnet", "pack", "src/Daypass.TestKit",
            "-c", "Release", "-o", _folder, "--nologo", "-v", "quiet");
        await using var package = await ZipFile.OpenReadAsync(Assert.Single(Directory.EnumerateFiles(_folder, "Daypass.Testing.*.nupkg")));
        var libraries = package.Entries.Select(static entry => entry.FullName).Where(static name => name.StartsWith("lib/net10.0/", StringComparison.Ordinal))
            .Where(static name => name.EndsWith(".dll", StringComparison.Ordinal)).Select(static name => Path.GetFileNameWithoutExtension(name));
        Assert.Equal(
            [
                "Daypass.Core", "Daypass.Federation", "Daypass.Iam", "Daypass.Organizations", "Daypass.Policy", "Daypass.Protocol", "Daypass.Storage",
                "Daypass.TestKit", "Daypass.Worlds", "daypass-server",
            ],
            libraries.Order(StringComparer.Ordinal));

        await using var manifest = await package.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync();
        var nuspec = await XDocument.LoadAsync(manifest, LoadOptions.None, CancellationToken.None);
        var needed = nuspec.Descendants().Where(static element => element.Name.LocalName == "dependency").Select(static one => (string)one.Attribute("id")!);
        Assert.Equal(
            [
                "AWSSDK.Core", "Microsoft.Data.Sqlite", "Npgsql", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "QRCoder",
                "SQLitePCLRaw.bundle_e_sqlite3", "SQLitePCLRaw.core", "System.CommandLine",
            ],
            needed.Order(StringComparer.Ordinal));
        Assert.Contains(nuspec.Descendants(), static element => (string?)element.Attribute("name") == "Microsoft.AspNetCore.App");
    }
}
