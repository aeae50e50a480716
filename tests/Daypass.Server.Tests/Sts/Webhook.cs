using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Daypass.Server.Tests.Sts;

/// <summary>A partner's webhook on a free port: keeps what it took note of, and refuses while a test says so.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(JsonElement Notice, string Body, string Signature)> _taken = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private int _refusals;

    private Webhook(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First() + "/hook");

    /// <summary>How many posts came that were refused.</summary>
    public int Refused => Volatile.Read(ref _refusals);

    public bool Refusing { get; set; }

    public static async Task<Webhook> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var hook = new Webhook(app);
        app.Run(hook.Take);
        await app.StartAsync();
        return hook;
    }

    /// <summary>The next notice that is taken note of.</summary>
    public async Task<(JsonElement Notice, string Body, string Signature)> Next()
    {
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(60)), "No notice came.");
        Assert.True(_taken.TryDequeue(out var notice));
        return notice;
    }

    public async Task UntilRefused()
    {
        while (Refused == 0)
        {
            await Task.Yield();
        }
    }

    public static bool IsGenuine(string secret, string body, string signature)
    {
        var parts = signature.Split(',');
        var mac = HMACSHA256.HashData(Convert.FromBase64String(secret), Encoding.UTF8.GetBytes(parts[0]["t=".Length..] + "." + body));
        return parts[1] == "v1=" + Convert.ToHexStringLower(mac);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (Refusing)
        {
            http.Response.StatusCode = 503;
            Interlocked.Increment(ref _refusals);
            return;
        }

        _taken.Enqueue((JsonDocument.Parse(body).RootElement, body, http.Request.Headers["Daypass-Signature"].ToString()));
        _arrived.Release();
    }
}
