using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol;

namespace Daypass.Client.Cache;

/// <summary>Seals cached sessions with AES-256-GCM under a key of the system's keyring; without one they are stored as they are.</summary>
/// <remarks>A file is one mark, then the content, or a nonce, a tag and the sealed content. The cache key is associated, so that files cannot be swapped.</remarks>
internal sealed class CacheSealing(Secret? key)
{
    private const byte Plain = (byte)'p';
    private const byte Sealed = (byte)'s';
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public bool HasKey => key is not null;

    public byte[] Seal(byte[] content, CacheKey name)
    {
        if (key is null)
        {
            return [Plain, .. content];
        }

        var file = new byte[1 + NonceLength + TagLength + content.Length];
        file[0] = Sealed;
        var nonce = file.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = CreateCipher(key);
        cipher.Encrypt(nonce, content, file.AsSpan(1 + NonceLength + TagLength), file.AsSpan(1 + NonceLength, TagLength), Encoding.ASCII.GetBytes(name.Text));
        return file;
    }

    /// <summary>The content, or null when it was sealed with another key or is no such file.</summary>
    public byte[]? Open(byte[] file, CacheKey name)
    {
        if (file.Length == 0 || key is null)
        {
            return file is [Plain, .. var plain] && key is null ? plain : null;
        }

        if (file[0] != Sealed || file.Length < 1 + NonceLength + TagLength)
        {
            return null;
        }

        var content = new byte[file.Length - 1 - NonceLength - TagLength];
        using var cipher = CreateCipher(key);
        try
        {
            cipher.Decrypt(file.AsSpan(1, NonceLength), file.AsSpan(1 + NonceLength + TagLength), file.AsSpan(1 + NonceLength, TagLength), content, Encoding.ASCII.GetBytes(name.Text));
            return content;
        }
        catch (CryptographicException)
        {
            // Another key, after a restart for example: the session is simply requested again.
            return null;
        }
    }

#pragma warning disable RS0030 // One instance for one operation of one thread.
    private static AesGcm CreateCipher(Secret key) => new(key.AsUtf8(), TagLength);
#pragma warning restore RS0030
}
