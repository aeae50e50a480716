using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>An upload in signed chunks with a signed trailer, signed by what AWS's description says and by nothing of the product's.</summary>
internal sealed class StreamedUpload
{
    private const string Sentinel = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    private static readonly string Nothing = Hex(SHA256.HashData([]));

    private StreamedUpload(HeaderField[] headers, byte[] body, IReadOnlyList<Range> data) => (Headers, Body, Data) = (headers, body, data);

    public HeaderField[] Headers { get; }

    public byte[] Body { get; }

    /// <summary>Where in the body the data of the chunks are.</summary>
    public IReadOnlyList<Range> Data { get; }

    /// <summary>Signs one.</summary>
    public static StreamedUpload Create(SigningCredentials credentials, string host, string target, byte[] data, int chunk, long? said = null)
    {
        var time = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{S3World.Region}/s3/aws4_request";
        var key = new[] { time[..8], S3World.Region, "s3", "aws4_request" }.Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey.Reveal()),
            static (from, part) => HMACSHA256.HashData(from, Encoding.UTF8.GetBytes(part)));
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-encoding"] = "aws-chunked",
            ["host"] = host,
            ["x-amz-content-sha256"] = Sentinel,
            ["x-amz-date"] = time,
            ["x-amz-decoded-content-length"] = (said ?? data.Length).ToString(CultureInfo.InvariantCulture),
            ["x-amz-security-token"] = credentials.SessionToken!,
            ["x-amz-trailer"] = "x-amz-checksum-crc32",
        };
        string Sign(string text) => Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        var canonical = $"PUT\n{target}\n\n{string.Concat(named.Select(static header => $"{header.Key}:{header.Value}\n"))}\n"
            + $"{string.Join(';', named.Keys)}\n{Sentinel}";
        var previous = Sign($"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
        HeaderField[] headers =
        [
            .. named.Select(static header => new HeaderField(header.Key, header.Value)),
            new("Authorization",
                $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={string.Join(';', named.Keys)}, Signature={previous}"),
        ];
        var (body, ranges) = (new MemoryStream(), new List<Range>());
        void Write(string text) => body.Write(Encoding.ASCII.GetBytes(text));
        foreach (var piece in data.Chunk(chunk).Append([]))
        {
            previous = Sign($"AWS4-HMAC-SHA256-PAYLOAD\n{time}\n{scope}\n{previous}\n{Nothing}\n{Hex(SHA256.HashData(piece))}");
            Write($"{piece.Length:x};chunk-signature={previous}\r\n");
            ranges.Add((int)body.Length..((int)body.Length + piece.Length));
            body.Write(piece);
            Write(piece.Length > 0 ? "\r\n" : "");
        }

        var sum = System.IO.Hashing.Crc32.Hash(data);
        sum.AsSpan().Reverse();
        var trailer = $"x-amz-checksum-crc32:{Convert.ToBase64String(sum)}";
        Write($"{trailer}\r\nx-amz-trailer-signature:"
            + Sign($"AWS4-HMAC-SHA256-TRAILER\n{time}\n{scope}\n{previous}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(trailer + "\n")))}") + "\r\n\r\n");
        return new StreamedUpload(headers, body.ToArray(), ranges);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
