using Daypass.Server.Options;
using Daypass.Server.Telemetry;
using Daypass.Testing;
using Daypass.Testing.Server;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>Which certificates are watched for their end.</summary>
public sealed class CertificateEndsTests
{
    [Fact]
    public async Task The_certificates_of_the_database_and_of_the_lists_of_roots_are_watched()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        using var soon = authority.Issue(null, TimeSpan.FromDays(3));
        using var later = authority.Issue(null, TimeSpan.FromDays(7));
        var (own, roots) = (Path.Combine(folder.Path, "own.pem"), Path.Combine(folder.Path, "roots.pem"));
        await File.WriteAllTextAsync(own, later.ExportCertificatePem());
        await File.WriteAllTextAsync(roots, later.ExportCertificatePem() + "\n" + soon.ExportCertificatePem());
        var options = new ServerOptions
        {
            Database = $"Host=db.example;Username=daypass;SSL Mode=VerifyFull;SSL Certificate={own};Root Certificate={roots}",
            Edge = new EdgeOptions { ClientRoots = Path.Combine(folder.Path, "gone.pem") },
        };
        Assert.Equal([("database", End(later)), ("database_roots", End(soon))], CertificateEnds.Find(null, options));
        Assert.Empty(CertificateEnds.Find(null, options with { Database = "Host=db.example;Username=daypass" }));
        Assert.Equal(
            ("client_roots", End(soon)),
            Assert.Single(CertificateEnds.Find(null, new ServerOptions { Edge = new EdgeOptions { ClientRoots = roots } })));
    }

    private static DateTimeOffset End(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime();
}
