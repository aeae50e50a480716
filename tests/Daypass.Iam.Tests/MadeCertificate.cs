using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Iam.Tests;

/// <summary>A certificate and its key, made for a test.</summary>
public sealed class MadeCertificate : IDisposable
{
    private readonly AsymmetricAlgorithm _key;
    private readonly X509Certificate2 _certificate;

    private MadeCertificate(AsymmetricAlgorithm key, X509Certificate2 certificate) => (_key, _certificate) = (key, certificate);

    public string Pem => _certificate.ExportCertificatePem();

    public string KeyPem => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>The key in the form of its own kind.</summary>
    public string OldKeyPem => _key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)_key).ExportECPrivateKeyPem();

    public string EncryptedKeyPem =>
        _key.ExportEncryptedPkcs8PrivateKeyPem("word", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));

    public DateTimeOffset NotAfter => _certificate.NotAfter.ToUniversalTime();

    public byte[] Der => _certificate.RawData;

    /// <summary>Makes one, signed by itself or by another one.</summary>
    public static MadeCertificate Create(
        string name, DateTimeOffset now, MadeCertificate? issuer = null, bool rsa = false, bool isAuthority = false, int fromDay = -1, int untilDay = 30,
            int bits = 2048)
    {
        AsymmetricAlgorithm key = rsa ? RSA.Create(bits) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA its
            ? new CertificateRequest($"CN={name}", its, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var (from, until) = (now.AddDays(fromDay), now.AddDays(untilDay));
        if (issuer is null)
        {
            return new MadeCertificate(key, request.CreateSelfSigned(from, until));
        }

        var generator = issuer._key is RSA rsaIssuer
            ? X509SignatureGenerator.CreateForRSA(rsaIssuer, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa((ECDsa)issuer._key);
        return new MadeCertificate(key, request.Create(issuer._certificate.SubjectName, generator, from, until, RandomNumberGenerator.GetBytes(8)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
    }
}
