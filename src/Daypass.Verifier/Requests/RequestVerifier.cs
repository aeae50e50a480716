using System.Security.Cryptography;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Callers;
using Daypass.Verifier.Payloads;

namespace Daypass.Verifier.Requests;

/// <summary>Proves who signed the requests of one service, by itself. Safe for any number of threads.</summary>
/// <param name="rules">The service's signing name and how it treats paths and bodies.</param>
/// <param name="callers">Who may have signed.</param>
/// <param name="clock">The clock.</param>
public sealed class RequestVerifier(SigV4Rules rules, CallerDirectory callers, TimeProvider clock)
{
    private readonly SigV4Verifier _verifier = new(rules, new SigningKeys(4));

    /// <summary>The first step: what the request claims, and who that would be; or the refusal.</summary>
    /// <exception cref="Calls.ServerUnreachableException">The server is away, and memory does not know the caller or is too old.</exception>
    public async ValueTask<Result<ClaimedRequest>> Find(SignedRequest request, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        var parsed = _verifier.Parse(request, now);
        if (!parsed.Succeeded)
        {
            return Refuse(parsed.Error, request);
        }

        var found = await callers.Find(parsed.Value, now, cancelled);
        return found.Succeeded ? new ClaimedRequest(request, parsed.Value, found.Value) : Refuse(found.Error, request);
    }

    /// <summary>The second step for a request whose body is still to be read: null when its caller signed it. The body is read through
    /// <see cref="OpenBody"/> then, which compares it with what was signed.</summary>
    /// <exception cref="ArgumentException">The body has to be read first.</exception>
    public AwsError? Verify(in ClaimedRequest claimed)
    {
        if (claimed.NeedsBody)
        {
            throw new ArgumentException("The request does not say which hash its body has.", nameof(claimed));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        hash.Clear();
        return claimed.Authorization.PayloadHash is { } declared
            && Convert.FromHexString(declared, hash, out _, out _) != System.Buffers.OperationStatus.Done
            ? PayloadErrors.HashDiffers
            : Verify(claimed, hash);
    }

    /// <summary>The second step for a request whose body was read: null when its caller signed it with this body.</summary>
    /// <param name="claimed">The request.</param>
    /// <param name="bodyHash">The SHA-256 of the body as received, 32 bytes.</param>
    public AwsError? Verify(in ClaimedRequest claimed, ReadOnlySpan<byte> bodyHash) =>
        _verifier.VerifySignature(claimed.Signed, claimed.Authorization, claimed.Caller.Key, bodyHash) is { } refusal
            ? Refuse(refusal, claimed.Signed)
            : null;

    /// <summary>What was signed for comparison, for the one who sent the request: the session token stands in it.</summary>
    /// <param name="claimed">The request.</param>
    /// <param name="bodyHash">The SHA-256 of the body as received, 32 bytes; of no meaning where the request says it itself.</param>
    public SigningTexts Explain(in ClaimedRequest claimed, ReadOnlySpan<byte> bodyHash)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        bodyHash.CopyTo(hash);
        if (claimed.Authorization.PayloadHash is { } declared)
        {
            _ = Convert.FromHexString(declared, hash, out _, out _);
        }

        return _verifier.Explain(claimed.Signed, claimed.Authorization, hash);
    }

    /// <summary>The body of a request that was verified, as far as its signature vouches for it.</summary>
    /// <param name="claimed">The request.</param>
    /// <param name="body">The body as it arrives.</param>
    /// <param name="decodedLength">What <c>x-amz-decoded-content-length</c> says, for chunked bodies.</param>
    /// <param name="trailer">What <c>x-amz-trailer</c> says, for chunked bodies that have one.</param>
    public static Result<Stream> OpenBody(in ClaimedRequest claimed, Stream body, long? decodedLength, string? trailer)
    {
        var form = claimed.Authorization.Payload;
        if (form == PayloadForm.Hashed)
        {
            return claimed.Authorization.PayloadHash is { } hash ? new VerifiedHashStream(body, Convert.FromHexString(hash)) : body;
        }

        if (form == PayloadForm.Unsigned)
        {
            return body;
        }

        if (decodedLength is not { } length)
        {
            return PayloadErrors.NoLength;
        }

        if (form.HasTrailer() != trailer is not null)
        {
            return PayloadErrors.MalformedTrailer;
        }

        return new VerifiedChunkStream(
            body,
            new ChunkedBodyRules { DecodedLength = length, Trailer = trailer?.Trim().ToLowerInvariant() },
            form.HasSignedChunks() ? new ChunkSignatures(claimed.Authorization, claimed.Caller.Key) : null);
    }

    /// <summary>The refusal in the words of the service: S3 has its own.</summary>
    private AwsError Refuse(AwsError refusal, in SignedRequest request) =>
        _verifier.Rules.Service == "s3" && refusal != CallerDirectory.OfAnotherAccount
            ? S3Refusals.Translate(refusal, request, _verifier.Rules.Regions)
            : refusal;
}
