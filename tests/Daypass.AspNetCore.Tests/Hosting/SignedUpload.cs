using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.AspNetCore.Tests.Hosting;

/// <summary>An upload in signed chunks with a trailer, made by what AWS's description says and by nothing of the product's.</summary>
internal sealed class SignedUpload
{
    private const string Sentinel = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    private static readonly string Nothing = Hex(SHA256.HashData([]));

    private readonly byte[] _key;
    private readonly string _scope;
    private readonly string _time;

    public SignedUpload(
        ProtectedService service, SigningCredentials credentials, string target, IReadOnlyList<byte[]> chunks, string crc32, long? decodedLength = null,
        string form = Sentinel)
    {
        var now = service.Server.Clock.GetUtcNow().UtcDateTime;
        _time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string[] parts = [_time[..8], ProtectedService.Region, service.Options.SigningName, "aws4_request"];
        _scope = string.Join('/', parts);
        _key = parts.Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey.Reveal()),
            static (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-encoding"] = "aws-chunked",
            ["host"] = service.Url.Authority,
            ["x-amz-content-sha256"] = form,
            ["x-amz-date"] = _time,
            ["x-amz-decoded-content-length"] = ProtectedService.Number(decodedLength ?? chunks.Sum(static chunk => (long)chunk.Length)),
            ["x-amz-trailer"] = "x-amz-checksum-crc32",
        };
        var names = string.Join(';', headers.Keys);
        var canonical = $"PUT\n{target}\n\n{string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{form}";
        var previous = Sign($"AWS4-HMAC-SHA256\n{_time}\n{_scope}\n{Hash(canonical)}");
        var authorization = $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{_scope}, SignedHeaders={names}, Signature={previous}";
        var body = new MemoryStream();
        foreach (var chunk in chunks.Append([]))
        {
            previous = Sign($"AWS4-HMAC-SHA256-PAYLOAD\n{_time}\n{_scope}\n{previous}\n{Nothing}\n{Hex(SHA256.HashData(chunk))}");
            body.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x};chunk-signature={previous}\r\n"));
            body.Write(chunk);
            Borders.Add((int)body.Length);
            if (chunk.Length > 0)
            {
                body.Write("\r\n"u8);
            }
        }

        var trailer = Sign($"AWS4-HMAC-SHA256-TRAILER\n{_time}\n{_scope}\n{previous}\n{Hash($"x-amz-checksum-crc32:{crc32}\n")}");
        body.Write(Encoding.ASCII.GetBytes($"x-amz-checksum-crc32:{crc32}\r\nx-amz-trailer-signature:{trailer}\r\n\r\n"));
        Body = body.ToArray();
        Lines = [.. headers.Select(static header => $"{header.Key}: {header.Value}"), $"Authorization: {authorization}"];
    }

    /// <summary>Where the data of each chunk end in the body.</summary>
    public List<int> Borders { get; } = [];

    public byte[] Body { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The request with another body.</summary>
    public byte[] With(byte[] body, string target) => RawExchange.Request(
        [$"PUT {target} HTTP/1.1", .. Lines, $"Content-Length: {body.Length}", "Connection: close"], body);

    private static string Hash(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string Sign(string text) => Hex(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
