using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Daypass.Core.Sealing;

/// <summary>Encrypts what is stored: access key secrets, MFA seeds, private keys, and the keys of the ring.</summary>
/// <remarks>
/// Each secret is encrypted once, with AES-256-GCM, under a key of its own: derived from the master key, the purpose, the entity's id and a random salt.
/// Nonces cannot collide, a secret copied to another entity or purpose does not open, and none of it opens under another master key.
/// Layout: version, master key id (4), salt (16), ciphertext, tag (16).
/// </remarks>
public sealed class SecretEnvelope
{
    private const byte Version = 1;
    private const int SaltStart = 1 + MasterKey.IdLength;
    private const int SaltLength = 16;
    private const int TextStart = SaltStart + SaltLength;
    private const int TagLength = 16;

    private readonly MasterKey _current;
    private readonly MasterKey[] _former;

    /// <summary>Encrypts under one master key, and still decrypts what former ones encrypted.</summary>
    public SecretEnvelope(MasterKey current, params MasterKey[] former)
    {
        _current = current;
        _former = former;
    }

    /// <summary>Encrypts a secret of an entity.</summary>
    /// <param name="purpose">What the secret is, for example <c>access-key</c>.</param>
    /// <param name="entityId">The unique id of what the secret belongs to.</param>
    /// <param name="secret">The secret's bytes.</param>
    public byte[] Seal(string purpose, string entityId, ReadOnlySpan<byte> secret)
    {
        var envelope = new byte[TextStart + secret.Length + TagLength];
        envelope[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(envelope.AsSpan(1), _current.Id);
        RandomNumberGenerator.Fill(envelope.AsSpan(SaltStart, SaltLength));

        var header = Header(envelope, purpose, entityId);
        using var cipher = Cipher(_current, header);
        cipher.Encrypt(Nonce, secret, envelope.AsSpan(TextStart, secret.Length), envelope.AsSpan(^TagLength..), header);
        return envelope;
    }

    /// <summary>Decrypts a secret of an entity; null when it was altered or belongs to another entity or purpose.</summary>
    /// <exception cref="MasterKeyException">It was encrypted under a master key that is not known here.</exception>
    public byte[]? Open(string purpose, string entityId, ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < TextStart + TagLength || envelope[0] != Version)
        {
            return null;
        }

        var header = Header(envelope, purpose, entityId);
        using var cipher = Cipher(Find(BinaryPrimitives.ReadUInt32BigEndian(envelope[1..])), header);
        var secret = new byte[envelope.Length - TextStart - TagLength];
        try
        {
            cipher.Decrypt(Nonce, envelope[TextStart..^TagLength], envelope[^TagLength..], secret, header);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Which master key is used now; says nothing about it.</summary>
    internal uint KeyId => _current.Id;

    /// <summary>Derives key material for one use from the master key of now.</summary>
    internal void Derive(ReadOnlySpan<byte> label, Span<byte> derived) => _current.Derive(label, default, derived);

    /// <summary>True when a secret should be sealed again because it is under a former master key.</summary>
    public bool IsOutdated(ReadOnlySpan<byte> envelope) =>
        envelope.Length >= SaltStart && BinaryPrimitives.ReadUInt32BigEndian(envelope[1..]) != _current.Id;

    // A key is used for one encryption only, so the nonce may be the same in all.
    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static AesGcm Cipher(MasterKey master, ReadOnlySpan<byte> header)
    {
        Span<byte> key = stackalloc byte[MasterKey.Length];
        master.Derive("daypass/stored-secret/1"u8, header, key);
#pragma warning disable RS0030 // Made, used once and disposed by one thread.
        var cipher = new AesGcm(key, TagLength);
#pragma warning restore RS0030
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    /// <summary>Version, key id and salt, then purpose and entity id, each with its length so that no two pairs read alike.</summary>
    private static byte[] Header(ReadOnlySpan<byte> envelope, string purpose, string entityId)
    {
        var purposeLength = Encoding.UTF8.GetByteCount(purpose);
        var header = new byte[TextStart + sizeof(int) + purposeLength + Encoding.UTF8.GetByteCount(entityId)];
        envelope[..TextStart].CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(TextStart), purposeLength);
        Encoding.UTF8.GetBytes(purpose, header.AsSpan(TextStart + sizeof(int)));
        Encoding.UTF8.GetBytes(entityId, header.AsSpan(TextStart + sizeof(int) + purposeLength));
        return header;
    }

    private MasterKey Find(uint id)
    {
        if (id == _current.Id)
        {
            return _current;
        }

        foreach (var key in _former)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        throw new MasterKeyException($"A stored secret is under master key {id:x8}, but this is {_current}: the database belongs to another key file.");
    }
}
