using System.Globalization;
using Daypass.Core.Outbound;

namespace Daypass.Server.Hosting;

/// <summary>
/// Publishes the discovery document and the key set of each account that issues web identity tokens, unsigned and the same for everyone; and leads to its token
/// endpoint.
/// </summary>
internal sealed class IssuerEndpoint(WebIdentityIssuer issuer, QueryEndpoint calls)
{
    /// <summary>Where the metadata of RFC 8414 is, before the path of the issuer.</summary>
    public const string Metadata = "/.well-known/oauth-authorization-server";

    private const string Discovery = "/.well-known/openid-configuration";
    private const string KeySet = "/.well-known/jwks.json";
    private const string Token = "/token";
    private const string Issuers = "/oidc";
    private const int AccountLength = 12;

    private static readonly string CacheControl = string.Create(
        CultureInfo.InvariantCulture, $"public, max-age={(int)WebIdentityIssuer.KeySetMaxAge.TotalSeconds}");

    /// <summary>Everything below <c>/oidc</c>.</summary>
    public void Branch(IApplicationBuilder branch) => branch.Run(Answer);

    /// <summary>Everything below <see cref="Metadata"/>: the issuer's path follows.</summary>
    public void MetadataBranch(IApplicationBuilder branch) => branch.Run(http =>
    {
        var path = http.Request.Path.Value ?? "";
        return HttpMethods.IsGet(http.Request.Method) && path.StartsWith(Issuers + "/", StringComparison.Ordinal)
            && path.Length == Issuers.Length + 1 + AccountLength
            ? Publish(http, issuer.Discovery(path[(Issuers.Length + 1)..]))
            : Publish(http, null);
    });

    private Task Answer(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.Length <= AccountLength + 1 || path[0] != '/')
        {
            return Publish(http, null);
        }

        var (account, rest) = (path.Substring(1, AccountLength), path[(AccountLength + 1)..]);
        if (rest == Token && HttpMethods.IsPost(http.Request.Method))
        {
            return Exchange(http);
        }

        return Publish(http, HttpMethods.IsGet(http.Request.Method) ? Find(account, rest) : null);
    }

    private Task Exchange(HttpContext http)
    {
        http.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            response.Headers.CacheControl = "no-store";
            response.Headers.Pragma = "no-cache";
            if (response.StatusCode == StatusCodes.Status401Unauthorized)
            {
                response.Headers.WWWAuthenticate = "Basic realm=\"token exchange\"";
            }

            return Task.CompletedTask;
        }, http.Response);
        return calls.Answer(http);
    }

    private static Task Publish(HttpContext http, ReadOnlyMemory<byte>? document)
    {
        var response = http.Response;
        if (document is not { } body)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentLength = 0;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json";
        response.Headers.CacheControl = CacheControl;
        response.Headers.AccessControlAllowOrigin = "*";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private ReadOnlyMemory<byte>? Find(string account, string document) => document switch
    {
        Discovery or Metadata => issuer.Discovery(account),
        KeySet => issuer.KeySet(account),
        _ => null,
    };
}
