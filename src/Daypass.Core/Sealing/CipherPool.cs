using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>AES-256-GCM under one derived key for any number of threads: each use has a cipher object to itself.</summary>
/// <remarks>One <see cref="AesGcm"/> used by two threads at once gives wrong ciphertexts without an exception; that is why there is a pool.</remarks>
internal sealed class CipherPool
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    private readonly byte[] key;
    private readonly AesGcm?[] idle = new AesGcm?[Environment.ProcessorCount];
    private long lastUse;

    public CipherPool(RingKey ringKey, SealingPurpose purpose, UInt128 instance)
    {
        key = new byte[KeyLength];
        ringKey.Derive(purpose, instance, key);
        lastUse = Environment.TickCount64;
    }

    /// <summary>When it was last used, in milliseconds since the machine started; for eviction.</summary>
    public long LastUse => Volatile.Read(ref lastUse);

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        var cipher = Take(out var slot);
        cipher.Encrypt(nonce, plaintext, ciphertext, tag, associated);
        Return(cipher, slot);
    }

    /// <summary>False when tag, ciphertext or associated data were altered.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        var cipher = Take(out var slot);
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
            Return(cipher, slot);
        }
    }

    /// <summary>Frees the idle ciphers; one that is in use is freed by whoever uses it, or by its finalizer.</summary>
    public void Drain()
    {
        for (var i = 0; i < idle.Length; i++)
        {
            Interlocked.Exchange(ref idle[i], null)?.Dispose();
        }
    }

    private AesGcm Take(out int slot)
    {
        Volatile.Write(ref lastUse, Environment.TickCount64);
        slot = (int)((uint)Thread.GetCurrentProcessorId() % (uint)idle.Length);
#pragma warning disable RS0030 // The pool is the place for it: a cipher is out of its slot while it is used.
        return Interlocked.Exchange(ref idle[slot], null) ?? new AesGcm(key, TagLength);
#pragma warning restore RS0030
    }

    private void Return(AesGcm cipher, int slot)
    {
        if (Interlocked.CompareExchange(ref idle[slot], cipher, null) is not null)
        {
            cipher.Dispose();
        }
    }
}
