using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Testing;

/// <summary>A throw-away certificate authority for servers on loopback.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes the authority; its certificate is valid from yesterday for ten days by the real clock, which TLS uses.</summary>
    public TestAuthority(string name = "Daypass test authority")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = TimeProvider.System.GetUtcNow();
        Root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(9));
    }

    /// <summary>The authority's certificate with its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>The authority's certificate as a list of one, without its key.</summary>
    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(Root.RawData)];

    /// <summary>A server certificate for loopback: <c>localhost</c> (or the given names), 127.0.0.1 and ::1.</summary>
    public X509Certificate2 Issue(TimeSpan? notBefore = null, TimeSpan? notAfter = null, params string[] names) =>
        Issue("1.3.6.1.5.5.7.3.1", notBefore, notAfter, names);

    /// <summary>A certificate for a client.</summary>
    public X509Certificate2 IssueForClient() => Issue("1.3.6.1.5.5.7.3.2", null, null, ["client"]);

    private X509Certificate2 Issue(string purpose, TimeSpan? notBefore, TimeSpan? notAfter, string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Length == 0 ? ["localhost"] : names)
        {
            alternatives.AddDnsName(name);
        }

        if (names.Length == 0)
        {
            alternatives.AddIpAddress(IPAddress.Loopback);
            alternatives.AddIpAddress(IPAddress.IPv6Loopback);
        }

        var request = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false));
        var now = TimeProvider.System.GetUtcNow();
        using var bare = request.Create(
            Root, now + (notBefore ?? TimeSpan.FromHours(-1)), now + (notAfter ?? TimeSpan.FromDays(1)), RandomNumberGenerator.GetBytes(8));
        using var joined = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}
