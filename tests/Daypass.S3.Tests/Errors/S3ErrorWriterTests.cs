using System.Text;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Signing;
using Daypass.S3.Errors;

namespace Daypass.S3.Tests.Errors;

public sealed class S3ErrorWriterTests
{
    private const string Id = "4442587FB7D0A2F9";

    private static readonly DateTimeOffset Now = new(2025, 9, 3, 16, 21, 50, TimeSpan.Zero);

    [Fact]
    public void An_error_has_its_elements_before_the_two_ids()
    {
        var written = S3ErrorWriter.Write(S3Errors.NoSuchKey("a <b>"), Id, "host/id=");
        Assert.Equal((404, "application/xml"), (written.Status, written.ContentType));
        Assert.Equal([new("x-amz-request-id", Id), new("x-amz-id-2", "host/id=")], written.Headers);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"
            + $"<Key>a &lt;b&gt;</Key><RequestId>{Id}</RequestId><HostId>host/id=</HostId></Error>",
            Encoding.UTF8.GetString(written.Body.Span));
    }

    [Fact]
    public void HEAD_is_answered_without_a_body()
    {
        var written = S3ErrorWriter.Write(S3Errors.AccessDenied, Id, "h", isHead: true);
        Assert.Equal((403, 0), (written.Status, written.Body.Length));
    }

    [Fact]
    public void What_no_XML_may_hold_becomes_a_question_mark() => Assert.Contains(
        "<Key>a?b\uFFFD&#13;</Key>", Encoding.UTF8.GetString(S3ErrorWriter.Write(S3Errors.NoSuchKey("a\u0001b\uFFFD\r"), Id, "h").Body.Span),
        StringComparison.Ordinal);

    [Fact]
    public void A_redirect_names_the_region()
    {
        var written = S3ErrorWriter.Write(S3Errors.PermanentRedirect("bucket", "bucket.eu.example.org", "eu"), Id, "h");
        Assert.Equal((301, "eu"), (written.Status, written.Headers.Single(static header => header.Key == "x-amz-bucket-region").Value));
        Assert.Contains("<Endpoint>bucket.eu.example.org</Endpoint>", Encoding.UTF8.GetString(written.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_is_for_the_log_alone()
    {
        var written = S3ErrorWriter.Write(S3Error.From(new AwsError("AccessDenied", 403, "Access Denied") { Reason = "secret" }), Id, "h");
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(written.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_differs_is_shown_what_was_signed()
    {
        var head = S3Text.Head(
            "GET /bucket/k",
            "Authorization: AWS4-HMAC-SHA256 Credential=ASIAX/20261130/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=ab12",
            "x-amz-date: 20250903T162150Z");
        var error = SignatureErrors.Complete(
            new AwsError("SignatureDoesNotMatch", 403, "The request signature we calculated does not match the signature you provided."), head, Now,
            new SigningTexts("GET\n/", "AWS4\nx"));
        Assert.Equal(
            [
                new("AWSAccessKeyId", "ASIAX"), new("StringToSign", "AWS4\nx"), new("SignatureProvided", "ab12"),
                new("StringToSignBytes", "41 57 53 34 0a 78"), new("CanonicalRequest", "GET\n/"), new("CanonicalRequestBytes", "47 45 54 0a 2f"),
            ],
            error.Elements);
    }

    [Fact]
    public void A_clock_that_is_wrong_is_told_the_time()
    {
        var head = S3Text.Head("GET /bucket/k", "x-amz-date: 20250901T162148Z");
        var error = SignatureErrors.Complete(new AwsError("RequestTimeTooSkewed", 403, "m"), head, Now, null);
        Assert.Equal(
            [new("RequestTime", "20250901T162148Z"), new("ServerTime", "2025-09-03T16:21:50Z"), new("MaxAllowedSkewMilliseconds", "900000")], error.Elements);
    }

    [Fact]
    public void A_URL_that_has_run_out_is_told_when()
    {
        var head = S3Text.Head("GET /bucket/k?X-Amz-Date=20250903T162000Z&X-Amz-Expires=60&X-Amz-Credential=ASIAX%2F20250903%2Fr%2Fs3%2Faws4_request");
        var error = SignatureErrors.Complete(new AwsError("AccessDenied", 403, "Request has expired"), head, Now, null);
        Assert.Equal(
            [new("X-Amz-Expires", "60"), new("Expires", "2025-09-03T16:21:00Z"), new("ServerTime", "2025-09-03T16:21:50Z")], error.Elements);
        Assert.Equal(
            [new("AWSAccessKeyId", "ASIAX")],
            SignatureErrors.Complete(new AwsError("InvalidAccessKeyId", 403, "m"), head, Now, null).Elements);
    }

    [Fact]
    public void Headers_that_are_not_signed_are_named_in_their_order()
    {
        var head = S3Text.Head(
            "PUT /bucket/k", "Authorization: AWS4-HMAC-SHA256 Credential=A/b/c/s3/aws4_request,SignedHeaders=host,Signature=s", "X-Amz-Date: d",
            "Content-Type: t", "x-amz-decoded-content-length: 5");
        var error = SignatureErrors.Complete(
            new AwsError("AccessDenied", 403, "There were headers present in the request which were not signed"), head, Now, null);
        Assert.Equal([new("HeadersNotSigned", "x-amz-date, x-amz-decoded-content-length")], error.Elements);
    }

    [Fact]
    public void The_header_that_authenticates_is_named_but_not_shown() => Assert.Equal(
        [new(S3Errors.ArgumentName, "Authorization")],
        SignatureErrors.Complete(
            new AwsError("InvalidArgument", 400, "Unsupported Authorization Type"), S3Text.Head("GET /", "Authorization: Basic c2VjcmV0"), Now, null).Elements);
}
