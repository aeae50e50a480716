using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;
using Microsoft.AspNetCore.Http;

namespace Daypass.Gateway.Tests.S3;

/// <summary>What goes to the store and what comes back.</summary>
public sealed class RelayTests : IAsyncLifetime
{
    private RecordingStore _store = null!;
    private S3World _world = null!;
    private SigningCredentials _caller = null!;

    public async Task InitializeAsync()
    {
        _store = await RecordingStore.Start();
        _world = await S3World.Start(_store.Url);
        _caller = await _world.AllPowerful();
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task An_object_goes_there_and_comes_back_and_the_store_learns_nothing_of_the_caller()
    {
        using var client = _world.Client(_caller);
        var put = await client.Put("/lake/a%20b/%C3%A9~(1).txt?x-id=PutObject", "hello", new("Content-Type", "text/plain"), new("x-amz-meta-a", "b"),
            new("Cookie", "c=d"), new("X-Forwarded-For", "1.2.3.4"), new("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        Assert.True(put.Status == 200, put.Text + _world.LastLines);
        Assert.NotNull(put.Header("ETag"));
        var seen = Assert.Single(_store.Writes);
        Assert.Equal("PUT /lake/a%20b/%C3%A9~%281%29.txt", seen.ToString());
        Assert.Equal("hello", Encoding.UTF8.GetString(seen.Body));
        Assert.Equal(("text/plain", "b", "5"), (seen.Header("Content-Type"), seen.Header("x-amz-meta-a"), seen.Header("Content-Length")));
        foreach (var name in new[] { "x-amz-security-token", "Cookie", "X-Forwarded-For", "traceparent", "X-Forwarded-Host", "Transfer-Encoding" })
        {
            Assert.True(seen.Header(name) is null, name);
        }

        Assert.DoesNotContain(_caller.AccessKeyId, string.Join('\n', seen.Headers.Select(static header => header.Value)), StringComparison.Ordinal);

        var got = await client.Get("/lake/a%20b/%C3%A9~%281%29.txt");
        Assert.Equal((200, "hello"), (got.Status, got.Text));
        Assert.Null(got.Header("x-rgw-object-type"));
        Assert.NotEqual("STORES0WN1D", got.Header("x-amz-request-id"));
        Assert.Matches("^[A-Z0-9]{16}$", got.Header("x-amz-request-id"));
        Assert.False(string.IsNullOrEmpty(got.Header("x-amz-id-2")));

        var head = await client.Send("HEAD", "/lake/a%20b/%C3%A9~%281%29.txt", null);
        Assert.Equal((200, 5L), (head.Status, head.ContentHeaders.ContentLength));
    }

    [Theory]
    [InlineData("a/../c//d")]
    [InlineData("..")]
    [InlineData("./x/")]
    [InlineData("%25%2B+%26%3D%3F")]
    public async Task Keys_reach_the_store_as_they_are(string raw)
    {
        using var client = _world.Client(_caller);
        var put = await client.Put("/lake/" + raw, "x");
        Assert.True(put.Status == 200, put.Text + _world.LastLines);
        var expected = Uri.EscapeDataString(Uri.UnescapeDataString(raw)).Replace("%2F", "/", StringComparison.Ordinal);
        Assert.Equal("PUT /lake/" + expected, Assert.Single(_store.Writes).ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(3_000_001)]
    public async Task Bodies_of_any_length_arrive_whole_with_their_length(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);
        using var client = _world.Client(_caller);
        Assert.Equal(200, (await client.Send("PUT", "/lake/key", body, new HeaderField("Content-Type", "image/png"))).Status);
        var seen = Assert.Single(_store.Writes);
        Assert.True(seen.IsWhole);
        Assert.Equal(body, seen.Body);
        Assert.Equal(length.ToString(CultureInfo.InvariantCulture), seen.Header("Content-Length"));
        Assert.Equal("image/png", seen.Header("Content-Type"));
        Assert.Equal(body, (await client.Get("/lake/key")).Body);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3_000_001)]
    public async Task A_body_that_is_not_what_was_signed_leaves_no_object(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);
        using var client = _world.Client(_caller);
        var headers = client.Sign("PUT", "/lake/key", SHA256.HashData(body));
        body[^1] ^= 1;
        Assert.Equal("400 XAmzContentSHA256Mismatch", (await client.SendSigned("PUT", "/lake/key", body, headers)).Told);
        Assert.Empty(_store.Objects);
    }

    [Theory]
    [InlineData("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==", "200")]
    [InlineData("Content-MD5", "YUFAKrxLKna5cZ2REBfFkg==", "400 BadDigest")]
    [InlineData("Content-MD5", "short", "400 InvalidDigest")]
    [InlineData("x-amz-checksum-crc32", "NhCmhg==", "200")]
    [InlineData("x-amz-checksum-crc32", "NhCmhw==", "400 BadDigest")]
    [InlineData("x-amz-checksum-crc32", "x", "400 InvalidRequest")]
    public async Task Checksums_are_compared_here(string header, string value, string expected)
    {
        using var client = _world.Client(_caller);
        Assert.Equal(expected, (await client.Put("/lake/key", "hello", new HeaderField(header, value))).Told);
        Assert.Equal(expected == "200" ? 1 : 0, _store.Objects.Count);
    }

    [Fact]
    public async Task What_the_store_says_of_itself_stays_here()
    {
        using var client = _world.Client(_caller);
        var missing = await client.Get("/lake/nothing");
        Assert.Equal("404 NoSuchKey", missing.Told);
        Assert.DoesNotContain("store-host", missing.Text, StringComparison.Ordinal);
        Assert.Equal(missing.Header("x-amz-request-id"), missing.Element("RequestId"));
        Assert.Equal("lake", missing.Element("BucketName"));

        var list = await client.Get("/lake/?list-type=2");
        Assert.Equal((200, "lake"), (list.Status, list.Element("Name")));
        Assert.DoesNotContain("store-owner", list.Text, StringComparison.Ordinal);
        Assert.Equal(_world.Server.Account, list.Element("DisplayName"));

        _store.Instead = async http =>
        {
            http.Response.StatusCode = 403;
            var key = RecordingStore.Key.AccessKeyId;
            await http.Response.WriteAsync($"<Error><Code>InvalidAccessKeyId</Code><Message>{key}</Message><AWSAccessKeyId>{key}</AWSAccessKeyId></Error>");
            return true;
        };
        var refused = await client.Get("/lake/key");
        Assert.Equal("500 InternalError", refused.Told);
        Assert.DoesNotContain(RecordingStore.Key.AccessKeyId, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_nobodys_here_is_not_there_whatever_the_store_has()
    {
        using var client = _world.Client(_caller);
        Assert.Equal("404 NoSuchBucket", (await client.Get("/stores-own/key")).Told);
        Assert.Empty(_store.Seen);
    }
}
