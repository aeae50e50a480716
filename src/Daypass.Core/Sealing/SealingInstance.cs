using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>What this process seals with, for one ring key and one purpose: a random instance id, the key derived for it, and a counter.</summary>
/// <remarks>
/// INVARIANT: no two seals under one derived key have the same nonce: the id is drawn once per instance and the counter never repeats
/// (Sealing_on_all_cores_opens_to_exactly_what_was_sealed checks that). It counts from a random number, so that a token does not say how many there are.
/// </remarks>
internal sealed class SealingInstance
{
    /// <summary>After so many seals a fresh instance takes over, far below what one AES-GCM key can bear.</summary>
    public const ulong SealsPerInstance = 1UL << 32;

    private readonly ulong _first;
    private ulong _next;

    public SealingInstance(RingKey key, SealingPurpose purpose)
    {
        Span<byte> random = stackalloc byte[24];
        RandomNumberGenerator.Fill(random);
        Key = key;
        Id = BinaryPrimitives.ReadUInt128BigEndian(random);
        _first = _next = BinaryPrimitives.ReadUInt64BigEndian(random[16..]);
        Pool = new CipherPool(key, purpose, Id);
    }

    public RingKey Key { get; }

    public UInt128 Id { get; }

    public CipherPool Pool { get; }

    /// <summary>True when another instance should take over.</summary>
    public bool IsSpent => unchecked(Volatile.Read(ref _next) - _first) >= SealsPerInstance;

    /// <summary>A number that no other seal of this instance has.</summary>
    public ulong Next() => Interlocked.Increment(ref _next);
}
