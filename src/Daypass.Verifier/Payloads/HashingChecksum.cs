using System.IO.Hashing;

namespace Daypass.Verifier.Payloads;

/// <summary>A checksum that the library has.</summary>
/// <param name="algorithm">Its name in capitals.</param>
/// <param name="hash">The algorithm.</param>
/// <param name="isReversed">Whether the library gives the lowest byte first.</param>
internal sealed class HashingChecksum(string algorithm, NonCryptographicHashAlgorithm hash, bool isReversed) : Checksum(algorithm, hash.HashLengthInBytes)
{
    /// <inheritdoc/>
    public override void Append(ReadOnlySpan<byte> data) => hash.Append(data);

    /// <inheritdoc/>
    public override void Finish(Span<byte> digest)
    {
        hash.GetCurrentHash(digest);
        if (isReversed)
        {
            digest[..Length].Reverse();
        }
    }
}
