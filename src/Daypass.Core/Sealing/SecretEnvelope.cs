using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Daypass.Core.Stores;

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

    /// <summary>How often at most the keys are read again because of one that is not known: bounds what a damaged row can cost.</summary>
    private static readonly TimeSpan NoFasterThan = TimeSpan.FromSeconds(1);

    private readonly Func<IReadOnlyList<MasterKey>>? _again;
    private readonly TimeProvider _clock;
    private readonly Lock _reading = new();
    private long _lastRead;
    private volatile MasterKeysInUse _keys;

    /// <summary>Encrypts under one master key, and still decrypts what former ones encrypted.</summary>
    public SecretEnvelope(MasterKey current, params MasterKey[] former)
    {
        (_keys, _clock) = (new MasterKeysInUse([current, .. former], current, current.Id), TimeProvider.System);
    }

    /// <summary>Encrypts under the first of some master keys until the database says which one is in use.</summary>
    /// <param name="again">Reads the keys; asked again for one that is not known.</param>
    /// <param name="clock">Says how long ago that was.</param>
    /// <exception cref="MasterKeyException">They cannot be read.</exception>
    public SecretEnvelope(Func<IReadOnlyList<MasterKey>> again, TimeProvider clock)
    {
        (_again, _clock) = (again, clock);
        var keys = again();
        _keys = new MasterKeysInUse(keys, keys[0], keys[0].Id);
        _lastRead = clock.GetTimestamp();
    }

    /// <summary>The master key that is in use and not known here; null when all is well. Nothing is encrypted meanwhile.</summary>
    public uint? Missing => _keys is { Current: null, CurrentId: var id } ? id : null;

    /// <summary>Which master keys are known here, in the order of their source.</summary>
    public IReadOnlyList<MasterKey> Known => _keys.All;

    /// <summary>The master key that encrypts now, or null while it is missing.</summary>
    internal MasterKey? Current => _keys.Current;

    /// <summary>The id of the master key that is in use, known here or not.</summary>
    public uint CurrentId => _keys.CurrentId;

    /// <summary>From now on this master key encrypts: the nodes have agreed on it through the database. One that is not known is looked for at once.</summary>
    public void Use(uint id)
    {
        if (_keys.Current?.Id == id)
        {
            return;
        }

        lock (_reading)
        {
            if (_keys.Find(id) is null)
            {
                ReadAgain();
            }

            _keys = _keys with { Current = _keys.Find(id), CurrentId = id };
        }
    }

    /// <summary>Which master key a secret is under.</summary>
    public static uint? KeyIdOf(ReadOnlySpan<byte> envelope) =>
        envelope.Length >= TextStart + TagLength && envelope[0] == Version ? BinaryPrimitives.ReadUInt32BigEndian(envelope[1..]) : null;

    /// <summary>Encrypts a secret of an entity.</summary>
    /// <param name="purpose">What the secret is, for example <c>access-key</c>.</param>
    /// <param name="entityId">The unique id of what the secret belongs to.</param>
    /// <param name="secret">The secret's bytes.</param>
    public byte[] Seal(string purpose, string entityId, ReadOnlySpan<byte> secret)
    {
        // Under a former key it would be lost when that one is thrown away.
        var current = _keys.Current ?? throw new StoreUnavailableException(
            $"Secrets are under master key {_keys.CurrentId:x8} now, which is not where this node has its master key from.");
        var envelope = new byte[TextStart + secret.Length + TagLength];
        envelope[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(envelope.AsSpan(1), current.Id);
        RandomNumberGenerator.Fill(envelope.AsSpan(SaltStart, SaltLength));

        var header = Header(envelope, purpose, entityId);
        using var cipher = Cipher(current, header);
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

    /// <summary>True when a secret should be sealed again because it is under a former master key.</summary>
    public bool IsOutdated(ReadOnlySpan<byte> envelope) =>
        envelope.Length >= SaltStart && BinaryPrimitives.ReadUInt32BigEndian(envelope[1..]) != _keys.CurrentId;

    /// <summary>The same secret under the master key that is in use; what is under it already stays as it is.</summary>
    /// <exception cref="MasterKeyException">It is under a master key that is not known here.</exception>
    /// <exception cref="InvalidDataException">It does not open.</exception>
    public byte[] Renew(string purpose, string entityId, byte[] envelope)
    {
        if (!IsOutdated(envelope))
        {
            return envelope;
        }

        var secret = Open(purpose, entityId, envelope)
            ?? throw new InvalidDataException($"The stored secret '{purpose}' of {entityId} does not open under its master key.");
        var renewed = Seal(purpose, entityId, secret);
        CryptographicOperations.ZeroMemory(secret);
        return renewed;
    }

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
        if (_keys.Find(id) is { } known)
        {
            return known;
        }

        lock (_reading)
        {
            if (_keys.Find(id) is null && _clock.GetElapsedTime(_lastRead) >= NoFasterThan)
            {
                ReadAgain();
            }

            if (_keys.Find(id) is { } found)
            {
                return found;
            }
        }

        throw new MasterKeyException($"A stored secret is under master key {id:x8}, but this is {_keys.All[0]}: the database belongs to another key file.");
    }

    // A file that is being written meanwhile is read the next time.
    private void ReadAgain()
    {
        if (_again is null)
        {
            return;
        }

        _lastRead = _clock.GetTimestamp();
        try
        {
            var read = _again();
            var kept = _keys.All.Where(known => !read.Any(other => other.Id == known.Id));
            _keys = _keys with { All = [.. read, .. kept] };
        }
        catch (MasterKeyException)
        {
            // Whoever needs the key is told that it is not here.
        }
    }
}
