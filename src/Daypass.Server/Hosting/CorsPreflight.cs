using Microsoft.Net.Http.Headers;

namespace Daypass.Server.Hosting;

/// <summary>Answers a browser's CORS preflight as STS does: an empty 200. It says nothing about any caller.</summary>
internal static class CorsPreflight
{
    /// <summary>False when the request is an OPTIONS that is no preflight.</summary>
    public static bool Answer(HttpContext http)
    {
        var method = http.Request.Headers.AccessControlRequestMethod;
        if (method.Count != 1 || http.Request.Headers.Origin.Count == 0)
        {
            return false;
        }

        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = method;
        headers.AccessControlExposeHeaders = "x-amzn-RequestId,x-amz-sts-extended-request-id";
        headers[HeaderNames.AccessControlMaxAge] = "172800";
        http.Response.ContentLength = 0;
        return true;
    }
}
