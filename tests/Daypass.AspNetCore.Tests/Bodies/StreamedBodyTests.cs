using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Tests.Bodies;

/// <summary>A handler reads of a body what is verified, and what is wrong with the rest is answered whatever the handler makes of it.</summary>
public sealed class StreamedBodyTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:orders:{region}:{account}:file/{name}";

    private readonly ConcurrentDictionary<string, string> _seen = new();
    private ProtectedService _service = null!;
    private SigningCredentials _key = null!;

    public async Task InitializeAsync()
    {
        _service = await ProtectedService.Start(
            app =>
            {
                app.MapPut("/files/{name}", Read).RequirePermission("orders:Put", Arn);
                app.MapPut("/loose/{name}", Read).RequirePermission("orders:Put", Arn).AllowUnsignedPayload();
                app.MapPut("/json/{name}", (string name, Order order) => $"{order.Item}").RequirePermission("orders:Put", Arn);
                app.MapPut("/swallow/{name}", async (HttpContext http, string name) =>
                {
                    try
                    {
                        await Read(http, name);
                    }
                    catch (IOException)
                    {
                        await http.Response.WriteAsync("all is well");
                    }
                }).RequirePermission("orders:Put", Arn);
                app.MapPut("/pipe/{name}", async (HttpContext http, string name) =>
                {
                    var length = 0L;
                    while (await http.Request.BodyReader.ReadAsync() is var read)
                    {
                        length += read.Buffer.Length;
                        http.Request.BodyReader.AdvanceTo(read.Buffer.End);
                        if (read.IsCompleted)
                        {
                            break;
                        }
                    }

                    return $"{length}";
                }).RequirePermission("orders:Put", Arn);
            },
            static options => options.SignsAsStorage = true,
            new ManualClock());
        _key = await _service.NewUser("uploader", ProtectedService.Allow("orders:Put"));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task An_upload_in_signed_chunks_with_a_trailer_is_read()
    {
        var (first, last) = (Bytes(8192), Bytes(21));
        var upload = Upload("/files/a", first, last);
        var answer = await RawExchange.Send(_service.Url, upload.With(upload.Body, "/files/a"));
        Assert.Equal((200, $"8213 8213 ''"), (answer.Status, answer.Body.Split("\r\n").First(static line => line.Contains("8213", StringComparison.Ordinal))));
        Assert.Equal(Convert.ToHexStringLower((byte[])[.. first, .. last]), _seen["a"]);
        upload = Upload("/pipe/a", first, last);
        Assert.Contains("8213", (await RawExchange.Send(_service.Url, upload.With(upload.Body, "/pipe/a"))).Body, StringComparison.Ordinal);
    }

    /// <summary>Every byte of a small upload: changed, left out, and put in.</summary>
    [Fact]
    public async Task A_changed_byte_is_refused_before_the_handler_sees_beyond_its_chunk()
    {
        const string Target = "/files/changed";
        var data = Bytes(21);
        var upload = Upload(Target, data);
        var refused = 0;
        for (var at = 0; at < upload.Body.Length; at++)
        {
            byte[][] forgeries =
            [
                [.. upload.Body[..at], (byte)(upload.Body[at] ^ 1), .. upload.Body[(at + 1)..]],
                [.. upload.Body[..at], .. upload.Body[(at + 1)..]],
                [.. upload.Body[..at], (byte)'0', .. upload.Body[at..]],
            ];
            foreach (var forged in forgeries)
            {
                _seen.Clear();
                var answer = await RawExchange.Send(_service.Url, upload.With(forged, Target));
                if (answer.Status == 200 && IsSame(upload.Body, forged))
                {
                    continue;
                }

                refused++;
                Assert.True(answer.Status is 400 or 403, $"byte {at}: {answer.Status} {answer.Body}");
                Assert.Contains("Connection: close", answer.Head, StringComparison.OrdinalIgnoreCase);
                var seen = _seen.GetValueOrDefault("changed", "");
                Assert.True(seen.Length == 0 || (at >= upload.Borders[0] && seen == Convert.ToHexStringLower(data)), $"byte {at}: the handler saw {seen}");
            }
        }

        Assert.True(refused > 2 * upload.Body.Length);
    }

    [Fact]
    public async Task Of_two_chunks_the_second_is_not_seen_when_it_is_wrong()
    {
        const string Target = "/files/second";
        var (first, last) = (Bytes(8192), Bytes(40));
        var upload = Upload(Target, first, last);
        foreach (var at in new[] { upload.Borders[0] + 2, upload.Borders[0] + 30, upload.Borders[1] - 1, upload.Borders[1], upload.Body.Length - 5 })
        {
            _seen.Clear();
            var forged = (byte[])[.. upload.Body[..at], (byte)(upload.Body[at] ^ 1), .. upload.Body[(at + 1)..]];
            var answer = await RawExchange.Send(_service.Url, upload.With(forged, Target));
            Assert.True(answer.Status is 400 or 403, $"byte {at}: {answer.Status}");
            Assert.Equal(
                Convert.ToHexStringLower(at < upload.Borders[1] + 2 ? first : [.. first, .. last]), _seen["second"]);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_the_frame_is_refused()
    {
        const string Target = "/files/frame";
        var (first, last) = (Bytes(8192), Bytes(8192));
        var upload = Upload(Target, first, last);
        var line = upload.Borders[0] - 8192;
        var one = upload.Body[..(upload.Borders[0] + 2)];
        var two = upload.Body[(upload.Borders[0] + 2)..(upload.Borders[1] + 2)];
        var rest = upload.Body[(upload.Borders[1] + 2)..];
        Assert.True(line > 0);
        foreach (var (name, body, code) in new (string, byte[], string)[]
        {
            ("out of order", [.. two, .. one, .. rest], "SignatureDoesNotMatch"),
            ("the first twice", [.. one, .. one, .. rest], "SignatureDoesNotMatch"),
            ("truncated", [.. one, .. two[..100]], "IncompleteBody"),
            ("without its end", [.. one, .. two], "IncompleteBody"),
            ("trailing data", [.. upload.Body, (byte)'x'], "MalformedTrailerError"),
            ("one chunk less", [.. one, .. rest], "SignatureDoesNotMatch"),
            ("without a trailer", [.. one, .. two, .. rest[..(rest.AsSpan().IndexOf("x-amz-checksum"u8))], .. "\r\n"u8], "MalformedTrailerError"),
        })
        {
            var answer = await RawExchange.Send(_service.Url, upload.With(body, Target));
            Assert.True(answer.Body.Contains($"<Code>{code}</Code>", StringComparison.Ordinal), $"{name}: {answer.Status} {answer.Body}");
        }

        var wrong = new SignedUpload(_service, _key, Target, [first], "AAAAAA==");
        Assert.Contains("BadDigest", (await RawExchange.Send(_service.Url, wrong.With(wrong.Body, Target))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decoded_length_that_lies_is_refused()
    {
        const string Target = "/files/length";
        var short_ = new SignedUpload(_service, _key, Target, [Bytes(30)], Crc32(Bytes(30)), decodedLength: 29);
        var long_ = new SignedUpload(_service, _key, Target, [Bytes(30)], Crc32(Bytes(30)), decodedLength: 31);
        Assert.Contains("IncompleteBody", (await RawExchange.Send(_service.Url, short_.With(short_.Body, Target))).Body, StringComparison.Ordinal);
        Assert.Contains("IncompleteBody", (await RawExchange.Send(_service.Url, long_.With(long_.Body, Target))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_its_hash_is_refused_whoever_reads_it()
    {
        var order = JsonSerializer.SerializeToUtf8Bytes(new Order("chair"));
        using var good = await _service.Send(_key, "/json/a", "PUT", order, headers: new HeaderField("Content-Type", "application/json"));
        Assert.Equal("chair", await good.Content.ReadAsStringAsync());
        var other = JsonSerializer.SerializeToUtf8Bytes(new Order("table"));
        foreach (var (target, status) in new[] { ("/json/a", 400), ("/files/a", 400), ("/pipe/a", 400), ("/swallow/a", 0) })
        {
            var lines = _service.Sign(_key, target, "PUT", order, _service.Url, isHashSent: true, [new("Content-Type", "application/json")])
                .Select(static header => $"{header.Name}: {header.Value}");
            var answer = await RawExchange.Send(_service.Url, RawExchange.Request(
                [$"PUT {target} HTTP/1.1", .. lines, $"Content-Length: {other.Length}", "Connection: close"], other));

            // Where an answer had begun, the connection is broken off: what came, if anything had left before, has no end and is no answer.
            Assert.True(
                status == 0
                    ? answer.Status == 0 || (answer.Head.Contains("chunked", StringComparison.Ordinal)
                        && !answer.Body.EndsWith("0\r\n\r\n", StringComparison.Ordinal))
                    : answer.Status == status && answer.Body.Contains("XAmzContentSHA256Mismatch", StringComparison.Ordinal),
                $"{target}: {answer}");
        }
    }

    [Fact]
    public async Task A_body_without_a_signature_is_taken_where_that_is_said_and_nowhere_else()
    {
        foreach (var (target, status) in new[] { ("/files/loose", 403), ("/loose/loose", 200) })
        {
            var signed = Unsigned(target);
            var answer = await RawExchange.Send(_service.Url, RawExchange.Request(
                [$"PUT {target} HTTP/1.1", .. signed, "Content-Length: 5", "Connection: close"], "hello"u8.ToArray()));
            Assert.True(status == answer.Status, $"{target}: {answer}");
        }
    }

    private IEnumerable<string> Unsigned(string target)
    {
        var upload = new SignedUpload(_service, _key, target, [], "", form: "UNSIGNED-PAYLOAD");
        return upload.Lines;
    }

    private async Task Read(HttpContext http, string name)
    {
        var seen = new MemoryStream();
        var buffer = new byte[1000];
        try
        {
            while (await http.Request.Body.ReadAsync(buffer) is > 0 and var count)
            {
                seen.Write(buffer, 0, count);
            }
        }
        finally
        {
            _seen[name] = Convert.ToHexStringLower(seen.ToArray());
        }

        await http.Response.WriteAsync($"{seen.Length} {http.Request.ContentLength} '{http.Request.Headers.ContentEncoding}'");
    }

    private SignedUpload Upload(string target, params byte[][] chunks) =>
        new(_service, _key, target, chunks, Crc32(chunks.SelectMany(static chunk => chunk).ToArray()));

    private static string Crc32(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return Convert.ToBase64String([.. BitConverter.GetBytes(~crc).Reverse()]);
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(static index => (byte)(index * 31))];

    /// <summary>The case of a digit of a size, zeros before it, the case of a header's name and blanks around its value say nothing.</summary>
    private static bool IsSame(byte[] body, byte[] forged) => Normal(body) == Normal(forged);

    private static string Normal(byte[] body)
    {
        var lines = Encoding.Latin1.GetString(body).Split("\r\n");
        return string.Join("\r\n", lines.Select(static (line, index) => index == 0 || line.StartsWith('0') ? line.ToLowerInvariant().TrimStart('0')
            : line.Split(':') is [var name, var value] ? $"{name.ToLowerInvariant()}:{value.Trim()}" : line));
    }

    private sealed record Order(string Item);
}
