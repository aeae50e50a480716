using System.Numerics;
using System.Security.Cryptography;

namespace Daypass.Federation.Saml.Encryption;

/// <summary>Opens OAEP envelopes of two different hashes, which the platform cannot (RFC 8017 section 7.1.2).</summary>
/// <remarks>
/// Whoever sends envelopes must not learn of the key or of an envelope by how long it takes. The number that is raised is blinded by a random one, and so is
/// the exponent; the padding is looked at whole, without a branch on what is in it; every envelope that does not open ends in the same null.
/// </remarks>
internal static class MixedOaep
{
    private const int ExponentBlinding = 16;

    /// <summary>The message in an envelope; null when this key does not open it.</summary>
    internal static byte[]? Open(RSAParameters key, byte[] envelope, OaepPadding padding)
    {
        var size = key.Modulus!.Length;
        var hash = SizeOf(padding.Label);
        if (envelope.Length != size || size < (2 * hash) + 2 || Decipher(key, envelope) is not { } encoded)
        {
            return null;
        }

        var seed = encoded.AsSpan(1, hash);
        var data = encoded.AsSpan(1 + hash);
        Unmask(padding.Mask, data, seed);
        Unmask(padding.Mask, seed, data);
        var message = Read(encoded[0], data, CryptographicOperations.HashData(padding.Label, ReadOnlySpan<byte>.Empty));
        CryptographicOperations.ZeroMemory(encoded);
        return message;
    }

    // 00 | seed | hash of the empty label | zeros | 01 | message: all of it is looked at, whatever is wrong where.
    private static byte[]? Read(byte first, ReadOnlySpan<byte> data, ReadOnlySpan<byte> label)
    {
        var (wrong, found, at) = ((int)first, 0, 0);
        for (var i = 0; i < label.Length; i++)
        {
            wrong |= data[i] ^ label[i];
        }

        for (var i = label.Length; i < data.Length; i++)
        {
            var (isOne, isZero) = (IsZero(data[i] ^ 1), IsZero(data[i]));
            at |= ~found & isOne & i;
            wrong |= ~found & ~isOne & ~isZero;
            found |= isOne;
        }

        return (wrong | ~found) == 0 ? data[(at + 1)..].ToArray() : null;
    }

    // All bits set for zero, none for any other octet.
    private static int IsZero(int octet) => (octet - 1) >> 31;

    private static byte[]? Decipher(RSAParameters key, byte[] envelope)
    {
        var (modulus, exponent) = (Number(key.Modulus), Number(key.Exponent));
        var cipher = Number(envelope);
        if (cipher >= modulus)
        {
            return null;
        }

        var blind = DrawInvertible(modulus, out var inverse);
        var blinded = cipher * BigInteger.ModPow(blind, exponent, modulus) % modulus;
        var (p, q) = (Number(key.P), Number(key.Q));
        var ofP = BigInteger.ModPow(blinded % p, Number(key.DP) + (Draw(ExponentBlinding) * (p - 1)), p);
        var ofQ = BigInteger.ModPow(blinded % q, Number(key.DQ) + (Draw(ExponentBlinding) * (q - 1)), q);
        var raised = ofQ + (Number(key.InverseQ) * (ofP - ofQ + (p * q)) % p * q);

        // A result that was computed wrong would tell the factors of the key.
        if (BigInteger.ModPow(raised, exponent, modulus) != blinded)
        {
            return null;
        }

        var encoded = new byte[envelope.Length];
        var plain = raised * inverse % modulus;
        plain.TryWriteBytes(encoded.AsSpan(encoded.Length - plain.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return encoded;
    }

    private static void Unmask(HashAlgorithmName hash, ReadOnlySpan<byte> source, Span<byte> target)
    {
        var size = SizeOf(hash);
        var block = new byte[source.Length + 4];
        source.CopyTo(block);
        for (var (counter, at) = (0, 0); at < target.Length; counter++, at += size)
        {
            block[^1] = (byte)counter;
            var mask = CryptographicOperations.HashData(hash, block);
            for (var i = 0; i < size && at + i < target.Length; i++)
            {
                target[at + i] ^= mask[i];
            }
        }

        CryptographicOperations.ZeroMemory(block);
    }

    private static BigInteger DrawInvertible(BigInteger modulus, out BigInteger inverse)
    {
        while (true)
        {
            var drawn = Draw(modulus.GetByteCount(isUnsigned: true) + 8) % modulus;
            if (Invert(drawn, modulus) is { } inverted)
            {
                inverse = inverted;
                return drawn;
            }
        }
    }

    // Euclid's extended algorithm, on a number that is drawn for this envelope alone.
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

    private static int SizeOf(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => SHA1.HashSizeInBytes,
        "SHA256" => SHA256.HashSizeInBytes,
        _ => SHA512.HashSizeInBytes,
    };

    private static BigInteger Draw(int octets) => Number(RandomNumberGenerator.GetBytes(octets));

    private static BigInteger Number(byte[]? octets) => new(octets, isUnsigned: true, isBigEndian: true);
}
