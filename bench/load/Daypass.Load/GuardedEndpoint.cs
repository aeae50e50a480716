using Daypass.AspNetCore;
using Daypass.AspNetCore.Permissions;
using Daypass.Protocol;
using Microsoft.IdentityModel.Tokens;
using OwnCredentials = Daypass.Protocol.Signing.SigningCredentials;

namespace Daypass.Load;

/// <summary>One GET that answers a few bytes: open to all, behind the framework's handler for JWT, or behind Daypass with a permission.</summary>
internal static class GuardedEndpoint
{
    public const string Open = "open";
    public const string Jwt = "jwt";
    public const string Signed = "signed";
    public const string Region = "eu-west-1";

    public static async Task Run(int port, string guard, string server, string keyId, string secret, CancellationToken cancelled)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        switch (guard)
        {
            case Jwt:
                builder.Services.AddAuthentication().AddJwtBearer(options =>
                {
                    options.MapInboundClaims = false;
                    options.TokenValidationParameters = new TokenValidationParameters
                    {
                        ValidIssuer = BearerToken.Issuer,
                        ValidAudience = BearerToken.Audience,
                        IssuerSigningKey = BearerToken.ReadKey(secret),
                    };
                });
                builder.Services.AddAuthorization();
                break;
            case Signed:
                builder.Services.AddAuthentication().AddDaypass(options =>
                {
                    (options.Server, options.SigningName, options.Region) = (new Uri(server), "orders", Region);
                    options.Account = AccessKeyId.TryGetAccount(keyId, out var account) ? account.ToString() : "";
                    options.Credentials = _ => new(new OwnCredentials(keyId, Secret.FromText(secret)));
                });
                break;
            default:
                break;
        }

        var app = builder.Build();

        // With its length, which the generator reads answers by.
        var orders = app.MapGet("/orders/{id}", static http =>
        {
            var id = (string)http.Request.RouteValues["id"]!;
            http.Response.ContentLength = id.Length;
            return http.Response.WriteAsync(id);
        });
        _ = guard switch
        {
            Jwt => orders.RequireAuthorization(),
            Signed => orders.RequirePermission("orders:Read", "arn:aws:orders:{region}:{account}:order/{id}"),
            _ => orders,
        };
        await app.RunAsync(cancelled);
    }
}
