using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Daypass.Gateway.Tests.Proxies;

/// <summary>A service that knows nothing of signatures: it answers with what it was sent.</summary>
internal sealed class ServiceBehind : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private ServiceBehind(WebApplication app) => _app = app;

    /// <summary>Host and port.</summary>
    public string Address => new Uri(_app.Urls.First()).Authority;

    /// <summary>How many requests reached it.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static async Task<ServiceBehind> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new ServiceBehind(builder.Build());
        service._app.Run(service.Answer);
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var text = new StringBuilder().Append(http.Request.Method).Append(' ').Append(target).Append('\n');
        foreach (var (name, values) in http.Request.Headers)
        {
            foreach (var value in values)
            {
                text.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append('\n');
            }
        }

        await http.Response.WriteAsync(text.Append('\n').Append(body).ToString());
    }
}
