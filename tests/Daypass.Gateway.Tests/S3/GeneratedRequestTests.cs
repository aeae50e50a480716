using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Requests that are put together of what is awkward: the store is never asked for another resource than was decided about.</summary>
public sealed class GeneratedRequestTests : IAsyncLifetime
{
    private static readonly string[] Methods = ["GET", "GET", "HEAD", "PUT", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "get"];

    private static readonly string[] Pieces =
    [
        "a", "b", "secret", "/", "//", "..", "/../", "/./", ".", "%2F", "%2f", "%2e%2e", "%2E", "%00", "%ff", "%C3%A9", "%c3%a9", "%", "%2", "%zz", "+", "%20",
        "%2B", "%25", "%252F", "~", "%7E", "(", "*", "'", ";", ":", "@", "&", "=", "\\", "%5C", "|", "many-x", "lake",
    ];

    private static readonly string[] Parameters =
    [
        "versionId=1", "versionId=1&versionId=2", "VersionId=1", "acl", "acl=", "ACL", "tagging", "policy", "uploads", "uploadId=1", "partNumber=1", "delete",
        "versions", "list-type=2", "prefix=secret%2F", "prefix", "x-id=GetObject", "x-amz-acl=public-read", "response-content-type=a", "foo", "foo=bar",
        "torrent", "annotation", "ownershipControls", "encryption", "attributes", "%61cl", "location", "=", "&", "%00=1", "select&select-type=2",
    ];

    private static readonly HeaderField[] Headers =
    [
        new("x-amz-copy-source", "many-x/secret"), new("x-amz-copy-source", "%2Flake%2F..%2Fmany-x%2Fsecret"), new("x-amz-acl", "public-read"),
        new("x-amz-nonsense", "1"), new("X-Original-URL", "/many-x/secret"), new("X-HTTP-Method-Override", "DELETE"), new("Transfer-Encoding", "identity"),
        new("x-amz-meta-a", "b"), new("Range", "bytes=0-0"), new("If-Match", "*"), new("x-amz-tagging", "a=b&a=c"), new("Content-Encoding", "aws-chunked"),
    ];

    private RecordingStore _store = null!;
    private S3World _world = null!;

    public async Task InitializeAsync()
    {
        _store = await RecordingStore.Start();
        _world = await S3World.Start(_store.Url);
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public Task Of_some_hundred() => Send(500, 1);

    [Fact, Trait("Category", "slow")]
    public Task Of_ten_thousand() => Send(10_000, 2);

    private async Task Send(int count, int seed)
    {
        // The caller may do everything below lake/a and lake/b, and nothing else: a request that reaches the store was decided about these.
        var caller = await _world.Session("narrow", """
            {"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::lake/a*","arn:aws:s3:::lake/b*"]}
            """);
        using var client = _world.Client(caller);
        var port = new Uri(_world.Url).Port;
#pragma warning disable RS0030, CA5394 // A fixed seed makes the same requests each time.
        var random = new Random(seed);
        string Of(string[] words) => words[random.Next(words.Length)];
        for (var number = 0; number < count; number++)
        {
            var (method, path) = (Of(Methods), new StringBuilder("/lake/"));
            path.Append(random.Next(3) == 0 ? "" : "a");
            for (var left = random.Next(6); left > 0; left--)
            {
                path.Append(Of(Pieces));
            }

            for (var left = random.Next(3); left > 0; left--)
            {
                path.Append(path.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(Of(Parameters));
            }

            HeaderField[] more = random.Next(3) == 0 ? [Headers[random.Next(Headers.Length)]] : [];
            var isUnsigned = random.Next(8) == 0;
#pragma warning restore RS0030, CA5394
            await Send(client, port, method, path.ToString(), isUnsigned ? [] : more, isUnsigned ? more : []);
        }

        Assert.NotEmpty(_store.Seen);
    }

    private async Task Send(S3Client client, int port, string method, string target, HeaderField[] signed, HeaderField[] unsigned)
    {
        HeaderField[] headers;
        try
        {
            headers = client.Sign(method, target, SHA256.HashData([]), signed);
        }
        catch (ArgumentException)
        {
            // Nobody can sign such a target; it comes with the signature of another.
            headers = client.Sign(method, "/lake/a", SHA256.HashData([]), signed);
        }

        var before = _store.Seen.Count;
        var answer = await RawRequest.Send(port, method, target, [.. headers, .. unsigned]);
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        Assert.False(answer.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), $"{method} {target}: {answer}");
        foreach (var seen in _store.Seen.Skip(before))
        {
            var (asked, got) = (Uri.UnescapeDataString(target.Split('?')[0]), Uri.UnescapeDataString(seen.Target.Split('?')[0]));
            Assert.True(asked == got && (got.StartsWith("/lake/a", StringComparison.Ordinal) || got.StartsWith("/lake/b", StringComparison.Ordinal)),
                $"{method} {target} became {seen}");
            Assert.True(seen.Method == method, $"{method} {target} became {seen}");
            Assert.True(seen.Header("x-amz-copy-source") is null or "/lake/a", $"{method} {target} copied {seen.Header("x-amz-copy-source")}");
            Assert.Null(seen.Header("X-Original-URL") ?? seen.Header("X-HTTP-Method-Override"));
        }
    }
}
