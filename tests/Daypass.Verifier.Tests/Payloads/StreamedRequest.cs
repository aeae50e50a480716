using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Verifier.Tests.Payloads;

/// <summary>An upload in chunks, signed by what AWS's description says and by nothing of the product's.</summary>
internal sealed class StreamedRequest
{
    public const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string Day = "20261130";
    public const string Time = "20261130T120000Z";
    public const string Region = "us-east-1";
    private const string Scope = $"{Day}/{Region}/s3/aws4_request";

    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly string Nothing = Hex(SHA256.HashData([]));

    private static readonly byte[] Key = new[] { Day, Region, "s3", "aws4_request" }.Aggregate(
        Encoding.UTF8.GetBytes("AWS4" + Secret), static (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));

    public required PayloadForm Form { get; init; }

    public required IReadOnlyList<byte[]> Chunks { get; init; }

    public string? Trailer { get; init; }

    public string? TrailerValue { get; init; }

    public string? ContentLength { get; init; }

    public long Length => Chunks.Sum(static chunk => (long)chunk.Length);

    public static VendedKey VendedKey => new(AccessKeyId, Day, Region, "s3", Key);

    public static SigV4Rules Rules { get; } = SigV4Rules.For("s3") with { AllowPayloadForms = true };

    public static DateTimeOffset Now { get; } =
        DateTimeOffset.ParseExact(Time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private string Sentinel => Form switch
    {
        PayloadForm.SignedChunks => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        PayloadForm.SignedChunksAndTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        _ => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    };

    private SortedDictionary<string, string> Headers
    {
        get
        {
            var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["content-encoding"] = "aws-chunked",
                ["host"] = "examplebucket.s3.us-east-1.amazonaws.com",
                ["x-amz-content-sha256"] = Sentinel,
                ["x-amz-date"] = Time,
                ["x-amz-decoded-content-length"] = Length.ToString(CultureInfo.InvariantCulture),
            };
            if (ContentLength is not null)
            {
                headers["content-length"] = ContentLength;
            }

            if (Trailer is not null)
            {
                headers["x-amz-trailer"] = Trailer;
            }

            return headers;
        }
    }

    public string Seed
    {
        get
        {
            var canonical = $"PUT\n/a%20b/%2B/../c//d\n\n{string.Concat(Headers.Select(static header => $"{header.Key}:{header.Value}\n"))}\n"
                + $"{string.Join(';', Headers.Keys)}\n{Sentinel}";
            return Sign($"AWS4-HMAC-SHA256\n{Time}\n{Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
        }
    }

    public SignedRequest Request => new("PUT", "/a%20b/+/../c//d", (HeaderField[])
    [
        .. Headers.Select(static header => new HeaderField(header.Key, header.Value)),
        new("Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{Scope}, SignedHeaders={string.Join(';', Headers.Keys)}, Signature={Seed}"),
    ]);

    /// <summary>The signatures of the chunks, of the last one, and of the trailer where there is one.</summary>
    public IReadOnlyList<string> Signatures
    {
        get
        {
            var signatures = new List<string>();
            var previous = Seed;
            foreach (var chunk in Chunks.Append([]))
            {
                previous = Sign($"AWS4-HMAC-SHA256-PAYLOAD\n{Time}\n{Scope}\n{previous}\n{Nothing}\n{Hex(SHA256.HashData(chunk))}");
                signatures.Add(previous);
            }

            if (Trailer is not null)
            {
                var hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes($"{Trailer}:{TrailerValue}\n")));
                signatures.Add(Sign($"AWS4-HMAC-SHA256-TRAILER\n{Time}\n{Scope}\n{previous}\n{hash}"));
            }

            return signatures;
        }
    }

    /// <summary>The body as it travels.</summary>
    public byte[] Body
    {
        get
        {
            var signatures = Form is PayloadForm.UnsignedChunksAndTrailer ? null : Signatures;
            var body = new MemoryStream();
            for (var index = 0; index <= Chunks.Count; index++)
            {
                var chunk = index < Chunks.Count ? Chunks[index] : [];
                Write(body, $"{chunk.Length:x}{(signatures is null ? "" : ";chunk-signature=" + signatures[index])}\r\n");
                body.Write(chunk);
                Write(body, index < Chunks.Count ? "\r\n" : "");
            }

            if (Trailer is not null)
            {
                Write(body, $"{Trailer}:{TrailerValue}\r\n{(signatures is null ? "" : $"x-amz-trailer-signature:{signatures[^1]}\r\n")}");
            }

            Write(body, "\r\n");
            return body.ToArray();
        }
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.ASCII.GetBytes(text));

    private static string Sign(string text) => Hex(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
