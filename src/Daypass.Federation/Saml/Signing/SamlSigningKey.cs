using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Daypass.Federation.Saml.Signing;

/// <summary>A public key of a provider's metadata. Its certificate is only the key's container: dates and chain do not matter, as on AWS.</summary>
internal sealed class SamlSigningKey
{
    private readonly ExclusivePool<AsymmetricAlgorithm> _keys;

    private SamlSigningKey(bool isRsa, int bits, X509Certificate2 certificate, Func<AsymmetricAlgorithm> import)
    {
        (IsRsa, Bits, Thumbprint, _keys) = (isRsa, bits, certificate.Thumbprint, new ExclusivePool<AsymmetricAlgorithm>(import));
        Hash = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    internal bool IsRsa { get; }

    /// <summary>Bits of the modulus or of the curve's field.</summary>
    internal int Bits { get; }

    /// <summary>The certificate's SHA-1, for the audit record.</summary>
    internal string Thumbprint { get; }

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo) in lower-case hexadecimal digits: the same under a renewed certificate.</summary>
    internal string Hash { get; }

    /// <summary>The key of a certificate; null when it is neither RSA nor on a named curve.</summary>
    internal static SamlSigningKey? FromCertificate(X509Certificate2 certificate)
    {
        using (var rsa = certificate.GetRSAPublicKey())
        {
            if (rsa is not null)
            {
                var parameters = rsa.ExportParameters(includePrivateParameters: false);
                return new SamlSigningKey(true, rsa.KeySize, certificate, () => RSA.Create(parameters));
            }
        }

        using var curve = certificate.GetECDsaPublicKey();
        if (curve is null)
        {
            return null;
        }

        var point = curve.ExportParameters(includePrivateParameters: false);
        return new SamlSigningKey(false, curve.KeySize, certificate, () => ECDsa.Create(point));
    }

    internal bool Verify(XmlSignatureMethod method, byte[] signed, byte[] signature)
    {
        if (method.IsRsa != IsRsa)
        {
            return false;
        }

        var key = _keys.Rent();
        var verified = key is RSA rsa
            ? rsa.VerifyData(signed, signature, method.Hash, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).VerifyData(signed, signature, method.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _keys.Return(key);
        return verified;
    }
}
