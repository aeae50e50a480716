using System.Security.Cryptography;
using Daypass.Federation.Oidc.Tokens;

namespace Daypass.Federation.Oidc.Keys;

/// <summary>One public key of a provider's key set, imported once and ready to verify from any number of threads.</summary>
internal sealed class VerificationKey
{
    private readonly ExclusivePool<AsymmetricAlgorithm> _keys;
    private readonly byte[] _material;

    private VerificationKey(string id, KeyFamily family, int size, byte[] material, Func<AsymmetricAlgorithm> import)
    {
        (Id, Family, Size, _material) = (id, family, size, material);
        _keys = new ExclusivePool<AsymmetricAlgorithm>(import);
        _keys.Return(import());
    }

    /// <summary>The <c>kid</c> of the key set.</summary>
    internal string Id { get; }

    internal KeyFamily Family { get; }

    /// <summary>Octets of the modulus, or of one coordinate.</summary>
    internal int Size { get; }

    internal static VerificationKey FromRsa(string id, byte[] modulus, byte[] exponent)
    {
        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        return new VerificationKey(id, KeyFamily.Rsa, modulus.Length, [.. exponent, .. modulus], () => RSA.Create(parameters));
    }

    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    internal static VerificationKey FromCurve(string id, ECCurve curve, byte[] x, byte[] y)
    {
        var parameters = new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } };
        return new VerificationKey(id, KeyFamily.EllipticCurve, x.Length, [.. x, .. y], () => ECDsa.Create(parameters));
    }

    /// <summary>True when a token of this algorithm may be judged by this key at all.</summary>
    internal bool IsFor(JwsAlgorithm algorithm) =>
        algorithm.Family == Family
        && (Family == KeyFamily.Rsa || algorithm.CoordinateSize == Size);

    /// <summary>True when both are the same public key, whatever they are called.</summary>
    internal bool HasSameMaterial(VerificationKey other) => Family == other.Family && _material.AsSpan().SequenceEqual(other._material);

    /// <summary>Verifies a signature over the octets exactly as received.</summary>
    internal bool Verify(JwsAlgorithm algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        // Fixed lengths: a DER-encoded ECDSA signature or a short RSA one is another spelling of a signature, and there is one only.
        if (!IsFor(algorithm) || signature.Length != (Family == KeyFamily.Rsa ? Size : 2 * Size))
        {
            return false;
        }

        var key = _keys.Rent();
        var verified = key is RSA rsa
            ? rsa.VerifyData(signed, signature, algorithm.Hash, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).VerifyData(signed, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _keys.Return(key);
        return verified;
    }
}
