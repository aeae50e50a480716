using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>The one key outside the database: everything secret that is stored is encrypted under a key derived from it.</summary>
/// <remarks>It encrypts nothing itself. Keys are derived with the counter-mode KDF of SP 800-108 over HMAC-SHA-256.</remarks>
public sealed class MasterKey
{
    /// <summary>How many bytes the key has.</summary>
    public const int Length = 32;

    /// <summary>How many bytes of fingerprint stand in each envelope.</summary>
    internal const int IdLength = 4;

    /// <summary>More than one is there only while one takes the place of another.</summary>
    private const int Most = 8;

    private const string Separators = " \t\r\n,";

    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;
        Span<byte> id = stackalloc byte[IdLength];
        Derive("daypass/master-key-id/1"u8, default, id);
        Id = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(id);
    }

    /// <summary>A fingerprint that says nothing about the key but tells two keys apart, so that the wrong one is named as such.</summary>
    public uint Id { get; }

    /// <summary>Takes a copy of 32 secret bytes.</summary>
    /// <exception cref="MasterKeyException">There are not exactly 32 bytes, or they are all equal, which no random key is.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new MasterKeyException($"A master key is {Length} bytes, but {bytes.Length} were given.");
        }

        if (!bytes.ContainsAnyExcept(bytes[0]))
        {
            throw new MasterKeyException("A master key of 32 equal bytes is not random.");
        }

        return new MasterKey(bytes.ToArray());
    }

    /// <summary>Reads a key written as 44 characters of base64 or 64 hexadecimal digits; blanks and line ends around it do not matter.</summary>
    /// <exception cref="MasterKeyException">The text is neither.</exception>
    public static MasterKey FromText(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        Span<byte> bytes = stackalloc byte[Length];
        try
        {
            var read = text.Length == 2 * Length
                ? Convert.FromHexString(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Length
                : Convert.TryFromBase64Chars(text, bytes, out written) && written == Length;
            return read ? FromBytes(bytes) : throw new MasterKeyException("A master key is 32 random bytes, written as 44 characters of base64 or as 64"
                + " hexadecimal digits.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Reads several keys, each as <see cref="FromText"/> reads it, with blanks, line ends or commas between them: while one takes the place of
    /// another both are there.</summary>
    /// <exception cref="MasterKeyException">There is none, one is malformed or there twice, or there are too many.</exception>
    public static IReadOnlyList<MasterKey> AllFromText(ReadOnlySpan<char> text)
    {
        var keys = new List<MasterKey>(1);
        foreach (var range in text.SplitAny(Separators))
        {
            if (text[range].IsEmpty)
            {
                continue;
            }

            var key = FromText(text[range]);
            if (keys.Exists(other => other.Id == key.Id))
            {
                throw new MasterKeyException($"The same key, {key}, is there twice.");
            }

            keys.Add(key);
        }

        return keys.Count switch
        {
            0 => [FromText(text)],
            > Most => throw new MasterKeyException($"There are {keys.Count} master keys; {Most} are allowed."),
            _ => keys,
        };
    }

    /// <summary>A fresh random key.</summary>
    public static MasterKey NewRandom()
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        var made = FromBytes(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return made;
    }

    /// <summary>The key as 44 characters of base64: for the key file, and for nothing else.</summary>
    internal string Reveal() => Convert.ToBase64String(_key);

    /// <summary>Derives key material for one use.</summary>
    internal void Derive(ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, Span<byte> derived) =>
        SP800108HmacCounterKdf.DeriveBytes(_key, HashAlgorithmName.SHA256, label, context, derived);

    /// <summary>The fingerprint, never the key.</summary>
    public override string ToString() => $"master key {Id:x8}";
}

/// <summary>The master key cannot be had or does not fit; the message tells the operator what to do and never holds key material.</summary>
public sealed class MasterKeyException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public MasterKeyException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
