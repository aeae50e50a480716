using System.Security.Cryptography;

namespace Daypass.Federation.Saml.Encryption;

/// <summary>Opens encrypted assertions without telling a stranger why one does not open.</summary>
/// <remarks>
/// A wrong key, a wrong envelope and wrong padding all lead on to the same parser with octets that are no assertion, so that
/// neither the answer nor the path to it makes an oracle of the private key or of the padding (XML Encryption 1.1 section 6.2).
/// </remarks>
internal static class AssertionCipher
{
    private const int Block = 16;
    private const int Nonce = 12;

    /// <summary>What the content opens to under the first key that fits; noise when none does.</summary>
    internal static byte[] Decrypt(EncryptedAssertion shape, IReadOnlyList<SamlDecryptionKey> keys)
    {
        var contentKey = RandomNumberGenerator.GetBytes(shape.Cipher.KeyOctets);
        foreach (var key in keys)
        {
            if (key.Decrypt(shape.Envelope, shape.Padding) is { } opened && opened.Length == contentKey.Length)
            {
                contentKey = opened;
                break;
            }
        }

        return shape.Cipher.IsAuthenticated ? DecryptAuthenticated(contentKey, shape.Content) : DecryptChained(contentKey, shape.Content);
    }

    private static byte[] DecryptAuthenticated(byte[] key, byte[] content)
    {
        if (content.Length < Nonce + Block)
        {
            return [];
        }

        var opened = new byte[content.Length - Nonce - Block];
        using var cipher = new AesGcm(key, Block);
        try
        {
            cipher.Decrypt(content.AsSpan(0, Nonce), content.AsSpan(Nonce, opened.Length), content.AsSpan(content.Length - Block), opened);
            return opened;
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static byte[] DecryptChained(byte[] key, byte[] content)
    {
        if (content.Length < 2 * Block || content.Length % Block != 0)
        {
            return [];
        }

        using var cipher = Aes.Create();
        cipher.Key = key;
        var opened = cipher.DecryptCbc(content.AsSpan(Block), content.AsSpan(0, Block), PaddingMode.None);

        // The last octet says how many were added; a count that cannot be leaves everything in place, and the parser refuses it.
        int added = opened[^1];
        return added is >= 1 and <= Block ? opened[..^added] : opened;
    }
}
