using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Daypass.Server.Tests.Telemetry;

/// <summary>A collector of OpenTelemetry that a test asks: it takes OTLP over HTTP and keeps spans and the names of metrics.</summary>
/// <remarks>The messages are read field by field (https://github.com/open-telemetry/opentelemetry-proto), so that no code of the exporter reads its own
/// writing.</remarks>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The spans that came.</summary>
    public ConcurrentQueue<CollectedSpan> Spans { get; } = new();

    /// <summary>The names of the metrics that came.</summary>
    public ConcurrentDictionary<string, bool> Metrics { get; } = new();

    /// <summary>The values of the resource's attributes.</summary>
    public ConcurrentDictionary<string, string> Resource { get; } = new();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(collector.Take);
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var isTrace = http.Request.Path == "/v1/traces";
        foreach (var of in Fields(body.ToArray(), 1))
        {
            foreach (var resource in Fields(of, 1))
            {
                AddAll(resource, 1, Resource);
            }

            foreach (var item in Fields(of, 2).SelectMany(static scope => Fields(scope, 2)))
            {
                if (isTrace)
                {
                    var attributes = new ConcurrentDictionary<string, string>();
                    AddAll(item, 9, attributes);
                    Spans.Enqueue(new CollectedSpan(Hex(item, 1), Hex(item, 2), Hex(item, 4), Text(item, 5), attributes));
                }
                else
                {
                    Metrics[Text(item, 1)] = true;
                }
            }
        }

        http.Response.ContentType = "application/x-protobuf";
    }

    private static void AddAll(byte[] message, int field, ConcurrentDictionary<string, string> into)
    {
        foreach (var pair in Fields(message, field))
        {
            into[Text(pair, 1)] = Fields(pair, 2).Select(static value => Text(value, 1)).FirstOrDefault() ?? "";
        }
    }

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Fields(message, field).FirstOrDefault() ?? []);

    private static string Text(byte[] message, int field) => Encoding.UTF8.GetString(Fields(message, field).FirstOrDefault() ?? []);

    /// <summary>The contents of a field that has a length: texts, bytes, messages.</summary>
    private static IEnumerable<byte[]> Fields(byte[] message, int wanted)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if (tag >> 3 == (ulong)wanted)
                    {
                        yield return message[at..(at + length)];
                    }

                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = message[at++];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }
}

/// <summary>A span as it came.</summary>
internal sealed record CollectedSpan(string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes);
