using Daypass.Protocol.Signing;
using Daypass.S3.Errors;
using Daypass.S3.Operations;

namespace Daypass.S3.Requests;

/// <summary>Takes the headers of a request that S3 knows.</summary>
internal static class RequestHeaders
{
    /// <summary>No client sends more; what is beyond is refused before it is looked at.</summary>
    private const int Most = 128;

    /// <summary>Those that come as lists and may be repeated (RFC 9110, 5.3).</summary>
    private static readonly string[] Lists = ["x-amz-object-attributes", "x-amz-optional-object-attributes", "content-encoding", "cache-control"];

    /// <summary>Reads them into a table by their names in lower case. A repetition is refused: two readers would take two values.</summary>
    public static S3Error? Read(ReadOnlySpan<HeaderField> fields, out Dictionary<string, string> headers, out string? host)
    {
        headers = new Dictionary<string, string>(StringComparer.Ordinal);
        host = null;
        if (fields.Length > Most)
        {
            return new S3Error("RequestHeaderSectionTooLarge", 400, "Your request header section exceeds the maximum allowed size.");
        }

        foreach (ref readonly var field in fields)
        {
            var name = field.Name.ToLowerInvariant();
            var value = field.Value.Trim(' ', '\t');
            if (!headers.TryAdd(name, value))
            {
                if (Array.IndexOf(Lists, name) >= 0)
                {
                    headers[name] += "," + value;
                }
                else if (name.StartsWith(HeaderNames.AmzPrefix, StringComparison.Ordinal) || IsMeant(name))
                {
                    return S3Errors.InvalidArgument("A header that may be there once is repeated.", name);
                }
            }
        }

        return headers.TryGetValue("host", out host) ? null : S3Errors.InvalidRequest("Missing required header for this request: Host");
    }

    private static bool IsMeant(string name) => name is "host" or "authorization" or "content-length" or "content-type" or "content-md5" or "date"
        or "range" or "if-match" or "if-none-match" or "if-modified-since" or "if-unmodified-since" or "if-range" or "content-disposition"
        or "content-language" or "expires" or "expect" or "transfer-encoding";
}
