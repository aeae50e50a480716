using Daypass.Protocol.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Daypass.AspNetCore.Authentication;

/// <summary>The head of a request as its signature covers it.</summary>
internal static class RequestHead
{
    /// <summary>True when the request says, in its header or its query, that it is signed as AWS's are.</summary>
    public static bool ClaimsSignature(HttpRequest request) =>
        request.Headers.Authorization is var claims && claims.Count > 0
            ? IsOfAws(claims[0])
            : IsPresigned(request);

    /// <summary>True when its query says so.</summary>
    public static bool IsPresigned(HttpRequest request) =>
        request.QueryString.HasValue && request.QueryString.Value!.Contains("X-Amz-", StringComparison.OrdinalIgnoreCase)
        && (Has(request, "X-Amz-Signature") || Has(request, "X-Amz-Algorithm") || Has(request, "X-Amz-Credential"));

    /// <summary>Method, raw target and every header line.</summary>
    public static SignedRequest Read(HttpContext http)
    {
        var headers = http.Request.Headers;
        var count = 0;
        foreach (var (_, values) in headers)
        {
            count += values.Count;
        }

        var fields = new HeaderField[count];
        var next = 0;
        foreach (var (name, values) in headers)
        {
            for (var index = 0; index < values.Count; index++)
            {
                fields[next++] = new HeaderField(name, values[index] ?? "");
            }
        }

        // The raw target: Path and Query are decoded and resolved already, which is not what was signed.
        return new SignedRequest(http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, fields);
    }

    private static bool IsOfAws(string? value) =>
        value is not null && (value.StartsWith("AWS4-", StringComparison.OrdinalIgnoreCase) || value.StartsWith("AWS ", StringComparison.OrdinalIgnoreCase));

    private static bool Has(HttpRequest request, string name) => request.QueryString.Value!.Contains(name, StringComparison.OrdinalIgnoreCase);
}
