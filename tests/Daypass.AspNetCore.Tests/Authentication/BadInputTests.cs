using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Daypass.AspNetCore.Permissions;
using Daypass.AspNetCore.Tests.Hosting;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Daypass.AspNetCore.Tests.Authentication;

/// <summary>Requests that no client sends, byte by byte to a real Kestrel: none of them reaches a handler.</summary>
public sealed class BadInputTests(BadInputTests.Service fixture) : IClassFixture<BadInputTests.Service>
{
    private const string Target = "/orders/7";

    private readonly ProtectedService _service = fixture.Orders;

    private string Host => _service.Url.Authority;

    [Fact]
    public async Task The_same_request_is_taken_when_nothing_is_wrong()
    {
        var answer = await Send(Target, Sign(Target));
        Assert.True(answer.Status == 200, answer.ToString());
    }

    [Theory]
    [InlineData("sts", "eu-west-1", "SignatureDoesNotMatch")]
    [InlineData("iam", "eu-west-1", "SignatureDoesNotMatch")]
    [InlineData("daypass", "eu-west-1", "SignatureDoesNotMatch")]
    [InlineData("bills", "eu-west-1", "SignatureDoesNotMatch")]
    [InlineData("orders", "us-east-1", "SignatureDoesNotMatch")]
    [InlineData("orders", "aws-global", "SignatureDoesNotMatch")]
    public async Task A_signature_for_another_scope_is_refused(string service, string region, string code)
    {
        var answer = await Send(Target, Sign(Target, service: service, region: region));
        Assert.True(answer.Status == 403 && answer.Body.Contains($"<Code>{code}</Code>", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task A_request_that_was_signed_for_sts_is_no_request_to_this_service()
    {
        // As it was captured on its way to the server, and sent here.
        const string Form = "Action=GetCallerIdentity&Version=2011-06-15";
        var headers = Sign("/", service: "sts", region: "us-east-1", method: "POST", body: Encoding.ASCII.GetBytes(Form));
        var answer = await RawExchange.Send(_service.Url, RawExchange.Request(
            ["POST / HTTP/1.1", .. headers, $"Content-Length: {Form.Length}", "Connection: close"], Encoding.ASCII.GetBytes(Form)));
        Assert.NotEqual(200, answer.Status);
    }

    public static TheoryData<string, string[], int> Heads => new()
    {
        { "a second Authorization", ["Authorization: AWS4-HMAC-SHA256 Credential=x"], 400 },
        { "a second Authorization of another kind", ["Authorization: Bearer x"], 400 },
        { "a second Host", ["Host: elsewhere.example"], 400 },
        { "a second date", ["X-Amz-Date: 20260701T120000Z"], 400 },
        { "a second Content-SHA256", ["x-amz-content-sha256: UNSIGNED-PAYLOAD"], 400 },
        { "a header of AWS that is not signed", ["X-Amz-Meta-Admin: true"], 403 },
        { "a session token that is not signed", ["X-Amz-Security-Token: x"], 403 },
        { "a folded header", ["X-Note: one", "  two"], 400 },
        { "a header without a name", [": x"], 400 },
        { "a blank before the colon", ["X-Note : x"], 400 },
        { "a header with NUL", ["X-Note: a\0b"], 400 },
    };

    [Theory, MemberData(nameof(Heads))]
    public async Task A_head_that_says_things_twice_or_askew_is_refused(string name, string[] more, int status)
    {
        var answer = await Send(Target, [.. Sign(Target), .. more]);
        Assert.True(answer.Status == status, $"{name}: {answer}");
    }

    [Fact]
    public async Task A_signed_header_that_is_sent_twice_or_folded_is_another_one()
    {
        var signed = Sign(Target, more: [new("X-Note", "one")]);
        Assert.Equal(200, (await Send(Target, signed)).Status);
        Assert.Equal(403, (await Send(Target, [.. signed, "X-Note: two"])).Status);
        var folded = signed.Select(static line => line == "X-Note: one" ? "X-Note:\r\n one" : line);
        Assert.Equal(400, (await Send(Target, folded)).Status);

        // The case of a name and blanks around a value say nothing, in HTTP and in the signature.
        Assert.Equal(200, (await Send(Target, signed.Select(static line => line == "X-Note: one" ? "x-NOTE:   one  " : line))).Status);
        Assert.Equal(403, (await Send(Target, signed.Select(static line => line == "X-Note: one" ? "X-Note: ONE" : line))).Status);
    }

    [Fact]
    public async Task Without_a_signed_host_there_is_no_request()
    {
        var signed = Sign(Target).Select(static line => line.Replace("SignedHeaders=host;", "SignedHeaders=", StringComparison.Ordinal));
        var answer = await Send(Target, signed);
        Assert.True(answer.Status == 403 && answer.Body.Contains("SignedHeader", StringComparison.Ordinal), answer.ToString());
        var elsewhere = Sign(Target).Select(static line => line.StartsWith("Host:", StringComparison.Ordinal) ? "Host: elsewhere.example" : line);
        Assert.Equal(403, (await Send(Target, elsewhere)).Status);
    }

    /// <summary>The target that is sent, and the one that was signed; what a handler saw when the request was taken.</summary>
    [Theory]
    [InlineData("/orders/./7", "/orders/./7", 200, "7")]
    [InlineData("/orders/x/../7", "/orders/x/../7", 200, "7")]
    [InlineData("/orders/x/../8", "/orders/7", 403, null)]
    [InlineData("/orders/7/../8", "/orders/7/../8", 403, null)]
    [InlineData("/orders/%37", "/orders/%37", 200, "7")]
    [InlineData("/orders/%37", "/orders/7", 403, null)]
    [InlineData("/orders/7", "/orders/%37", 403, null)]
    [InlineData("/orders/%2e%2e/orders/7", "/orders/%2e%2e/orders/7", 200, "7")]
    [InlineData("/orders/8%2F..%2F7", "/orders/8%2F..%2F7", 400, null)]
    [InlineData("/orders/a+b", "/orders/a%20b", 403, null)]
    [InlineData("/orders/a+b", "/orders/a+b", 200, "a+b")]
    [InlineData("/orders/7?a=1&b=2", "/orders/7?b=2&a=1", 200, "7")]
    [InlineData("/orders/7?a=1&a=2", "/orders/7?a=2&a=1", 200, "7")]
    [InlineData("/orders/7?a=1&a=2", "/orders/7?a=1", 403, null)]
    [InlineData("/orders/7?a", "/orders/7?a=", 200, "7")]
    [InlineData("/orders/7?=x", "/orders/7?=x", 200, "7")]
    [InlineData("/orders/7?=x", "/orders/7", 403, null)]
    [InlineData("/orders/7?a=+", "/orders/7?a=%2B", 200, "7")]
    [InlineData("/orders/7?a=+", "/orders/7?a=%20", 403, null)]
    [InlineData("/orders/7?a=%zz", "/orders/7", 400, null)]
    [InlineData("/orders/7?x=1", "/orders/7", 403, null)]
    [InlineData("/ORDERS/7", "/orders/7", 403, null)]
    public async Task What_was_signed_is_the_target_as_it_was_sent(string sent, string signed, int status, string? handled)
    {
        var answer = await Send(sent, Sign(signed));
        Assert.True(answer.Status == status, answer.ToString());
        Assert.True(handled is null || answer.Body.Contains($"<{handled}>", StringComparison.Ordinal), answer.ToString());
    }

    [Fact]
    public async Task An_absolute_target_is_taken_for_this_host_alone()
    {
        var answer = await Send($"http://{Host}{Target}", Sign(Target));
        Assert.True(answer.Status == 200, answer.ToString());
        Assert.NotEqual(200, (await Send($"http://elsewhere.example{Target}", Sign(Target))).Status);
        Assert.NotEqual(200, (await Send($"http://{Host}/orders/8", Sign(Target))).Status);
        foreach (var strange in new[] { "*", "orders/7", $"//{Host}{Target}", $"{Target}#x", $"{Target} x" })
        {
            Assert.NotEqual(200, (await Send(strange, Sign(Target))).Status);
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("get")]
    [InlineData("GE T")]
    public async Task Another_method_is_another_request(string method)
    {
        var answer = await RawExchange.Send(_service.Url, RawExchange.Request([$"{method} {Target} HTTP/1.1", .. Sign(Target), "Connection: close"]));
        Assert.True(answer.Status is 400 or 403 or 404 or 405, answer.ToString());
    }

    [Fact]
    public async Task A_head_that_is_too_large_is_refused()
    {
        Assert.Equal(431, (await Send(Target, [.. Sign(Target), $"X-Large: {new string('x', 40_000)}"])).Status);
        Assert.Equal(431, (await Send(Target, [.. Sign(Target), .. Enumerable.Range(0, 200).Select(static index => $"X-{index}: x")])).Status);
        Assert.Equal(414, (await Send($"{Target}?{new string('x', 10_000)}", Sign(Target))).Status);
        var authorization = await Send(Target, [$"Host: {Host}", $"Authorization: AWS4-HMAC-SHA256 {new string('x', 9000)}"]);
        Assert.True(authorization.Status == 400 && authorization.Body.Contains("IncompleteSignature", StringComparison.Ordinal), authorization.ToString());
    }

    [Fact]
    public async Task A_body_with_two_lengths_or_too_long_is_refused()
    {
        var body = Encoding.ASCII.GetBytes(new string('x', 2000));
        var signed = Sign("/notes", method: "POST", body: body, isHashSent: false);
        Assert.Equal(200, (await RawExchange.Send(_service.Url, RawExchange.Request(
            ["POST /notes HTTP/1.1", .. signed, $"Content-Length: {body.Length}", "Connection: close"], body))).Status);
        var two = await RawExchange.Send(_service.Url, RawExchange.Request(
            ["POST /notes HTTP/1.1", .. signed, "Content-Length: 3", "Transfer-Encoding: chunked", "Connection: close"], "3\r\nabc\r\n0\r\n\r\n"u8.ToArray()));
        Assert.Equal(400, two.Status);
        var other = await RawExchange.Send(_service.Url, RawExchange.Request(
            ["POST /notes HTTP/1.1", .. signed, "Content-Length: 3", "Connection: close"], "abc"u8.ToArray()));
        Assert.True(other.Status == 403 && other.Body.Contains("SignatureDoesNotMatch", StringComparison.Ordinal), other.ToString());
        var large = Encoding.ASCII.GetBytes(new string('x', 70_000));
        foreach (var frame in new[] { $"Content-Length: {large.Length}", "Transfer-Encoding: chunked" })
        {
            byte[] sent = frame[0] == 'C' ? large : [.. "11170\r\n"u8, .. large, .. "\r\n0\r\n\r\n"u8];
            var answer = await RawExchange.Send(_service.Url, RawExchange.Request(
                ["POST /notes HTTP/1.1", .. Sign("/notes", method: "POST", body: large, isHashSent: false), frame, "Connection: close"], sent));
            Assert.True(answer.Status == 413, $"{frame}: {answer}");
        }
    }

    [Fact]
    public async Task A_presigned_request_is_taken_for_as_long_as_it_says()
    {
        var signer = new SigV4Signer(SigV4Rules.For("orders"), ProtectedService.Region);
        var unsigned = new SignedRequest("GET", Target, new HeaderField[] { new("Host", Host) });
        var now = _service.Server.Clock.GetUtcNow();
        string Presign(DateTimeOffset at, int seconds) =>
            signer.Presign(unsigned, SHA256.HashData([]), fixture.Key, at, TimeSpan.FromSeconds(seconds));
        Assert.Equal(200, (await Send(Presign(now, 60), [$"Host: {Host}"])).Status);
        Assert.Equal(200, (await Send(Presign(now.AddHours(-2), 3 * 3600), [$"Host: {Host}"])).Status);
        Assert.Equal(403, (await Send(Presign(now.AddSeconds(-90), 60), [$"Host: {Host}"])).Status);
        Assert.Equal(403, (await Send(Presign(now.AddMinutes(20), 60), [$"Host: {Host}"])).Status);
        Assert.Equal(400, (await Send(Presign(now, 8 * 24 * 3600), [$"Host: {Host}"])).Status);
        var good = Presign(now, 60);
        foreach (var changed in new[]
        {
            good.Replace(Target, "/orders/8", StringComparison.Ordinal), good + "&x=1",
            good.Replace("X-Amz-Expires=60", "X-Amz-Expires=600", StringComparison.Ordinal),
            good + "&X-Amz-Signature=" + new string('0', 64), good + "&x-amz-date=20260701T120000Z", good[..^1],
            good.Replace("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=", StringComparison.Ordinal),
        })
        {
            Assert.True((await Send(changed, [$"Host: {Host}"])).Status is 400 or 403, changed);
        }

        // In both places at once, no one knows which counts.
        Assert.True((await Send(good, Sign(good))).Status is 400 or 403);
        Assert.Equal(403, (await Send(good, [$"Host: {Host}", "Authorization: Bearer x"])).Status);
    }

    [Fact]
    public async Task Over_HTTP_2_the_same_holds()
    {
        using var good = await _service.Send(fixture.Key, "/orders/7?b=2&a=%2F", isHttp2: true);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using var encoded = await _service.Send(fixture.Key, "/orders/%37", isHttp2: true);
        Assert.Equal(HttpStatusCode.OK, encoded.StatusCode);
        using var slash = await _service.Send(fixture.Key, "/orders/8%2F7", isHttp2: true);
        Assert.Equal(HttpStatusCode.BadRequest, slash.StatusCode);
        var forged = new HttpRequestMessage(HttpMethod.Get, ProtectedService.Exact(_service.Url2, "/orders/8"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var header in _service.Sign(fixture.Key, Target, "GET", [], _service.Url2, isHashSent: true, []))
        {
            forged.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        using var refused = await _service.Http.SendAsync(forged);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Below_a_base_path_the_whole_path_is_signed()
    {
        Assert.Equal(200, (await Send("/base/orders/7", Sign("/base/orders/7"))).Status);
        Assert.Equal(403, (await Send("/base/orders/7", Sign("/orders/7"))).Status);
    }

    [Fact]
    public async Task A_signature_that_is_too_old_or_too_new_is_refused()
    {
        foreach (var minutes in new[] { -16, 16 })
        {
            Assert.Equal(403, (await Send(Target, Sign(Target, shift: TimeSpan.FromMinutes(minutes)))).Status);
        }

        Assert.Equal(200, (await Send(Target, Sign(Target, shift: TimeSpan.FromMinutes(-14)))).Status);
    }

    private Task<RawExchange> Send(string target, IEnumerable<string> headers) =>
        RawExchange.Send(_service.Url, RawExchange.Request([$"GET {target} HTTP/1.1", .. headers, "Connection: close"]));

    private List<string> Sign(
        string target, string service = "orders", string region = ProtectedService.Region, string method = "GET", byte[]? body = null, bool isHashSent = true,
        TimeSpan shift = default, IReadOnlyList<HeaderField>? more = null)
    {
        var hash = SHA256.HashData(body ?? []);
        List<HeaderField> headers = [new("Host", Host), .. more ?? []];
        if (isHashSent)
        {
            headers.Add(new("x-amz-content-sha256", Convert.ToHexStringLower(hash)));
        }

        var question = target.IndexOf("X-Amz-Signature", StringComparison.Ordinal);
        var signable = question < 0 ? target : Target;
        var signed = new SigV4Signer(SigV4Rules.For(service), region).Sign(
            new SignedRequest(method, signable, headers.ToArray()), hash, fixture.Key, _service.Server.Clock.GetUtcNow() + shift);
        return [.. headers.Concat(signed).Select(static header => string.Create(CultureInfo.InvariantCulture, $"{header.Name}: {header.Value}"))];
    }

    /// <summary>A service whose user may do all with some orders.</summary>
    public sealed class Service : IAsyncLifetime
    {
        internal ProtectedService Orders { get; private set; } = null!;

        internal SigningCredentials Key { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Orders = await ProtectedService.Start(
                static app =>
                {
                    app.UsePathBase("/base");
                    app.UseRouting();
                    app.UseAuthentication();
                    app.UseAuthorization();
                    app.MapGet("/orders/{id}", (string id) => $"<{id}>").RequirePermission("orders:Read", "arn:aws:orders:{region}:{account}:order/{id}");
                    app.MapPost("/notes", async (HttpContext http) =>
                    {
                        using var reader = new StreamReader(http.Request.Body);
                        return (await reader.ReadToEndAsync()).Length;
                    }).RequireAuthorization();
                },
                static options => options.LongestKeptBody = 64 * 1024,
                new ManualClock());
            Key = await Orders.NewUser("some", $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:Read","Resource":"*"},
                {"Effect":"Deny","Action":"orders:Read","Resource":"arn:aws:orders:*:*:order/8"}]}
                """);
        }

        public async Task DisposeAsync() => await Orders.DisposeAsync();
    }
}
