using System.Collections.Concurrent;
using System.Security.Cryptography;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Server.Edge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daypass.Gateway.Tests.S3;

/// <summary>
/// A store that writes down what reaches it. It verifies every signature with the one key that it knows, keeps objects whose whole body arrived, and does
/// whatever a test wants in the place of its answer.
/// </summary>
internal sealed class RecordingStore : IAsyncDisposable
{
    private const string Region = "store-1";

    private readonly WebApplication _app;
    private readonly SigV4Verifier _verifier = new(
        SigV4Rules.For("s3") with { AllowPayloadForms = true, Regions = RegionRule.Only(Region) }, new SigningKeys(4));

    private RecordingStore(WebApplication app) => _app = app;

    /// <summary>The one key it knows.</summary>
    public static SigningCredentials Key { get; } = new("STOREKEYID0123456789", Secret.FromText("the-secret-of-the-store-and-of-nobody-else"));

    public string Url => _app.Urls.First();

    /// <summary>What reached it, in order, without the questions whether it is there.</summary>
    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    /// <summary>The objects whose whole body arrived, by their raw paths.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What it does in the place of its answer; false when it has done nothing.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    public IEnumerable<SeenRequest> Writes => Seen.Where(static one => one.Method is "PUT" or "POST" or "DELETE");

    public static async Task<RecordingStore> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var store = new RecordingStore(app);
        app.Run(store.Answer);
        await app.StartAsync();
        return store;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (http.Request.Headers.Authorization.Count == 0)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var headers = http.Request.Headers.SelectMany(static header => header.Value.Select(value => new HeaderField(header.Key, value ?? ""))).ToArray();
        if (Instead is { } instead && await instead(http))
        {
            Seen.Enqueue(new SeenRequest(http.Request.Method, target, headers, [], false));
            return;
        }

        var (body, isWhole) = await ReadBody(http);
        var seen = new SeenRequest(http.Request.Method, target, headers, body, isWhole);
        Seen.Enqueue(seen);
        if (!isWhole)
        {
            return;
        }

        http.Response.Headers["x-amz-request-id"] = "STORES0WN1D";
        http.Response.Headers["x-rgw-object-type"] = "Normal";
        http.Response.Headers.Server = "store/1.0";
        if (_verifier.Verify(new SignedRequest(seen.Method, target, headers), SHA256.HashData(body), TimeProvider.System.GetUtcNow(),
            static (in SigV4Authorization _) => Key.SecretAccessKey) is { Succeeded: false } refused)
        {
            await Refuse(http, 403, "SignatureDoesNotMatch",
                $"{refused.Error.Reason}<AWSAccessKeyId>{Key.AccessKeyId}</AWSAccessKeyId><StringToSign>{Url}</StringToSign>");
            return;
        }

        await Serve(http, seen, target.Split('?')[0]);
    }

    private static async Task<(byte[] Body, bool IsWhole)> ReadBody(HttpContext http)
    {
        using var kept = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(kept);
            return (kept.ToArray(), true);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException)
        {
            return (kept.ToArray(), false);
        }
    }

    private async Task Serve(HttpContext http, SeenRequest seen, string path)
    {
        switch (seen.Method)
        {
            case "PUT" when IsObject(path):
                Objects[path] = seen.Body;
                http.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(seen.Body))[..32]}\"";
                break;
            case "GET" or "HEAD" when Objects.TryGetValue(path, out var found):
                http.Response.ContentType = "application/octet-stream";
                http.Response.ContentLength = found.Length;
                if (seen.Method == "GET")
                {
                    await http.Response.Body.WriteAsync(found);
                }

                break;
            case "GET" or "HEAD" when IsObject(path):
                await Refuse(http, 404, "NoSuchKey", "<Key>x</Key><BucketName>x</BucketName>");
                break;
            case "DELETE":
                Objects.TryRemove(path, out _);
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "GET":
                await Write(http, "<ListBucketResult><Name>x</Name><Owner><ID>store-owner</ID><DisplayName>the store</DisplayName></Owner></ListBucketResult>");
                break;
        }
    }

    private static bool IsObject(string path) => path.IndexOf('/', 1) is > 0 and var slash && slash < path.Length - 1;

    private static Task Refuse(HttpContext http, int status, string code, string more)
    {
        http.Response.StatusCode = status;
        return Write(http, $"<Error><Code>{code}</Code><Message></Message>{more}<RequestId>tx0</RequestId><HostId>store-host</HostId></Error>");
    }

    private static async Task Write(HttpContext http, string xml)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(xml);
        http.Response.ContentType = "application/xml";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes);
        }
    }
}
