using System.Buffers;
using System.Text;
using System.Text.Json;
using Daypass.Protocol.Signing;
using Daypass.Gateway.S3.Logs;

namespace Daypass.Gateway.Tests.S3;

/// <summary>What the logs say.</summary>
public sealed class LogTests
{
    [Fact]
    public void A_line_is_as_S3_writes_it_and_what_a_client_chose_is_no_other_field()
    {
        var record = Record();
        var line = new ArrayBufferWriter<byte>();
        AccessLine.WriteS3(record, line);
        Assert.Equal(
            "111122223333 lake [06/Feb/2027:00:00:38 +0000] 192.0.2.3 arn:aws:sts::111122223333:assumed-role/r/s 3E57427F3EXAMPLE REST.GET.OBJECT "
            + "a%2520b%2522 \"GET /lake/a%20b%22?X-Amz-Signature=-&versionId=v HTTP/1.1\" 200 - 5 1000 12 7 \"-\" \"agent ?x? ? \" v hostid= SigV4 - "
            + "QueryString s3.example.com TLSv1.3 - -\n",
            Encoding.UTF8.GetString(line.WrittenSpan));
        line.Clear();
        AccessLine.WriteJson(record, line);
        using var json = JsonDocument.Parse(line.WrittenMemory);
        Assert.Equal("tx0", json.RootElement.GetProperty("storeRequestId").GetString());
        Assert.Single(Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("/b/k?x=1", "GET /b/k?x=1 HTTP/1.1")]
    [InlineData("/b/k?X-Amz-Signature=abc&X-Amz-Security-Token=def&x=1", "GET /b/k?X-Amz-Signature=-&X-Amz-Security-Token=-&x=1 HTTP/1.1")]
    [InlineData("/b/k?X-Amz-%53ignature=abc&x-amz-security-token=def", "GET /b/k?X-Amz-%53ignature=-&x-amz-security-token=- HTTP/1.1")]
    [InlineData("/b/k?X-Amz-Security%2DToken=def&x=%41", "GET /b/k?X-Amz-Security%2DToken=-&x=%41 HTTP/1.1")]
    [InlineData("/b/k?%58%2dAmz-Signatur%65=abc", "GET /b/k?%58%2dAmz-Signatur%65=- HTTP/1.1")]
    [InlineData("/b/k?AWSAccessKeyId=a&Signature=b", "GET /b/k?AWSAccessKeyId=-&Signature=- HTTP/1.1")]
    public void Nothing_secret_is_in_a_request_line(string target, string line) => Assert.Equal(line, RequestLine.Of("GET", target));

    [Fact]
    public async Task Requests_are_in_the_access_log_and_in_the_metrics_by_operation_account_and_outcome()
    {
        await using var store = await RecordingStore.Start();
        await using var world = await S3World.Start(store.Url, adjust: static settings => settings with { Metrics = "127.0.0.1:0" });
        var caller = await world.AllPowerful();
        using var client = world.Client(caller);
        Assert.Equal(200, (await client.Put("/lake/key", "hello")).Status);
        Assert.Equal(404, (await client.Get("/lake/missing")).Status);
        using var stranger = world.Client(null);
        var shared = new HeaderField("Referer", "https://s3.example.com/lake/key?X-Amz-Security-Token=canary&x=1");
        Assert.Equal(403, (await stranger.Get("/lake/key", shared)).Status);
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(world.Gateway.MetricsUrl + "/metrics"));
        foreach (var (operation, outcome) in new[] { ("REST.PUT.OBJECT", "ok"), ("REST.GET.OBJECT", "absent"), ("REST.GET.OBJECT", "denied") })
        {
            Assert.Contains(
                metrics.Split('\n'), line => line.StartsWith("daypass_s3_requests_total{", StringComparison.Ordinal)
                    && new[] { operation, world.Server.Account, outcome }.All(word => line.Contains($"\"{word}\"", StringComparison.Ordinal)));
        }

        Assert.Contains("daypass_s3_store_duration_seconds_bucket{", metrics, StringComparison.Ordinal);
        Assert.Contains("daypass_s3_store_ready{store=\"main\"} 1", metrics, StringComparison.Ordinal);
        await world.StopGateway();
        var lines = (await File.ReadAllLinesAsync(world.AccessLog)).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["REST.PUT.OBJECT 200", "REST.GET.OBJECT 404", "REST.GET.OBJECT 403"],
            lines.Select(static line => $"{line.GetProperty("operation").GetString()} {line.GetProperty("status").GetInt32()}"));
        Assert.Equal((5, "main", "STORES0WN1D"), (lines[0].GetProperty("bytesReceived").GetInt32(), lines[0].GetProperty("store").GetString(),
            lines[0].GetProperty("storeRequestId").GetString()));
        Assert.Equal("https://s3.example.com/lake/key?X-Amz-Security-Token=-&x=1", lines[2].GetProperty("referer").GetString());
        Assert.DoesNotContain(caller.SessionToken!, await File.ReadAllTextAsync(world.AccessLog), StringComparison.Ordinal);
    }

    private static AccessRecord Record() => new()
    {
        Time = new DateTimeOffset(2027, 2, 6, 0, 0, 38, TimeSpan.Zero),
        RequestId = "3E57427F3EXAMPLE",
        HostId = "hostid=",
        RequestLine = RequestLine.Of("GET", "/lake/a%20b%22?X-Amz-Signature=abc&versionId=v"),
        Host = "s3.example.com",
        Address = "192.0.2.3",
        BucketAccount = "111122223333",
        Bucket = "lake",
        Key = "a b\"",
        VersionId = "v",
        Requester = "arn:aws:sts::111122223333:assumed-role/r/s",
        Operation = "REST.GET.OBJECT",
        Status = 200,
        BytesSent = 5,
        ObjectSize = 1000,
        Total = TimeSpan.FromMilliseconds(12.5),
        Turnaround = TimeSpan.FromMilliseconds(7.1),
        UserAgent = "agent \"x\" \n ",
        AuthType = "QueryString",
        TlsVersion = "TLSv1.3",
        StoreRequestId = "tx0",
    };
}
