using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>The keys of audit records: each chain of records, one for each start of a server, has a key of its own, derived from a key of the ring.</summary>
public sealed class AuditKeys(KeyRing ring)
{
    /// <summary>How many bytes a derived key has.</summary>
    public const int Length = 32;

    /// <summary>The number of the ring's key that new chains are derived from; makes one when there is none.</summary>
    public async ValueTask<int> Issuing(CancellationToken cancelled) => (await new KeyRotation(ring).Ensure(RingKey.ForAudit, cancelled)).Number;

    /// <summary>The number of the ring's key that new chains are derived from, as the ring was last read; null when there is none.</summary>
    public int? Current => ring.Current.Issuing(RingKey.ForAudit)?.Number;

    /// <summary>The keys of the ring for audit records, in the order of their numbers.</summary>
    public IReadOnlyList<RingKey> All => ring.Current.KeysFor(RingKey.ForAudit);

    /// <summary>The key of a chain; null when the ring has no such key.</summary>
    /// <param name="number">The ring's key.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="cancelled">Gives up.</param>
    public ValueTask<byte[]?> OfChain(int number, ulong chain, CancellationToken cancelled) => Derive(number, "daypass/audit-chain/1", chain, cancelled);

    /// <summary>The key of what the database keeps of chains; null when the ring has no such key.</summary>
    public ValueTask<byte[]?> OfHeads(int number, CancellationToken cancelled) => Derive(number, "daypass/audit-head/1", 0, cancelled);

    private async ValueTask<byte[]?> Derive(int number, string label, ulong chain, CancellationToken cancelled)
    {
        if (await ring.FindMaterial(number, RingKey.ForAudit, cancelled) is not { } material)
        {
            return null;
        }

        var derived = new byte[Length];
        Span<byte> context = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(context, chain);
        SP800108HmacCounterKdf.DeriveBytes(material, HashAlgorithmName.SHA256, System.Text.Encoding.ASCII.GetBytes(label), context, derived);
        CryptographicOperations.ZeroMemory(material);
        return derived;
    }
}
