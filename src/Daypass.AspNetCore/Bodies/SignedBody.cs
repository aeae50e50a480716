using System.Globalization;
using System.Security.Cryptography;
using Daypass.AspNetCore.Options;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Payloads;
using Daypass.Verifier.Requests;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Bodies;

/// <summary>Puts the verified body in the place of the one that arrives.</summary>
internal static class SignedBody
{
    private const string Framing = "aws-chunked";

    private static readonly AwsError Unsigned = new(
        "AccessDenied", 403, "The body of this request has to be covered by its signature; UNSIGNED-PAYLOAD is not taken here.");

    private static readonly string HashOfNothing = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>Null when the endpoint takes a body that is covered in this way.</summary>
    public static AwsError? Check(HttpContext http, PayloadForm form, DaypassOptions options)
    {
        if (form is not (PayloadForm.Unsigned or PayloadForm.UnsignedChunksAndTrailer) || (form == PayloadForm.Unsigned && KeptBody.IsAbsent(http)))
        {
            return null;
        }

        return http.GetEndpoint()?.Metadata.GetMetadata<UnsignedPayloadAttribute>()?.IsAllowed ?? options.AllowUnsignedPayload ? null : Unsigned;
    }

    /// <summary>Opens the body of a request whose signature was verified; null when that went well.</summary>
    public static AwsError? Open(HttpContext http, in ClaimedRequest claimed, BodyGuard guard, DaypassOptions options)
    {
        var (request, form) = (http.Request, claimed.Authorization.Payload);
        if (form == PayloadForm.Hashed && KeptBody.IsAbsent(http))
        {
            return string.Equals(claimed.Authorization.PayloadHash, HashOfNothing, StringComparison.OrdinalIgnoreCase) ? null : PayloadErrors.HashDiffers;
        }

        if (form == PayloadForm.Unsigned)
        {
            return null;
        }

        long? decoded = null;
        string? trailer = null;
        if (form.IsChunked())
        {
            var (lengths, trailers) = (request.Headers["x-amz-decoded-content-length"], request.Headers["x-amz-trailer"]);
            if (lengths.Count > 1 || (lengths.Count == 1 && !TryReadLength(lengths[0], out decoded)))
            {
                return PayloadErrors.NoLength;
            }

            if (trailers.Count > 1)
            {
                return PayloadErrors.MalformedTrailer;
            }

            trailer = trailers.Count == 1 ? trailers[0] : null;
        }

        var opened = RequestVerifier.OpenBody(claimed, request.Body, decoded, trailer);
        if (!opened.Succeeded)
        {
            return opened.Error;
        }

        Use(http, (VerifiedStream)opened.Value, guard, options);
        if (decoded is not null)
        {
            HideFraming(request, decoded.Value);
        }

        return null;
    }

    /// <summary>Puts a verified body in the place of the one that arrives.</summary>
    public static void Use(HttpContext http, VerifiedStream body, BodyGuard guard, DaypassOptions options)
    {
        http.Request.Body = body;
        http.Response.RegisterForDispose(body);
        guard.Protect(http, body, options);
    }

    /// <summary>The handler reads data, so it is told the length and the encodings of the data.</summary>
    private static void HideFraming(HttpRequest request, long length)
    {
        request.ContentLength = length;
        var kept = request.Headers.ContentEncoding.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(static encoding => !encoding.Equals(Framing, StringComparison.OrdinalIgnoreCase));
        request.Headers.ContentEncoding = string.Join(", ", kept) is { Length: > 0 } others ? others : default(Microsoft.Extensions.Primitives.StringValues);
    }

    private static bool TryReadLength(string? text, out long? length)
    {
        var isLength = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        length = isLength ? value : null;
        return isLength;
    }
}
