using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Decisions;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Refusals;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Testing;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Daypass.AspNetCore.Tests.Permissions;

/// <summary>Endpoints with permissions of every kind.</summary>
public sealed class PermissionService : IAsyncLifetime
{
    private const string Arn = "arn:aws:orders:{region}:{account}:";

    internal ProtectedService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await ProtectedService.Start(Map, clock: new ManualClock(), build: AddPolicies);

    public async Task DisposeAsync() => await Service.DisposeAsync();

    internal static void AddPolicies(WebApplicationBuilder builder) => builder.Services.AddAuthorization(static options =>
        options.AddPolicy("readers", static policy => policy.RequirePermission("orders:Read", Arn + "order/{id}")));

    internal static void Map(WebApplication app)
    {
        app.MapGet("/orders/{id}", (string id) => id).RequirePermission("orders:Read", Arn + "order/{id}");
        app.MapMethods("/numbers/{id:int}", ["GET", "HEAD"], (int id) => $"{id}").RequirePermission("orders:Read", Arn + "order/{id}");
        app.MapGet("/renamed/{id}", ([Microsoft.AspNetCore.Mvc.FromRoute(Name = "id")] int number) => $"{number}")
            .RequirePermission("orders:Read", Arn + "order/{id}");
        app.MapGet("/guids/{id}", (Guid id) => $"{id}").RequirePermission("orders:Read", Arn + "order/{id}");
        app.MapGet("/files/{**path}", (string path) => path).RequirePermission("orders:Read", Arn + "file/{**path}");
        app.MapGet("/pairs/{a}/{b}", (string a, string b) => $"{a} {b}").RequirePermission("orders:Read", Arn + "pair/{a}/{b}");
        app.MapGet("/policy/{id}", (string id) => id).RequireAuthorization("readers");
        app.MapGet("/both/{id}", (string id) => id)
            .RequirePermission("orders:Read", Arn + "order/{id}").RequirePermission("orders:Audit", Arn + "order/{id}");
        app.MapGet("/by-code", (HttpContext http) => "code")
            .RequirePermission("orders:Read", static http => $"arn:aws:orders:eu-west-1::order/{http.Request.Headers["x-id"]}");
        app.MapGet("/keys", (int amount) => $"{amount}").RequirePermission("orders:Read", Arn + "order/1")
            .WithMetadata(new ConditionKeyAttribute("orders:Amount") { Query = "amount" }, new ConditionKeyAttribute("orders:Mood") { Header = "x-mood" });
        app.MapGet("/delegate/{amount}", (string amount) => amount)
            .RequirePermission("orders:Read", Arn + "order/1", static http => [new("orders:Amount", $"{http.Request.RouteValues["amount"]}")]);
        app.MapGet("/handler", async (HttpContext http) =>
        {
            if (await http.FindRefusal("orders:Read", "arn:aws:orders:eu-west-1::order/9") is { } refusal)
            {
                await http.Refuse(refusal);
                return;
            }

            await http.Response.WriteAsync("handled");
        }).RequireAuthorization();
        app.MapGet("/who", (HttpContext http) => http.User.Claims.Select(static claim => $"{claim.Type}={claim.Value}")).RequireAuthorization();
        app.MapGet("/feature", (HttpContext http) => http.Features.Get<ICallerFeature>()!.Arn).RequireAuthorization();
        app.MapGet("/open", () => "open");
        foreach (var format in Enum.GetValues<RefusalFormat>())
        {
            app.MapMethods($"/refused/{format}", ["GET", "HEAD"], () => "never")
                .RequirePermission("orders:Never", Arn + "order/1").WithMetadata(new RefusalFormatAttribute(format));
        }
    }
}
