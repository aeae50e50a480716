namespace Daypass.Core.Sealing;

/// <summary>Seals what travels through callers' hands, with AES-256-GCM, and opens it on any node that has the ring.</summary>
/// <remarks>
/// Layout: <c>version(1) key-number(4) issued-at(5) instance(16) counter(8) ciphertext tag(16)</c>. The key is derived from the ring key for the purpose and
/// for the process instance that seals (SP 800-108), the nonce is that instance's counter: any number of tokens and of processes may use one ring key.
/// Purpose, header and the caller's own context are the associated data. Sealing and opening allocate nothing.
/// </remarks>
public sealed class TokenSealer(KeyRing ring)
{
    /// <summary>How much longer the sealed form is than the plaintext.</summary>
    public const int Overhead = SealHeader.Length + CipherPool.TagLength;

    /// <summary>The longest context that may be bound.</summary>
    public const int LongestContext = 256;

    private readonly SealingInstance?[] _instances = new SealingInstance?[SealingPurpose.Count];
    private readonly CipherCache _cache = new();
    private readonly Lock _making = new();

    /// <summary>The ring it seals with.</summary>
    public KeyRing Ring => ring;

    internal int CachedInstances => _cache.Count;

    /// <summary>Seals into <paramref name="destination"/>, which has room for the plaintext and <see cref="Overhead"/>.</summary>
    /// <param name="purpose">What it is for; it opens for nothing else.</param>
    /// <param name="issuedAt">When it is issued, kept in whole seconds; "invalidate before" goes by it.</param>
    /// <param name="context">Bound but not contained: opening needs the same; at most <see cref="LongestContext"/> bytes.</param>
    /// <param name="plaintext">What to seal.</param>
    /// <param name="destination">Where to; must not overlap the plaintext.</param>
    /// <returns>The number of bytes written.</returns>
    public int Seal(SealingPurpose purpose, DateTimeOffset issuedAt, ReadOnlySpan<byte> context, ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        var instance = Instance(purpose);
        var header = new SealHeader(instance.Key.Number, issuedAt.ToUnixTimeSeconds(), instance.Id, instance.Next());
        header.Write(destination);
        Span<byte> nonce = stackalloc byte[CipherPool.NonceLength];
        header.WriteNonce(nonce);
        Span<byte> associated = stackalloc byte[SealingPurpose.LongestLabel + SealHeader.Length + LongestContext];
        associated = Associate(purpose, destination[..SealHeader.Length], context, associated);
        instance.Pool.Encrypt(
            nonce, plaintext, destination.Slice(SealHeader.Length, plaintext.Length),
                destination.Slice(SealHeader.Length + plaintext.Length, CipherPool.TagLength), associated);
        return plaintext.Length + Overhead;
    }

    /// <summary>Opens into <paramref name="plaintext"/>, which has room for the sealed length less <see cref="Overhead"/>.</summary>
    /// <param name="purpose">What it must have been sealed for.</param>
    /// <param name="context">What it must have been bound to.</param>
    /// <param name="sealedBytes">Anything.</param>
    /// <param name="plaintext">Where to; holds nothing of use unless it is opened.</param>
    public Opening Open(SealingPurpose purpose, ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        if (sealedBytes.Length < Overhead || context.Length > LongestContext || !SealHeader.TryRead(sealedBytes, out var header))
        {
            return new Opening(OpenOutcome.Malformed);
        }

        var snapshot = ring.Current;
        if (snapshot.Find(header.KeyNumber) is not { Purpose: RingKey.ForSealing } key)
        {
            return new Opening(OpenOutcome.UnknownKey) { KeyNumber = header.KeyNumber };
        }

        if (!key.Verifies)
        {
            return new Opening(OpenOutcome.RetiredKey) { KeyNumber = key.Number };
        }

        var length = sealedBytes.Length - Overhead;
        if (!TryDecrypt(purpose, key, header, context, sealedBytes, plaintext[..length]))
        {
            return new Opening(OpenOutcome.Forged) { KeyNumber = key.Number };
        }

        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(header.IssuedAt);
        var outcome = issuedAt < snapshot.InvalidBefore ? OpenOutcome.Invalidated : OpenOutcome.Opened;
        return new Opening(outcome) { Length = length, IssuedAt = issuedAt, KeyNumber = key.Number };
    }

    private bool TryDecrypt(SealingPurpose purpose, RingKey key, in SealHeader header, ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedBytes,
        Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[CipherPool.NonceLength];
        header.WriteNonce(nonce);
        Span<byte> associated = stackalloc byte[SealingPurpose.LongestLabel + SealHeader.Length + LongestContext];
        associated = Associate(purpose, sealedBytes[..SealHeader.Length], context, associated);
        var text = sealedBytes.Slice(SealHeader.Length, plaintext.Length);
        var tag = sealedBytes[^CipherPool.TagLength..];
        if (_cache.TryGet(key, purpose, header.Instance, out var known))
        {
            return known!.TryDecrypt(nonce, text, tag, plaintext, associated);
        }

        var pool = new CipherPool(key, purpose, header.Instance);
        if (pool.TryDecrypt(nonce, text, tag, plaintext, associated))
        {
            _cache.Add(key, purpose, header.Instance, pool);
            return true;
        }

        pool.Drain();
        return false;
    }

    private static Span<byte> Associate(SealingPurpose purpose, ReadOnlySpan<byte> header, ReadOnlySpan<byte> context, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(context.Length, LongestContext);
        purpose.Label.CopyTo(buffer);
        header.CopyTo(buffer[purpose.Label.Length..]);
        context.CopyTo(buffer[(purpose.Label.Length + header.Length)..]);
        return buffer[..(purpose.Label.Length + header.Length + context.Length)];
    }

    private SealingInstance Instance(SealingPurpose purpose)
    {
        var key = ring.Current.Sealing ?? throw new InvalidOperationException("The ring has no key that issues.");
        var instance = Volatile.Read(ref _instances[purpose.Index]);
        return instance is not null && instance.Key.Number == key.Number && !instance.IsSpent ? instance : Renew(purpose, key);
    }

    private SealingInstance Renew(SealingPurpose purpose, RingKey key)
    {
        lock (_making)
        {
            var instance = _instances[purpose.Index];
            if (instance is null || instance.Key.Number != key.Number || instance.IsSpent)
            {
                instance = new SealingInstance(key, purpose);
                _cache.Add(key, purpose, instance.Id, instance.Pool);
                Volatile.Write(ref _instances[purpose.Index], instance);
            }

            return instance;
        }
    }
}
