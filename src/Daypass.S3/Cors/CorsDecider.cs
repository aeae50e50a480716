using Daypass.S3.Errors;

namespace Daypass.S3.Cors;

/// <summary>Answers browsers whether a page of another origin may ask (Amazon S3 User Guide, "How does Amazon S3 evaluate the CORS configuration").</summary>
public static class CorsDecider
{
    private const string NotEnabled = "CORSResponse: CORS is not enabled for this bucket.";
    private const string NotAllowed =
        "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or "
        + "Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    /// <summary>The headers of the answer to a preflight, or the refusal.</summary>
    /// <param name="document">The rules; null when the bucket has none, or is not there.</param>
    /// <param name="origin">The header Origin, or null.</param>
    /// <param name="method">The header Access-Control-Request-Method, or null.</param>
    /// <param name="asked">The header Access-Control-Request-Headers, or null.</param>
    /// <param name="isOfObject">Whether the path has a key.</param>
    /// <param name="headers">The headers.</param>
    public static S3Error? Preflight(
        CorsDocument? document, string? origin, string? method, string? asked, bool isOfObject, out IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        headers = [];
        if (string.IsNullOrEmpty(origin))
        {
            return new S3Error("BadRequest", 400, "Insufficient information. Origin request header needed.");
        }

        if (method is null || Array.IndexOf(Methods, method) < 0)
        {
            return new S3Error("BadRequest", 400, $"Invalid Access-Control-Request-Method: {(method is { Length: > 16 } ? method[..16] : method ?? "null")}");
        }

        var names = (asked ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var rule in document?.Rules ?? [])
        {
            if (rule.Find(origin, method) is { } allowed && Array.TrueForAll(names, rule.AllowsHeader))
            {
                headers = HeadersOf(rule, allowed, names);
                return null;
            }
        }

        return new S3Error("AccessForbidden", 403, document is null ? NotEnabled : NotAllowed)
            .With("Method", method).With("ResourceType", isOfObject ? "OBJECT" : "BUCKET");
    }

    /// <summary>The headers that the answer to any other request of a page has; none when no rule is for it, and the browser hides the answer then.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersFor(CorsDocument? document, string? origin, string method)
    {
        foreach (var rule in document?.Rules ?? [])
        {
            if (!string.IsNullOrEmpty(origin) && rule.Find(origin, method) is { } allowed)
            {
                return HeadersOf(rule, allowed, []);
            }
        }

        return [];
    }

    private static List<KeyValuePair<string, string>> HeadersOf(CorsRule rule, string origin, string[] names)
    {
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Access-Control-Allow-Origin", origin), new("Access-Control-Allow-Methods", string.Join(", ", rule.Methods)),
        };
        if (origin != "*")
        {
            headers.Add(new("Access-Control-Allow-Credentials", "true"));
        }

        if (names.Length > 0)
        {
            headers.Add(new("Access-Control-Allow-Headers", string.Join(", ", names).ToLowerInvariant()));
        }

        if (rule.Exposed.Count > 0)
        {
            headers.Add(new("Access-Control-Expose-Headers", string.Join(", ", rule.Exposed)));
        }

        if (rule.MaxAge is { } age)
        {
            headers.Add(new("Access-Control-Max-Age", age));
        }

        headers.Add(new("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"));
        return headers;
    }
}
