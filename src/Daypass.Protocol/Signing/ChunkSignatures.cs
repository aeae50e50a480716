using System.Security.Cryptography;

namespace Daypass.Protocol.Signing;

/// <summary>
/// The chain of signatures of a streamed body: each chunk's covers the one before it, and the first one that of the request (Amazon S3 API Reference,
/// "Signature calculations for the Authorization header: transferring payload in multiple chunks"). For one body, not thread-safe.
/// </summary>
public sealed class ChunkSignatures
{
    private const int Digits = SHA256.HashSizeInBytes * 2;

    private static readonly byte[] HashOfNothing = SHA256.HashData([]);

    private readonly SigningKey _key;
    private readonly byte[] _scope;
    private readonly byte[] _previous = new byte[Digits];

    /// <summary>Begins with the signature of a request that was verified.</summary>
    /// <param name="authorization">Its claim.</param>
    /// <param name="key">The key it was verified with.</param>
    public ChunkSignatures(in SigV4Authorization authorization, VendedKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key.Key;
        var scope = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            var time = scope.Take(SignatureTime.Length);
            SignatureTime.Write(authorization.SignedAt, time);
            scope.Append((byte)'\n');
            scope.AppendUtf8(authorization.ScopeDate.Span);
            scope.Append((byte)'/');
            scope.AppendUtf8(authorization.Region.Span);
            scope.Append((byte)'/');
            scope.AppendUtf8(authorization.Service.Span);
            scope.Append("/aws4_request\n"u8);
            _scope = scope.Written.ToArray();
        }
        finally
        {
            scope.Dispose();
        }

        System.Text.Encoding.ASCII.GetBytes(authorization.Signature.Span, _previous);
    }

    /// <summary>True when the next chunk has this signature; the chain goes on from it then.</summary>
    /// <param name="dataHash">The SHA-256 of the chunk's data, 32 bytes; of the last chunk that of nothing.</param>
    /// <param name="signature">The signature as sent.</param>
    public bool VerifyChunk(ReadOnlySpan<byte> dataHash, ReadOnlySpan<byte> signature)
    {
        var toSign = new Utf8Buffer(stackalloc byte[512]);
        try
        {
            Begin("AWS4-HMAC-SHA256-PAYLOAD\n"u8, ref toSign);
            toSign.AppendHex(HashOfNothing);
            toSign.Append((byte)'\n');
            toSign.AppendHex(dataHash);
            return Matches(toSign.Written, signature);
        }
        finally
        {
            toSign.Dispose();
        }
    }

    /// <summary>True when the trailer has this signature.</summary>
    /// <param name="trailerHash">The SHA-256 of the trailer's lines in their canonical form, 32 bytes.</param>
    /// <param name="signature">The signature as sent.</param>
    public bool VerifyTrailer(ReadOnlySpan<byte> trailerHash, ReadOnlySpan<byte> signature)
    {
        var toSign = new Utf8Buffer(stackalloc byte[512]);
        try
        {
            Begin("AWS4-HMAC-SHA256-TRAILER\n"u8, ref toSign);
            toSign.AppendHex(trailerHash);
            return Matches(toSign.Written, signature);
        }
        finally
        {
            toSign.Dispose();
        }
    }

    private void Begin(ReadOnlySpan<byte> algorithm, ref Utf8Buffer toSign)
    {
        toSign.Append(algorithm);
        toSign.Append(_scope);
        toSign.Append(_previous);
        toSign.Append((byte)'\n');
    }

    private bool Matches(ReadOnlySpan<byte> toSign, ReadOnlySpan<byte> signature)
    {
        Span<byte> calculated = stackalloc byte[SHA256.HashSizeInBytes];
        _key.Sign(toSign, calculated);
        var text = new Utf8Buffer(stackalloc byte[Digits]);
        try
        {
            text.AppendHex(calculated);
            if (!CryptographicOperations.FixedTimeEquals(signature, text.Written))
            {
                return false;
            }

            signature.CopyTo(_previous);
            return true;
        }
        finally
        {
            text.Dispose();
        }
    }
}
