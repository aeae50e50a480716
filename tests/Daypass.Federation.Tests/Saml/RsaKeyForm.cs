using System.Numerics;
using System.Security.Cryptography;

namespace Daypass.Federation.Tests.Saml;

/// <summary>RSA keys of sizes that would take long to make. Their factors are no primes, which nobody looks at who reads them.</summary>
internal static class RsaKeyForm
{
    /// <summary>A private key in PKCS#8.</summary>
    /// <param name="bits">The size of its modulus.</param>
    /// <param name="exponentOctets">The size of its public exponent.</param>
    public static string Pem(int bits, int exponentOctets)
    {
        var exponent = (BigInteger.One << ((8 * exponentOctets) - 1)) + 1;
        while (true)
        {
            var (p, q) = (Factor(bits / 2), Factor(bits / 2));
            var both = (p - 1) * (q - 1) / BigInteger.GreatestCommonDivisor(p - 1, q - 1);
            if (Invert(exponent, both) is { } secret && Invert(q, p) is { } coefficient)
            {
                var (size, half) = ((bits + 7) / 8, (((bits + 7) / 8) + 1) / 2);
                using var rsa = RSA.Create(new RSAParameters
                {
                    Modulus = Octets(p * q, size),
                    Exponent = Octets(exponent, exponentOctets),
                    D = Octets(secret, size),
                    P = Octets(p, half),
                    Q = Octets(q, half),
                    DP = Octets(secret % (p - 1), half),
                    DQ = Octets(secret % (q - 1), half),
                    InverseQ = Octets(coefficient, half),
                });
                return rsa.ExportPkcs8PrivateKeyPem();
            }
        }
    }

    // The two highest bits are set, so that the product of two has twice the bits.
    private static BigInteger Factor(int bits)
    {
        var highest = BigInteger.One << (bits - 2);
        return (new BigInteger(RandomNumberGenerator.GetBytes(bits / 8), isUnsigned: true) % highest) + (3 * highest) | 1;
    }

    private static BigInteger? Invert(BigInteger number, BigInteger modulus)
    {
        var (rest, next) = (modulus, number);
        var (factor, nextFactor) = (BigInteger.Zero, BigInteger.One);
        while (!next.IsZero)
        {
            var quotient = BigInteger.DivRem(rest, next, out var remainder);
            (rest, next) = (next, remainder);
            (factor, nextFactor) = (nextFactor, factor - (quotient * nextFactor));
        }

        return !rest.IsOne ? null : factor.Sign < 0 ? factor + modulus : factor;
    }

    private static byte[] Octets(BigInteger number, int size)
    {
        var octets = new byte[size];
        number.TryWriteBytes(octets.AsSpan(size - number.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return octets;
    }
}
