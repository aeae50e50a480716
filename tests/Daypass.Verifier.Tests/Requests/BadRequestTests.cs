using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Payloads;
using Daypass.Verifier.Requests;

namespace Daypass.Verifier.Tests.Requests;

/// <summary>Requests that are not as they should be: each refused with the code of S3 or of the other services, and nothing of a body passed on.</summary>
public sealed class BadRequestTests
{
    private const string Body = "Daypass keeps every chunk honest";
    private const string Long = "long";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Hash = SHA256.HashData(Encoding.UTF8.GetBytes(Body));
    private static readonly string HashText = Convert.ToHexStringLower(Hash);

    /// <summary>What is changed in a request that is well signed; the code of S3 and that of another service.</summary>
    [Theory]
    [InlineData("nothing", null, null)]
    [InlineData("scope-service", "AuthorizationHeaderMalformed", "SignatureDoesNotMatch")]
    [InlineData("scope-region", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("scope-region-word", "AuthorizationHeaderMalformed", "SignatureDoesNotMatch")]
    [InlineData("scope-day", "AuthorizationHeaderMalformed", "SignatureDoesNotMatch")]
    [InlineData("scope-terminator", "AuthorizationHeaderMalformed", "SignatureDoesNotMatch")]
    [InlineData("scope-parts", "AuthorizationHeaderMalformed", "IncompleteSignature")]
    [InlineData("for-sts", "AuthorizationHeaderMalformed", "SignatureDoesNotMatch")]
    [InlineData("unknown-key", "InvalidAccessKeyId", "InvalidClientTokenId")]
    [InlineData("short-key", "InvalidAccessKeyId", "InvalidClientTokenId")]
    [InlineData("other-secret", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("no-signature", "AuthorizationHeaderMalformed", "IncompleteSignature")]
    [InlineData("no-credential", "AuthorizationHeaderMalformed", "IncompleteSignature")]
    [InlineData("no-signed-headers", "AuthorizationHeaderMalformed", "IncompleteSignature")]
    [InlineData("no-date", "AccessDenied", "IncompleteSignature")]
    [InlineData("no-authorization", "AccessDenied", "MissingAuthenticationToken")]
    [InlineData("bearer", "InvalidArgument", "IncompleteSignature")]
    [InlineData("version-2", "InvalidRequest", "IncompleteSignature")]
    [InlineData("late", "RequestTimeTooSkewed", "SignatureDoesNotMatch")]
    [InlineData("early", "RequestTimeTooSkewed", "SignatureDoesNotMatch")]
    [InlineData("folded-header", null, null)]
    [InlineData("repeated-authorization", "InvalidArgument", "IncompleteSignature")]
    [InlineData("repeated-host", "InvalidArgument", "IncompleteSignature")]
    [InlineData("repeated-date", "InvalidArgument", "IncompleteSignature")]
    [InlineData("repeated-signed", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("amz-header-not-signed", "AccessDenied", "SignatureDoesNotMatch")]
    [InlineData("host-not-signed", "AccessDenied", "SignatureDoesNotMatch")]
    [InlineData("no-host", "AccessDenied", "SignatureDoesNotMatch")]
    [InlineData("other-host", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("signed-header-gone", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("header-case", null, null)]
    [InlineData("http2-names", null, null)]
    [InlineData("header-blanks", null, null)]
    [InlineData("method-case", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("method-strange", "MethodNotAllowed", "SignatureDoesNotMatch")]
    [InlineData("absolute-form", null, null)]
    [InlineData("absolute-form-of-another", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("dot-segments", "SignatureDoesNotMatch", null)]
    [InlineData("double-slash", "SignatureDoesNotMatch", null)]
    [InlineData("dots-out", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("encoded-slash", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("plus-in-path", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("bad-escape", "InvalidURI", "MalformedQueryString")]
    [InlineData("backslash", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("query-added", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("query-repeated", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("query-empty-name", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("query-other-order", null, null)]
    [InlineData("query-without-equals", null, null)]
    [InlineData("both-forms", "InvalidArgument", "SignatureDoesNotMatch")]
    [InlineData("long-authorization", "AuthorizationHeaderMalformed", "IncompleteSignature")]
    [InlineData("signature-upper-case", "SignatureDoesNotMatch", "SignatureDoesNotMatch")]
    [InlineData("hash-of-another", "XAmzContentSHA256Mismatch", "SignatureDoesNotMatch")]
    [InlineData("hash-no-hex", "InvalidRequest", "SignatureDoesNotMatch")]
    public async Task A_request_is_refused_with_the_code_that_the_service_gives(string change, string? ofS3, string? ofOthers)
    {
        Assert.Equal(ofS3, (await Verify(change, "s3"))?.Code);
        Assert.Equal(ofOthers, (await Verify(change, "orders"))?.Code);
    }

    [Theory]
    [InlineData("X-Amz-Expires=604801", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=-1", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=ten", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Expires=", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Date=20261130T110000Z", "AccessDenied")]
    [InlineData("X-Amz-Date=2026", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Credential=x", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-SignedHeaders=date", "AccessDenied")]
    [InlineData("X-Amz-Signature=", "AuthorizationQueryParametersError")]
    [InlineData("X-Amz-Signature=00", "SignatureDoesNotMatch")]
    public async Task A_presigned_request_of_s3_is_refused_with_the_code_of_s3(string parameter, string code)
    {
        HeaderField[] headers = [new("Host", "s3.example.com")];
        var rules = RulesOf("s3");
        var good = new SigV4Signer(rules, "eu-west-1").Presign(
            new SignedRequest("GET", "/papers/7", headers), Hash, StubServer.Credentials, Now, TimeSpan.FromMinutes(10));
        var name = parameter[..(parameter.IndexOf('=', StringComparison.Ordinal) + 1)];
        var changed = string.Join('&', good.Split('&').Select(pair => !pair.Contains(name, StringComparison.Ordinal) ? pair
            : pair.StartsWith('/') ? "/papers/7?" + parameter
            : parameter));
        Assert.NotEqual(good, changed);
        Assert.Null(await Ask(new SignedRequest("GET", good, headers), rules));
        Assert.Equal(code, (await Ask(new SignedRequest("GET", changed, headers), rules))?.Code);
        foreach (var twice in new[] { good + "&" + parameter, good.Replace("?", "?=x&", StringComparison.Ordinal), good + "&x" })
        {
            Assert.NotNull(await Ask(new SignedRequest("GET", twice, headers), rules));
        }
    }

    [Theory]
    [InlineData(
        "SignatureDoesNotMatch", 403, "other-secret",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.")]
    [InlineData(
        "AuthorizationHeaderMalformed", 400, "for-sts",
        "The authorization header is malformed; incorrect service \"sts\". This endpoint belongs to \"s3\".")]
    [InlineData(
        "AuthorizationHeaderMalformed", 400, "scope-terminator",
        "The authorization header is malformed; incorrect terminal \"aws5_request\". This endpoint uses \"aws4_request\".")]
    [InlineData("InvalidAccessKeyId", 403, "unknown-key", "The AWS Access Key Id you provided does not exist in our records.")]
    [InlineData("AccessDenied", 403, "amz-header-not-signed", "There were headers present in the request which were not signed")]
    [InlineData("InvalidRequest", 400, "hash-no-hex", "The value of x-amz-content-sha256 header is invalid.")]
    public async Task The_words_are_those_of_s3(string code, int status, string change, string message)
    {
        var error = await Verify(change, "s3");
        Assert.Equal((code, status, message), (error!.Code, error.Status, error.Message));
    }

    [Theory]
    [InlineData("other", 0)]
    [InlineData("shorter", 0)]
    [InlineData("longer", 0)]
    public async Task A_body_with_another_hash_ends_with_a_refusal(string change, int expected)
    {
        var body = change switch { "shorter" => Body[..^1], "longer" => Body + "!", _ => Body.Replace('D', 'd') };
        var fault = await StubServer.With(RulesOf("s3"), Now, async verifier =>
        {
            var found = await verifier.Find(Signed("s3"), default);
            Assert.Null(verifier.Verify(found.Value));
            var read = RequestVerifier.OpenBody(found.Value, new MemoryStream(Encoding.UTF8.GetBytes(body)), null, null).Value!;
            var buffer = new byte[1024];
            Assert.True(await read.ReadAsync(buffer) > expected);
            return await Assert.ThrowsAsync<PayloadException>(() => read.CopyToAsync(Stream.Null));
        });
        Assert.Equal(("XAmzContentSHA256Mismatch", 400), (fault.Error.Code, fault.Error.Status));
    }

    [Theory]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", null, null, "MissingContentLength")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", 32L, "x-amz-checksum-crc32", "MalformedTrailerError")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", 32L, null, "MalformedTrailerError")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", 32L, null, "MalformedTrailerError")]
    public async Task A_framed_body_needs_its_length_and_the_trailer_it_announces(string form, long? length, string? trailer, string code)
    {
        var error = await StubServer.With(RulesOf("s3"), Now, async verifier =>
        {
            var found = await verifier.Find(Signed("s3", form), default);
            Assert.Null(verifier.Verify(found.Value));
            return RequestVerifier.OpenBody(found.Value, new MemoryStream(), length, trailer).Error!;
        });
        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")]
    [InlineData("unsigned-payload")]
    public async Task A_form_of_s3_is_no_form_elsewhere(string form)
    {
        Assert.Equal("SignatureDoesNotMatch", (await Ask(Signed("orders", form), SigV4Rules.For("orders")))?.Code);
        Assert.Equal("InvalidRequest", (await Ask(Signed("s3", form), SigV4Rules.For("s3")))?.Code);
    }

    private static SigV4Rules RulesOf(string service) => SigV4Rules.For(service) with { AllowPayloadForms = service == "s3" };

    private static Task<AwsError?> Verify(string change, string service) => Ask(Change(change, service), RulesOf(service));

    private static Task<AwsError?> Ask(SignedRequest request, SigV4Rules rules) => StubServer.With(rules, Now, async verifier =>
    {
        var found = await verifier.Find(request, default);
        return found.Succeeded ? verifier.Verify(found.Value, Hash) : found.Error;
    });

    private static SignedRequest Signed(
        string service, string? hash = null, SigningCredentials? signer = null, DateTimeOffset? at = null, string? signFor = null)
    {
        HeaderField[] headers =
            [new("Host", "files.example.com"), new("x-amz-content-sha256", hash ?? HashText), new("Content-Type", "text/plain"), new("X-Note", "a b")];
        var unsigned = new SignedRequest("PUT", "/papers/a%2Bb/7?b=2&a=1&c=", headers);
        var rules = RulesOf(service) with { Service = signFor ?? service };
        var made = new SigV4Signer(rules, "eu-west-1").Sign(unsigned, Hash, signer ?? StubServer.Credentials, at ?? Now);
        return unsigned with { Headers = (HeaderField[])[.. headers, .. made] };
    }

    private static SignedRequest Change(string change, string service)
    {
        var good = Signed(service);
        return change switch
        {
            "nothing" => good,
            "scope-service" => Edit(good, "Authorization", $"/{service}/", "/other/"),
            "scope-region" => Edit(good, "Authorization", "/eu-west-1/", "/eu-west-2/"),
            "scope-region-word" => Edit(good, "Authorization", "/eu-west-1/", "/aws-global/"),
            "scope-day" => Edit(good, "Authorization", "/20261130/", "/20261129/"),
            "scope-terminator" => Edit(good, "Authorization", "/aws4_request", "/aws5_request"),
            "scope-parts" => Edit(good, "Authorization", "/eu-west-1/", "/"),
            "for-sts" => Signed(service, signFor: "sts"),
            "unknown-key" => Edit(good, "Authorization", StubServer.AccessKeyId, "AKIDEXAMPLE000000002"),
            "short-key" => Edit(good, "Authorization", StubServer.AccessKeyId, "AKID"),
            "other-secret" => Signed(service, signer: StubServer.Credentials with { SecretAccessKey = Secret.NewAccessKey() }),
            "no-signature" => Edit(good, "Authorization", "Signature=", "Sign="),
            "no-credential" => Edit(good, "Authorization", "Credential=", "Cred="),
            "no-signed-headers" => Edit(good, "Authorization", "SignedHeaders=", "Headers="),
            "no-date" => Without(good, "X-Amz-Date"),
            "no-authorization" => Without(good, "Authorization"),
            "bearer" => Edit(good, "Authorization", "AWS4-HMAC-SHA256", "Bearer"),
            "version-2" => Edit(good, "Authorization", "AWS4-HMAC-SHA256 ", "AWS "),
            "late" => Signed(service, at: Now.AddMinutes(-16)),
            "early" => Signed(service, at: Now.AddMinutes(16)),
            "folded-header" => Edit(good, "X-Note", "a b", "a\r\n b"),
            "repeated-authorization" => With(good, "authorization", good.Headers.Span[^1].Value),
            "repeated-host" => With(good, "host", "files.example.com"),
            "repeated-date" => With(good, "x-amz-date", "20261130T120000Z"),
            "repeated-signed" => With(good, "X-Note", "c"),
            "amz-header-not-signed" => With(good, "X-Amz-Meta-Note", "c"),
            "host-not-signed" => Edit(good, "Authorization", "host;", ""),
            "no-host" => Without(good, "Host"),
            "other-host" => Edit(good, "Host", "files", "other"),
            "signed-header-gone" => Without(good, "X-Note"),
            "header-case" => good with { Headers = Map(good, static header => new HeaderField(header.Name.ToUpperInvariant(), header.Value)) },
            "http2-names" => good with { Headers = Map(good, static header => new HeaderField(header.Name.ToLowerInvariant(), header.Value)) },
            "header-blanks" => Edit(good, "X-Note", "a b", "  a   b "),
            "method-case" => good with { Method = "put" },
            "method-strange" => good with { Method = "PUT /x HTTP/1.1\r\n" },
            "absolute-form" => good with { RawTarget = "http://files.example.com" + good.RawTarget },
            "absolute-form-of-another" => good with { RawTarget = "http://other.example.com" + good.RawTarget },
            "dot-segments" => good with { RawTarget = good.RawTarget.Replace("/papers", "/x/../papers/.", StringComparison.Ordinal) },
            "double-slash" => good with { RawTarget = "/" + good.RawTarget },
            "dots-out" => good with { RawTarget = good.RawTarget.Replace("/7", "/../../7", StringComparison.Ordinal) },
            "encoded-slash" => good with { RawTarget = good.RawTarget.Replace("/7", "%2F7", StringComparison.Ordinal) },
            "plus-in-path" => good with { RawTarget = good.RawTarget.Replace("a%2Bb", "a%20b", StringComparison.Ordinal) },
            "bad-escape" => good with { RawTarget = good.RawTarget.Replace("%2B", "%zz", StringComparison.Ordinal) },
            "backslash" => good with { RawTarget = good.RawTarget.Replace("/7", "\\7", StringComparison.Ordinal) },
            "query-added" => good with { RawTarget = good.RawTarget + "&d=4" },
            "query-repeated" => good with { RawTarget = good.RawTarget + "&a=1" },
            "query-empty-name" => good with { RawTarget = good.RawTarget + "&=" },
            "query-other-order" => good with { RawTarget = good.RawTarget.Replace("b=2&a=1", "a=1&b=2", StringComparison.Ordinal) },
            "query-without-equals" => good with { RawTarget = good.RawTarget[..^1] },
            "both-forms" => good with { RawTarget = good.RawTarget + "&X-Amz-Signature=00" },
            "long-authorization" => Edit(good, "Authorization", "Signature=", "Signature=" + new string('0', 100_000)),
            "signature-upper-case" => UpperCaseSignature(good),
            "hash-of-another" => Edit(good, "x-amz-content-sha256", HashText, Convert.ToHexStringLower(SHA256.HashData([]))),
            "hash-no-hex" => Signed(service, Long),
            _ => throw new ArgumentException(change, nameof(change)),
        };
    }

    private static SignedRequest UpperCaseSignature(in SignedRequest good)
    {
        var value = good.Headers.Span[^1].Value;
        var signature = value[(value.LastIndexOf('=') + 1)..];
        return Edit(good, "Authorization", signature, signature.ToUpperInvariant());
    }

    private static HeaderField[] Map(in SignedRequest request, Func<HeaderField, HeaderField> map) => [.. request.Headers.ToArray().Select(map)];

    private static SignedRequest With(in SignedRequest request, string name, string value) =>
        request with { Headers = (HeaderField[])[.. request.Headers.Span, new HeaderField(name, value)] };

    private static SignedRequest Without(in SignedRequest request, string name) =>
        request with { Headers = request.Headers.ToArray().Where(header => header.Name != name).ToArray() };

    private static SignedRequest Edit(in SignedRequest request, string name, string from, string to)
    {
        Assert.Contains(request.Headers.ToArray(), header => header.Name == name && header.Value.Contains(from, StringComparison.Ordinal));
        return request with
        {
            Headers = Map(request, header => header.Name == name
                ? new HeaderField(name, header.Value.Replace(from, to, StringComparison.Ordinal))
                : header),
        };
    }
}
