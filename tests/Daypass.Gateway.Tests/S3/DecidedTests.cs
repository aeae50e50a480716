using System.Security.Cryptography;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Nothing reaches the store that was not decided.</summary>
public sealed class DecidedTests : IAsyncLifetime
{
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

    [Theory]
    [InlineData("https", "aws:SecureTransport", "true", 200)]
    [InlineData("http", "aws:SecureTransport", "true", 403)]
    [InlineData("https", "s3:TlsVersion", "1.2", 403)]
    [InlineData("http", "s3:TlsVersion", "1.2", 403)]
    public async Task What_a_proxy_says_of_its_client_counts_and_nothing_is_made_up(string scheme, string key, string value, int status)
    {
        await using var world = await S3World.Start(_store.Url, adjust: static settings => settings with
        {
            Edge = settings.Edge with { TrustedProxies = [System.Net.IPNetwork.Parse("127.0.0.0/8")] },
        });
        var caller = await world.Session("behind", $$"""
            {"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"{{key}}":"{{value}}"} } }
            """);
        using var client = world.Client(caller);
        _store.Objects["/lake/a"] = [1];
        var answer = await client.Get("/lake/a", new HeaderField("X-Forwarded-For", "192.0.2.7"), new HeaderField("X-Forwarded-Proto", scheme));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_session_does_what_its_policies_say_and_a_denial_says_why()
    {
        var caller = await _world.Session("reader", """
            {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::lake/open/*"},
            {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::lake","Condition":{"StringLike":{"s3:prefix":"open/*"}}}
            """);
        using var client = _world.Client(caller);
        _store.Objects["/lake/open/a"] = [1];
        _store.Objects["/lake/closed"] = [2];
        Assert.Equal(200, (await client.Get("/lake/open/a")).Status);
        var denied = await client.Get("/lake/closed");
        Assert.Equal("403 AccessDenied", denied.Told);
        Assert.Equal(
            $"User: arn:aws:sts::{_world.Server.Account}:assumed-role/reader/session is not authorized to perform: s3:GetObject on resource: "
            + "&quot;arn:aws:s3:::lake/closed&quot; because no identity-based policy allows the s3:GetObject action",
            denied.Element("Message"));
        Assert.Equal("403 AccessDenied", (await client.Put("/lake/open/a", "x")).Told);
        Assert.Equal(200, (await client.Get("/lake/?list-type=2&prefix=open%2F")).Status);
        Assert.Equal("403 AccessDenied", (await client.Get("/lake/?list-type=2")).Told);

        // A key that is not there is 404 for who may list it, and 403 for others; HEAD has no body.
        Assert.Equal("404 NoSuchKey", (await client.Get("/lake/open/missing")).Told);
        var head = await client.Send("HEAD", "/lake/closed", null);
        Assert.Equal((403, 0), (head.Status, head.Body.Length));
        Assert.Equal(3, _store.Seen.Count);
        Assert.DoesNotContain(_store.Seen, static seen => seen.Target.Contains("closed", StringComparison.Ordinal));

        await _world.StopGateway();
        var denials = await File.ReadAllLinesAsync(_world.Denials);
        Assert.Equal(4, denials.Length);
        Assert.Contains("\"resource\":\"arn:aws:s3:::lake/closed\"", denials[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_list_does_not_learn_what_is_not_there()
    {
        using var client = _world.Client(await _world.Session("getter", """{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"""));
        Assert.Equal("403 AccessDenied", (await client.Get("/lake/missing")).Told);
    }

    [Fact]
    public async Task A_batch_is_decided_key_by_key_and_the_store_gets_the_allowed_ones()
    {
        var caller = await _world.Session("deleter", """{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::lake/mine/*"}""");
        using var client = _world.Client(caller);
        var asked = new List<string>();
        _store.Instead = async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            asked.Add(await reader.ReadToEndAsync());
            var answer = "<DeleteResult><Deleted><Key>mine/b</Key></Deleted><Deleted><Key>mine/a</Key></Deleted></DeleteResult>"u8.ToArray();
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer);
            return true;
        };
        var answer = await Delete(
            client, "<Delete><Object><Key>mine/a</Key></Object><Object><Key>theirs</Key></Object><Object><Key>mine/b</Key></Object></Delete>");
        Assert.True(answer.Status == 200, answer.Text + _world.LastLines);
        Assert.Matches(
            "<Deleted><Key>mine/a</Key></Deleted><Error><Key>theirs</Key><Code>AccessDenied</Code><Message>.*</Message></Error>"
            + "<Deleted><Key>mine/b</Key></Deleted>",
            answer.Text);
        Assert.DoesNotContain("theirs", Assert.Single(asked), StringComparison.Ordinal);

        // None allowed: the store is not asked.
        answer = await Delete(client, "<Delete><Object><Key>theirs</Key></Object></Delete>");
        Assert.Equal((200, 1), (answer.Status, asked.Count));
    }

    [Fact]
    public async Task A_copy_needs_its_source_and_the_store_gets_one_spelling_of_it()
    {
        using var client = _world.Client(await _world.Session("copier", """
            {"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectTagging"],"Resource":"arn:aws:s3:::lake/from/*"},
            {"Effect":"Allow","Action":["s3:PutObject","s3:PutObjectTagging"],"Resource":"arn:aws:s3:::lake/to/*"}
            """));
        foreach (var spelling in new[] { "lake/from/a%20b", "/lake/from/a%20b", "lake%2Ffrom%2Fa%20b" })
        {
            var copied = await client.Send("PUT", "/lake/to/x", null, new HeaderField("x-amz-copy-source", spelling));
            Assert.True(copied.Status == 200, copied.Text + _world.LastLines);
        }

        Assert.All(_store.Writes, static seen => Assert.Equal("/lake/from/a%20b", seen.Header("x-amz-copy-source")));
        foreach (var spelling in new[] { "lake/secret", "/lake/from/../secret", "many-other/x", "stores-own/x", "lake/from%2F..%2Fsecret%2f..%2f.." })
        {
            var refused = await client.Send("PUT", "/lake/to/x", null, new HeaderField("x-amz-copy-source", spelling));
            Assert.True(refused.Status is 403 or 404 || spelling.Contains("from", StringComparison.Ordinal), $"{spelling}: {refused.Told}");
        }

        // Dot segments are part of keys: these are keys below from/.
        Assert.All(_store.Writes.Skip(3), static seen => Assert.StartsWith("/lake/from/..", seen.Header("x-amz-copy-source")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Smuggled_and_malformed_requests_are_refused_and_the_store_hears_nothing()
    {
        using var client = _world.Client(await _world.AllPowerful());
        var port = new Uri(_world.Url).Port;
        HeaderField[] Signed(string method, string target, params HeaderField[] more) => client.Sign(method, target, SHA256.HashData([]), more);
        HeaderField[] OfAnotherService() => [.. Signed("GET", "/lake/k").Select(static header => header.Name != "Authorization" ? header
            : header with { Value = header.Value.Replace("/s3/", "/sts/", StringComparison.Ordinal) })];
        foreach (var (name, method, target, headers, after) in new (string, string, string, HeaderField[], HeaderField[])[]
        {
            ("an amz header that is not signed", "PUT", "/lake/k", Signed("PUT", "/lake/k"), [new("x-amz-acl", "public-read")]),
            ("a second Authorization", "GET", "/lake/k", Signed("GET", "/lake/k"), [new("Authorization", "AWS4-HMAC-SHA256 Credential=x")]),
            ("an unknown marker", "GET", "/lake/k?annotation", Signed("GET", "/lake/k?annotation"), []),
            ("two markers", "GET", "/lake/?acl&policy", Signed("GET", "/lake/?acl&policy"), []),
            ("a marker of buckets on a key", "DELETE", "/lake/k?policy", Signed("DELETE", "/lake/k?policy"), []),
            ("an unknown parameter", "GET", "/lake/k?foo=1", Signed("GET", "/lake/k?foo=1"), []),
            ("a parameter twice", "GET", "/lake/k?versionId=1&versionId=2", Signed("GET", "/lake/k?versionId=1&versionId=2"), []),
            ("NUL", "GET", "/lake/k%00", Signed("GET", "/lake/k%00"), []),
            ("no UTF-8", "GET", "/lake/%ff", Signed("GET", "/lake/%ff"), []),
            ("a long key", "GET", "/lake/" + new string('a', 1025), Signed("GET", "/lake/" + new string('a', 1025)), []),
            ("an unknown header", "PUT", "/lake/k", Signed("PUT", "/lake/k", new HeaderField("x-amz-nonsense", "1")), []),
            ("an unknown method", "PATCH", "/lake/k", Signed("PATCH", "/lake/k"), []),
            ("another service", "GET", "/lake/k", OfAnotherService(), []),
            ("a bucket of no name", "GET", "/..%2Flake/k", Signed("GET", "/..%2Flake/k"), []),
            ("torrents", "GET", "/lake/k?torrent", Signed("GET", "/lake/k?torrent"), []),
            ("select", "POST", "/lake/k?select&select-type=2", Signed("POST", "/lake/k?select&select-type=2"), []),
        })
        {
            var answer = await RawRequest.Send(port, method, target, [.. headers, .. after]);
            Assert.True(answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 501", StringComparison.Ordinal),
                $"{name}: {answer}");
            Assert.True(_store.Seen.IsEmpty, $"{name}: {_store.Seen.FirstOrDefault()}");
        }

        // A length and an encoding at once.
        HeaderField[] lengths = [new("Content-Length", "3"), new("Transfer-Encoding", "chunked")];
        var both = await RawRequest.Send(port, "PUT", "/lake/k", [.. Signed("PUT", "/lake/k"), .. lengths], "0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", both, StringComparison.Ordinal);
        Assert.Empty(_store.Seen);

        // What Connection names is a header like others, and does not go on.
        var connection = await RawRequest.Send(
            port, "GET", "/lake/k", [.. Signed("GET", "/lake/k"), new("Connection", "close, x-amz-security-token, x-amz-date")]);
        Assert.StartsWith("HTTP/1.1 404", connection, StringComparison.Ordinal);
        Assert.Null(Assert.Single(_store.Seen).Header("Connection"));
    }

    private static Task<S3Client.Answer> Delete(S3Client client, string document) => client.SendDocument("POST", "/lake/?delete", document);
}
