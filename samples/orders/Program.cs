using Daypass.AspNetCore;
using Daypass.AspNetCore.Authentication;
using Daypass.AspNetCore.Permissions;
using Orders;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddDaypass();
builder.Services.AddHealthChecks().AddDaypass();
builder.Services.AddControllers();
builder.Services.AddSingleton<OrderBook>();

var app = builder.Build();
app.MapGet("/orders/{id:int}", (int id, OrderBook orders) => orders.Find(id) is { } order ? Results.Json(order) : Results.NotFound())
    .RequirePermission("orders:Read", "arn:aws:orders:{region}:{account}:order/{id}");

app.MapPut("/orders/{id:int}", (int id, Order order, OrderBook orders) => orders.Put(id, order))
    .RequirePermission("orders:Write", "arn:aws:orders:{region}:{account}:order/{id}");

app.MapGet("/orders", (string? item, OrderBook orders) => orders.Of(item))
    .RequirePermission("orders:List", "arn:aws:orders:{region}:{account}:order/*")
    .WithMetadata(new ConditionKeyAttribute("orders:Item") { Query = "item" });

app.MapGet("/who-am-i", (HttpContext http) => http.User.FindFirst(DaypassClaims.Arn)!.Value).RequireAuthorization();
app.MapControllers();
app.MapHealthChecks("/health");
app.Run();
