using System.Security.Cryptography;

namespace Daypass.Verifier.Payloads;

/// <summary>A body whose hash was signed as a whole: it is passed on while it is hashed, and its end is told only when the hash is right.</summary>
/// <param name="body">The body as it arrives.</param>
/// <param name="hash">The SHA-256 it has to have, 32 bytes.</param>
public sealed class VerifiedHashStream(Stream body, ReadOnlyMemory<byte> hash) : VerifiedStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isEnded;

    private protected override async ValueTask<int> ReadVerified(Memory<byte> into, CancellationToken cancelled)
    {
        if (_isEnded)
        {
            return 0;
        }

        var count = await body.ReadAsync(into, cancelled);
        if (count > 0)
        {
            _hash.AppendData(into.Span[..count]);
            return count;
        }

        Span<byte> calculated = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(calculated);
        if (!CryptographicOperations.FixedTimeEquals(calculated, hash.Span))
        {
            throw new PayloadException(PayloadErrors.HashDiffers);
        }

        _isEnded = true;
        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
