using System.Security.Cryptography;
using Daypass.Core.Stores;

namespace Daypass.Core.Sealing;

/// <summary>A key of the ring, unwrapped; it encrypts nothing itself, the keys derived from it do.</summary>
public sealed class RingKey
{
    /// <summary>How many bytes a sealing key has.</summary>
    internal const int SealingLength = 32;

    private readonly Lazy<byte[]> _material;
    private readonly uint? _masterKey;

    internal RingKey(StoredKey stored, Lazy<byte[]> material)
    {
        (Number, Purpose, State, CreatedAt, ChangedAt) = (stored.Number, stored.Purpose, stored.State, stored.CreatedAt, stored.ChangedAt);
        _material = material;
        _masterKey = SecretEnvelope.KeyIdOf(stored.Wrapped);
    }

    /// <summary>The purpose of keys that seal tokens, messages and markers.</summary>
    public const string ForSealing = "seal";

    /// <summary>The purpose of keys that the chains of audit records are derived from.</summary>
    public const string ForAudit = "audit";

    /// <summary>From 1, never reused; stands in everything that is made with it.</summary>
    public int Number { get; }

    /// <summary>What the key is for: <see cref="ForSealing"/>, or <c>jwt:ACCOUNT:ALG</c>.</summary>
    public string Purpose { get; }

    /// <summary>Whether it issues, only verifies, or neither.</summary>
    public KeyState State { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When its state last changed.</summary>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>Whether what was made with it is still accepted.</summary>
    public bool Verifies => State != KeyState.Retired;

    /// <summary>The key material, unwrapped when it is first used; empty for a retired key.</summary>
    internal ReadOnlySpan<byte> Material => _material.Value;

    /// <summary>The same key in the state it is stored with now.</summary>
    /// <param name="stored">How it is stored.</param>
    /// <param name="unwrapped">Its material as it is wrapped now: when that was not looked at yet, it may be under another master key than it was.</param>
    internal RingKey As(StoredKey stored, Lazy<byte[]> unwrapped)
    {
        var isKnown = _material.IsValueCreated && stored.State != KeyState.Retired;
        return stored.State == State && stored.ChangedAt == ChangedAt && (isKnown || SecretEnvelope.KeyIdOf(stored.Wrapped) == _masterKey)
            ? this
            : new RingKey(stored, isKnown ? _material : unwrapped);
    }

    /// <summary>Derives the key of one process instance for one purpose (SP 800-108, counter mode, HMAC-SHA-256).</summary>
    internal void Derive(SealingPurpose purpose, UInt128 instance, Span<byte> key)
    {
        Span<byte> context = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(context, instance);
        SP800108HmacCounterKdf.DeriveBytes(_material.Value, HashAlgorithmName.SHA256, purpose.Label, context, key);
    }

    /// <summary>Number, purpose and state, never the material.</summary>
    public override string ToString() => $"key {Number} ({Purpose}, {State})";
}
