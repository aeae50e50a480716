using System.Net;
using Daypass.Gateway.S3.Settings;
using Daypass.S3.Requests;
using Daypass.Server.Edge;
using Yarp.ReverseProxy.Forwarder;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Hands calls of STS and IAM that come to the gateway's address to the server, as they are: their signature covers the host they were sent to.
/// Programs that know one endpoint for everything work so.</summary>
internal sealed class ServerCalls(S3Settings settings, IHttpForwarder forwarder, HttpMessageInvoker http)
{
    /// <summary>No call of STS or IAM is longer.</summary>
    private const long LongestBody = 1024 * 1024;

    private const string Form = "application/x-www-form-urlencoded";

    private readonly ServedDomains _domains = new(settings.Domains);

    private readonly ForwarderRequestConfig _config = new()
    {
        ActivityTimeout = settings.Times.Idle,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>Whether a request is such a call: a form posted to <c>/</c> of no bucket's host, signed for one of the two services or not signed.</summary>
    public bool Takes(HttpContext context, string target)
    {
        if (!settings.Server.TakesCalls || !HttpMethods.IsPost(context.Request.Method) || target != "/"
            || context.Request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) != true
            || context.Request.Headers.Host.Count != 1 || _domains.BucketOf(context.Request.Headers.Host[0]!) is not null)
        {
            return false;
        }

        var authorization = context.Request.Headers.Authorization;
        return authorization.Count == 0
            || (authorization.Count == 1 && (authorization[0]!.Contains("/sts/aws4_request", StringComparison.Ordinal)
                || authorization[0]!.Contains("/iam/aws4_request", StringComparison.Ordinal)));
    }

    /// <summary>Hands it on.</summary>
    public async Task Pass(HttpContext context, Client client)
    {
        if (context.Request.ContentLength is not { } length || length > LongestBody)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var error = await forwarder.SendAsync(
            context, settings.Server.Url.AbsoluteUri, http, _config, new Transformer(settings.Server.Url, client), context.RequestAborted);
        if (error != ForwarderError.None && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
        }
    }

    private sealed class Transformer(Uri server, Client client) : HttpTransformer
    {
        public override ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            proxyRequest.RequestUri = server;
            proxyRequest.Headers.Host = httpContext.Request.Headers.Host[0];
            foreach (var (name, values) in httpContext.Request.Headers)
            {
                if (IsPassed(name) && !proxyRequest.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                {
                    proxyRequest.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
                }
            }

            if (client.Address is { } address)
            {
                proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
                proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", client.IsSecure ? "https" : "http");
            }

            return default;
        }

        private static bool IsPassed(string name) => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("amz-sdk-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Accept", StringComparison.OrdinalIgnoreCase)
            || name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase) || name.Equals("Referer", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Accept-Encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("Date", StringComparison.OrdinalIgnoreCase);
    }
}
