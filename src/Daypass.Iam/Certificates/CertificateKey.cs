using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Iam.Certificates;

/// <summary>The private key that belongs to a certificate.</summary>
internal static class CertificateKey
{
    /// <summary>Signing with a larger key takes seconds.</summary>
    private const int MostBits = 8192;

    private static readonly AwsError Unreadable = IamErrors.MalformedCertificate("Invalid Private Key.");

    /// <summary>Why a PEM is not the private key of a certificate, or null.</summary>
    public static AwsError? Validate(X509Certificate2 certificate, string pem)
    {
        using var rsa = RSA.Create();
        if (TryImport(rsa, pem))
        {
            return rsa.KeySize > MostBits ? Unreadable : Belongs(certificate, rsa) ? null : IamErrors.KeyPairMismatch;
        }

        using var curve = ECDsa.Create();
        return !TryImport(curve, pem) ? Unreadable : Belongs(certificate, curve) ? null : IamErrors.KeyPairMismatch;
    }

    // A key without its private part, or one that is encrypted, is refused by the import or by its first use.
    private static bool TryImport(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    // That the public halves are one says nothing of the private one, so it has to sign.
    private static bool Belongs(X509Certificate2 certificate, RSA key)
    {
        using var its = certificate.GetRSAPublicKey();
        if (its is null || !key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(its.ExportSubjectPublicKeyInfo()))
        {
            return false;
        }

        var said = RandomNumberGenerator.GetBytes(32);
        return TrySign(() => key.SignHash(said, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) is { } signature
            && its.VerifyHash(said, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool Belongs(X509Certificate2 certificate, ECDsa key)
    {
        using var its = certificate.GetECDsaPublicKey();
        if (its is null || !key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(its.ExportSubjectPublicKeyInfo()))
        {
            return false;
        }

        var said = RandomNumberGenerator.GetBytes(32);
        return TrySign(() => key.SignHash(said)) is { } signature && its.VerifyHash(said, signature);
    }

    private static byte[]? TrySign(Func<byte[]> sign)
    {
        try
        {
            return sign();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
