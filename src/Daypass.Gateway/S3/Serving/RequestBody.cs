using System.Buffers;
using Daypass.Gateway.S3.Bodies;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.S3.Errors;
using Daypass.S3.Requests;
using Daypass.Verifier.Payloads;
using Daypass.Verifier.Requests;

namespace Daypass.Gateway.S3.Serving;

/// <summary>The data of a request: its framing taken off, and its end told only when hash, signatures and checksums are right.</summary>
/// <param name="Data">The data.</param>
/// <param name="Length">How long they are, as the request says.</param>
/// <param name="Hash">The SHA-256 that the request says, in hexadecimal; null when it says none.</param>
internal sealed record RequestBody(Stream Data, long Length, string? Hash)
{
    private const string HashHeader = "x-amz-content-sha256";
    private const string ChecksumPrefix = "x-amz-checksum-";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Opens the body of a request.</summary>
    /// <param name="http">The web server's view of it.</param>
    /// <param name="request">As it is understood.</param>
    /// <param name="claimed">What its signature claims; null without one.</param>
    /// <param name="longest">How long it may be.</param>
    /// <param name="body">The body.</param>
    /// <returns>Why it is refused, or null.</returns>
    public static S3Error? Open(HttpContext http, S3Request request, ClaimedRequest? claimed, long longest, out RequestBody? body)
    {
        body = null;
        if (FormOf(request, claimed, out var form, out var hash) is { } strange)
        {
            return strange;
        }

        var length = form.IsChunked() ? ReadLength(request.Header("x-amz-decoded-content-length")) : http.Request.ContentLength;
        if (length is not { } known)
        {
            return RelayErrors.NoLength;
        }

        if (known > longest)
        {
            return S3Errors.EntityTooLarge(known, longest);
        }

        if (ReadChecksums(request, out var checks) is { } wrong)
        {
            return wrong;
        }

        if (request.Operation.NeedsChecksum && checks.Count == 0 && !form.HasTrailer())
        {
            return S3Errors.ChecksumMissing;
        }

        var opened = OpenForm(http.Request.Body, request, claimed, form, hash, known);
        if (!opened.Succeeded)
        {
            return S3Error.From(opened.Error);
        }

        body = new RequestBody(new CheckedBody(opened.Value, known, checks), known, form == PayloadForm.Hashed ? hash : null);
        return null;
    }

    /// <summary>Reads it whole, to its proven end; null when it is longer than its length.</summary>
    /// <exception cref="PayloadException">It is not what was signed.</exception>
    public async Task<byte[]> ReadAll(CancellationToken cancelled)
    {
        // The length is only what the client says, so memory grows with what arrives.
        using var kept = new MemoryStream((int)Math.Min(Length, 64 * 1024));
        var buffer = new byte[16 * 1024];
        while (await Data.ReadAsync(buffer, cancelled) is > 0 and var count)
        {
            kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }

    private static Result<Stream> OpenForm(
        Stream raw, S3Request request, ClaimedRequest? claimed, PayloadForm form, string? hash, long length)
    {
        var trailer = request.Header("x-amz-trailer");
        if (claimed is { } proven)
        {
            return RequestVerifier.OpenBody(proven, raw, length, trailer);
        }

        return form switch
        {
            PayloadForm.Hashed when hash is not null => new VerifiedHashStream(raw, Convert.FromHexString(hash)),
            PayloadForm.UnsignedChunksAndTrailer when trailer is null => PayloadErrors.MalformedTrailer,
            PayloadForm.UnsignedChunksAndTrailer => new VerifiedChunkStream(
                raw, new ChunkedBodyRules { DecodedLength = length, Trailer = trailer.ToLowerInvariant() }, null),
            _ => raw,
        };
    }

    /// <summary>How the body is covered. A request without a signature may say the hash of its body, or frame it without signatures.</summary>
    private static S3Error? FormOf(S3Request request, ClaimedRequest? claimed, out PayloadForm form, out string? hash)
    {
        if (claimed is { } proven)
        {
            (form, hash) = (proven.Authorization.Payload, proven.Authorization.PayloadHash);
            return null;
        }

        (form, hash) = (PayloadForm.Unsigned, null);
        if (request.Header(HashHeader) is not { } said || PayloadForms.TryParse(said, out form))
        {
            return form.HasSignedChunks()
                ? S3Errors.InvalidRequest("Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or "
                    + "STREAMING-UNSIGNED-PAYLOAD-TRAILER.")
                : null;
        }

        (form, hash) = (PayloadForm.Hashed, said);
        return said.Length == 64 && !said.AsSpan().ContainsAnyExcept(HexDigits) ? null
            : S3Errors.InvalidRequest("The value of x-amz-content-sha256 header is invalid.");
    }

    private static long? ReadLength(string? text) => text is { Length: > 0 and < 19 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
        ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The checksums that a request says its body has.</summary>
    public static S3Error? ReadChecksums(S3Request request, out List<ExpectedChecksum> checks)
    {
        checks = [];
        foreach (var (name, value) in request.Headers)
        {
            // These two say which checksum there is to be, and are none.
            if (name != "content-md5"
                && (!name.StartsWith(ChecksumPrefix, StringComparison.Ordinal) || name is "x-amz-checksum-type" or "x-amz-checksum-algorithm"))
            {
                continue;
            }

            // Of a multipart upload it is the checksum of the object, which the store makes.
            if (request.Operation.Name == "CompleteMultipartUpload" && name != "content-md5")
            {
                continue;
            }

            var read = ExpectedChecksum.Read(name, value);
            if (!read.Succeeded)
            {
                return S3Error.From(read.Error);
            }

            checks.Add(read.Value);
        }

        return null;
    }
}
