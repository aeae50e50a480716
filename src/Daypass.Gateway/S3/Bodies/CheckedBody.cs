using System.Security.Cryptography;
using Daypass.Verifier.Payloads;

namespace Daypass.Gateway.S3.Bodies;

/// <summary>A body that is compared, while it is read, with its length and with the checksums that the request says: its end is told only when all are right.
/// Most stores do not compare them.</summary>
/// <param name="body">The body.</param>
/// <param name="length">How long it has to be.</param>
/// <param name="checks">What it has to have.</param>
internal sealed class CheckedBody(Stream body, long length, IReadOnlyList<ExpectedChecksum> checks) : ReadForwards
{
    private long _left = length;
    private PayloadException? _fault;
    private bool _isEnded;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_fault is not null)
        {
            throw new PayloadException(_fault.Error);
        }

        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        var count = await body.ReadAsync(buffer, cancellationToken);
        _left -= count;
        if (_left < 0 || (count == 0 && _left > 0))
        {
            throw _fault = new PayloadException(PayloadErrors.OtherLength);
        }

        if (count == 0)
        {
            Compare();
            _isEnded = true;
            return 0;
        }

        foreach (var check in checks)
        {
            check.Checksum.Append(buffer.Span[..count]);
        }

        return count;
    }

    private void Compare()
    {
        Span<byte> calculated = stackalloc byte[64];
        foreach (var check in checks)
        {
            var digest = calculated[..check.Checksum.Length];
            check.Checksum.Finish(digest);
            if (!CryptographicOperations.FixedTimeEquals(digest, check.Digest))
            {
                throw _fault = new PayloadException(check.Differs);
            }
        }
    }
}
