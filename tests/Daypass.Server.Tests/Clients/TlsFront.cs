using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Daypass.Server.Tests.Clients;

/// <summary>What an operator puts in front of the server for TLS: it hands GET requests on.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private TlsFront(WebApplication app, string thumbprint) => (_app, Thumbprint) = (app, thumbprint);

    public string Thumbprint { get; }

    public string Target { get; set; } = "";

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<TlsFront> Start(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var front = new TlsFront(app, certificate.Thumbprint);
        app.Run(front.Forward);
        await app.StartAsync();
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task Forward(HttpContext context)
    {
        using var answer = await _http.GetAsync(Target + context.Request.Path + context.Request.QueryString);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
