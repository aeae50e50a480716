using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace Daypass.Gateway.S3.Answers;

/// <summary>Which headers of a store's answer the client gets: those that S3 has, and none that tells of the store itself.</summary>
internal static class AnswerHeaders
{
    private static readonly FrozenSet<string> Passed = new[]
    {
        "Accept-Ranges", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Range", "Content-Type",
        "ETag", "Expires", "Last-Modified",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> KeptBack = new[]
    {
        "x-amz-request-id", "x-amz-id-2", "x-amz-bucket-region", "x-amz-security-token", "x-amz-access-point-alias", "x-amz-bucket-arn",
        "x-amz-bucket-location-name", "x-amz-bucket-location-type", "x-amz-request-charged", "x-amz-expected-bucket-owner",
        "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-context",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes them into the client's answer.</summary>
    /// <param name="from">The store's answer.</param>
    /// <param name="to">The client's.</param>
    /// <param name="withLength">Whether the body goes with it as it is.</param>
    public static void Write(HttpResponseMessage from, HttpResponse to, bool withLength)
    {
        Write(from.Headers.NonValidated, to, withLength);
        Write(from.Content.Headers.NonValidated, to, withLength);
    }

    /// <summary>How long the whole object is, as <c>Content-Range</c> or <c>Content-Length</c> says.</summary>
    public static long? ObjectSize(HttpResponseMessage answer) => answer.Content.Headers.ContentRange?.Length ?? answer.Content.Headers.ContentLength;

    /// <summary>The id that the store gave the request; for the log.</summary>
    public static string? StoreRequestId(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.TryGetValues("x-amz-request-id", out var values) ? values.ToString() : null;

    private static void Write(HttpHeadersNonValidated from, HttpResponse to, bool withLength)
    {
        foreach (var (name, values) in from)
        {
            if (IsPassed(name) && (withLength || !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
            {
                to.Headers[name] = values.Count == 1 ? values.ToString() : values.ToArray();
            }
        }
    }

    private static bool IsPassed(string name) => Passed.Contains(name)
        || (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !KeptBack.Contains(name));
}
