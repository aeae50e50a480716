using System.Globalization;
using Daypass.Core.Outbound;

namespace Daypass.Server.Hosting;

/// <summary>Publishes the discovery document and the key set of each account that issues web identity tokens. Unsigned, and the same for everyone.</summary>
internal sealed class IssuerEndpoint(WebIdentityIssuer issuer)
{
    private const string Discovery = "/.well-known/openid-configuration";
    private const string KeySet = "/.well-known/jwks.json";
    private const int AccountLength = 12;

    private static readonly string CacheControl = string.Create(
        CultureInfo.InvariantCulture, $"public, max-age={(int)WebIdentityIssuer.KeySetMaxAge.TotalSeconds}");

    /// <summary>Everything below <c>/oidc</c>.</summary>
    public void Branch(IApplicationBuilder branch) => branch.Run(Answer);

    private Task Answer(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var document = path.Length > AccountLength + 1 && path[0] == '/' && HttpMethods.IsGet(http.Request.Method)
            ? Find(path.Substring(1, AccountLength), path[(AccountLength + 1)..])
            : null;
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
        Discovery => issuer.Discovery(account),
        KeySet => issuer.KeySet(account),
        _ => null,
    };
}
