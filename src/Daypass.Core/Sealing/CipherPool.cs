using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>AES-256-GCM under one derived key for any number of threads.</summary>
/// <remarks>One <see cref="AesGcm"/> used by two threads at once gives wrong ciphertexts without an exception; that is why there is a pool.</remarks>
internal sealed class CipherPool
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    private readonly SlotPool<AesGcm> _ciphers;
    private long _lastUse = Environment.TickCount64;

    public CipherPool(RingKey ringKey, SealingPurpose purpose, UInt128 instance)
    {
        var key = new byte[KeyLength];
        ringKey.Derive(purpose, instance, key);
#pragma warning disable RS0030 // The pool is the place for it: no two threads have the same object.
        _ciphers = new SlotPool<AesGcm>(() => new AesGcm(key, TagLength));
#pragma warning restore RS0030
    }

    /// <summary>When it was last used, in milliseconds since the machine started; for eviction.</summary>
    public long LastUse => Volatile.Read(ref _lastUse);

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        Volatile.Write(ref _lastUse, Environment.TickCount64);
        var cipher = _ciphers.Rent(out var slot);
        cipher.Encrypt(nonce, plaintext, ciphertext, tag, associated);
        _ciphers.Return(cipher, slot);
    }

    /// <summary>False when tag, ciphertext or associated data were altered.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        Volatile.Write(ref _lastUse, Environment.TickCount64);
        var cipher = _ciphers.Rent(out var slot);
        try
        {
            cipher.Decrypt(nonce, ciphertext, tag, plaintext, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            _ciphers.Return(cipher, slot);
        }
    }

    /// <summary>Frees the idle ciphers.</summary>
    public void Drain() => _ciphers.Drain();
}
