using System.Security.Cryptography;

namespace Daypass.Federation.Oidc.Tokens;

/// <summary>The two families of keys a token may be signed with.</summary>
internal enum KeyFamily
{
    /// <summary>RSASSA-PKCS1-v1_5.</summary>
    Rsa,

    /// <summary>ECDSA on a NIST curve.</summary>
    EllipticCurve,
}

/// <summary>A signature algorithm of RFC 7518 with everything that is fixed by its name.</summary>
/// <remarks>INVARIANT: only the six that AWS accepts are here; <c>none</c>, HS*, PS* and EdDSA cannot be expressed (RFC 8725 section 3.1).</remarks>
internal sealed class JwsAlgorithm
{
    private static readonly JwsAlgorithm[] All =
    [
        new("RS256", KeyFamily.Rsa, HashAlgorithmName.SHA256, 0),
        new("RS384", KeyFamily.Rsa, HashAlgorithmName.SHA384, 0),
        new("RS512", KeyFamily.Rsa, HashAlgorithmName.SHA512, 0),
        new("ES256", KeyFamily.EllipticCurve, HashAlgorithmName.SHA256, 32),
        new("ES384", KeyFamily.EllipticCurve, HashAlgorithmName.SHA384, 48),
        new("ES512", KeyFamily.EllipticCurve, HashAlgorithmName.SHA512, 66),
    ];

    private JwsAlgorithm(string name, KeyFamily family, HashAlgorithmName hash, int coordinateSize) =>
        (Name, Family, Hash, CoordinateSize) = (name, family, hash, coordinateSize);

    /// <summary>The <c>alg</c> value, compared with regard to case.</summary>
    internal string Name { get; }

    internal KeyFamily Family { get; }

    internal HashAlgorithmName Hash { get; }

    /// <summary>Octets of one coordinate of the curve this name is tied to; zero for RSA.</summary>
    internal int CoordinateSize { get; }

    /// <summary>The algorithm of that name, or null.</summary>
    internal static JwsAlgorithm? Find(string? name)
    {
        foreach (var algorithm in All)
        {
            if (algorithm.Name == name)
            {
                return algorithm;
            }
        }

        return null;
    }
}
