using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>Which operations take a body that is framed in chunks.</summary>
internal static class PayloadRule
{
    private const string Framed = "STREAMING-";

    public static S3Error? Check(S3Request request)
    {
        if (request.Header(HeaderNames.ContentHash) is not { } form || !form.StartsWith(Framed, StringComparison.Ordinal))
        {
            return null;
        }

        return form.StartsWith("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", StringComparison.Ordinal) ? S3Errors.OldMechanism with { Reason = "SigV4A" }
            : request.Form == RequestForm.Anonymous && form != "STREAMING-UNSIGNED-PAYLOAD-TRAILER" ? S3Errors.InvalidRequest(
                "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER.")
            : request.Operation.Body != BodyKind.Data ? S3Errors.InvalidRequest(
                $"The value {(form.Length > 64 ? form[..64] : form)} of x-amz-content-sha256 is for PutObject and UploadPart alone.")
            : null;
    }
}
