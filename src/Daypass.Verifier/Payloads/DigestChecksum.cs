using System.Security.Cryptography;

namespace Daypass.Verifier.Payloads;

/// <summary>A cryptographic digest as a checksum; it guards against accidents here, whatever else it is good for.</summary>
internal sealed class DigestChecksum : Checksum
{
    private readonly IncrementalHash _hash;

    public DigestChecksum(string algorithm, HashAlgorithmName name) : this(algorithm, IncrementalHash.CreateHash(name))
    {
    }

    private DigestChecksum(string algorithm, IncrementalHash hash) : base(algorithm, hash.HashLengthInBytes) => _hash = hash;

    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    /// <inheritdoc/>
    public override void Finish(Span<byte> digest)
    {
        _hash.GetHashAndReset(digest);
        _hash.Dispose();
    }
}
