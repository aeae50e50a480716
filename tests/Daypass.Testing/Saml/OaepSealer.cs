using System.Numerics;
using System.Security.Cryptography;

namespace Daypass.Testing.Saml;

/// <summary>Makes OAEP envelopes with one hash for the label and another for the mask (RFC 8017 section 7.1.1), and broken ones.</summary>
public static class OaepSealer
{
    /// <summary>An envelope for the holder of the key.</summary>
    /// <param name="message">What is in it.</param>
    /// <param name="recipient">The key.</param>
    /// <param name="label">The hash of the label.</param>
    /// <param name="mask">The hash of the mask.</param>
    /// <param name="spoil">Changes the padded message, before it is masked: the hash of the label, zeros, a one and the message.</param>
    /// <param name="first">The first octet.</param>
    public static byte[] Seal(
        byte[] message, RSA recipient, HashAlgorithmName label, HashAlgorithmName mask, Action<byte[]>? spoil = null, byte first = 0)
    {
        var key = recipient.ExportParameters(includePrivateParameters: false);
        var hash = CryptographicOperations.HashData(label, ReadOnlySpan<byte>.Empty);
        var data = new byte[key.Modulus!.Length - hash.Length - 1];
        hash.CopyTo(data, 0);
        data[^(message.Length + 1)] = 1;
        message.CopyTo(data, data.Length - message.Length);
        spoil?.Invoke(data);
        var seed = RandomNumberGenerator.GetBytes(hash.Length);
        Xor(data, seed, mask);
        Xor(seed, data, mask);
        var encoded = Number([first, .. seed, .. data]);
        var sealedNumber = BigInteger.ModPow(encoded, Number(key.Exponent!), Number(key.Modulus));
        var octets = sealedNumber.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[key.Modulus.Length - octets.Length], .. octets];
    }

    private static void Xor(byte[] target, byte[] seed, HashAlgorithmName hash)
    {
        var at = 0;
        for (byte counter = 0; at < target.Length; counter++)
        {
            foreach (var octet in CryptographicOperations.HashData(hash, [.. seed, 0, 0, 0, counter]))
            {
                if (at < target.Length)
                {
                    target[at++] ^= octet;
                }
            }
        }
    }

    private static BigInteger Number(byte[] octets) => new(octets, isUnsigned: true, isBigEndian: true);
}
