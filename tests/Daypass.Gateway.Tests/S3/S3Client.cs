using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Sends raw S3 requests: nothing of the target is resolved or encoded, and headers are what the test says.</summary>
internal sealed class S3Client(string url, SigningCredentials? credentials, string? host = null) : IDisposable
{
    private static readonly SigV4Rules Rules = SigV4Rules.For("s3") with { AllowPayloadForms = true };

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    /// <summary>The Host that is signed.</summary>
    public string Host { get; } = host ?? new Uri(url).Authority;

    public void Dispose() => _http.Dispose();

    public Task<Answer> Get(string target, params HeaderField[] more) => Send("GET", target, null, more);

    public Task<Answer> Put(string target, string body, params HeaderField[] more) => Send("PUT", target, Encoding.UTF8.GetBytes(body), more);

    /// <summary>Sends a document with the checksum that S3 wants.</summary>
    public Task<Answer> SendDocument(string method, string target, string document, params HeaderField[] more)
    {
        var body = Encoding.UTF8.GetBytes(document);
        var sum = System.IO.Hashing.Crc32.Hash(body);
        sum.AsSpan().Reverse();
        return Send(method, target, body, [new HeaderField("x-amz-checksum-crc32", Convert.ToBase64String(sum)), .. more]);
    }

    /// <summary>Sends a request with the hash of its body.</summary>
    public Task<Answer> Send(string method, string target, byte[]? body, params HeaderField[] more) =>
        SendSigned(method, target, body, Sign(method, target, SHA256.HashData(body ?? []), more));

    /// <summary>The headers of a signed request; without credentials those that it would have otherwise.</summary>
    public HeaderField[] Sign(string method, string target, byte[] hash, params HeaderField[] more)
    {
        var hasHash = more.Any(static header => header.Name.Equals("x-amz-content-sha256", StringComparison.OrdinalIgnoreCase));
        HeaderField[] said = hasHash || credentials is null ? [] : [new("x-amz-content-sha256", Convert.ToHexStringLower(hash))];
        HeaderField[] headers = [new("Host", Host), .. said, .. more];
        return credentials is null ? headers : [.. headers, .. new SigV4Signer(Rules, S3World.Region).Sign(
            new SignedRequest(method, target, headers), hash, credentials, TimeProvider.System.GetUtcNow())];
    }

    /// <summary>The target of a presigned request.</summary>
    public string Presign(string method, string target, int seconds = 60, params HeaderField[] more) => new SigV4Signer(Rules, S3World.Region).Presign(
        new SignedRequest(method, target, (HeaderField[])[new("Host", Host), .. more]), SHA256.HashData([]), credentials!, TimeProvider.System.GetUtcNow(),
        TimeSpan.FromSeconds(seconds));

    /// <summary>Sends what was signed.</summary>
    public Task<Answer> SendSigned(string method, string target, byte[]? body, HeaderField[] headers) =>
        SendSigned(method, target, body is null ? null : new ByteArrayContent(body), headers);

    /// <summary>Sends what was signed.</summary>
    public async Task<Answer> SendSigned(string method, string target, HttpContent? content, HeaderField[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(url + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = content ?? (headers.Any(static header => IsOfContent(header.Name)) ? new ByteArrayContent([]) : null);
        foreach (var header in headers)
        {
            if (IsOfContent(header.Name))
            {
                request.Content!.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        using var answer = await _http.SendAsync(request);
        return new Answer((int)answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync());
    }

    private static bool IsOfContent(string name) => name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("expires", StringComparison.OrdinalIgnoreCase);

    /// <summary>What came back.</summary>
    internal sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Body)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>The text of the first element of a name; null without one.</summary>
        public string? Element(string name)
        {
            var start = Text.IndexOf($"<{name}>", StringComparison.Ordinal);
            return start < 0 ? null : Text[(start + name.Length + 2)..Text.IndexOf($"</{name}>", start, StringComparison.Ordinal)];
        }

        public string? Header(string name) => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values)
            ? string.Join(',', values) : null;

        public string Told => $"{Status} {Element("Code")}".Trim();
    }
}
