using Daypass.S3.Operations;
using Daypass.S3.Requests;

namespace Daypass.S3.Tests.Requests;

public sealed class S3RequestReaderTests
{
    /// <summary>Each row of sections on paths: what is sent, which bucket and key that is, and what the store is sent.</summary>
    [Theory]
    [InlineData("/", null, null, "/")]
    [InlineData("/bucket", "bucket", null, "/bucket/")]
    [InlineData("/bucket/", "bucket", null, "/bucket/")]
    [InlineData("/bucket//", "bucket", "/", "/bucket//")]
    [InlineData("/bucket/small%20a%2Bb/%C3%A9~%281%29.txt", "bucket", "small a+b/é~(1).txt", "/bucket/small%20a%2Bb/%C3%A9~%281%29.txt")]
    [InlineData("/bucket/a+b", "bucket", "a+b", "/bucket/a%2Bb")]
    [InlineData("/bucket/a/../c//d", "bucket", "a/../c//d", "/bucket/a/../c//d")]
    [InlineData("/bucket/a/%2e%2e/c", "bucket", "a/../c", "/bucket/a/../c")]
    [InlineData("/bucket/..", "bucket", "..", "/bucket/..")]
    [InlineData("/bucket/a%2Fb", "bucket", "a/b", "/bucket/a/b")]
    [InlineData("/bucket%2Fa", "bucket", "a", "/bucket/a")]
    [InlineData("/bucket/%7e%41(", "bucket", "~A(", "/bucket/~A%28")]
    [InlineData("/bucket/%25", "bucket", "%", "/bucket/%25")]
    [InlineData("/bucket/%2525", "bucket", "%25", "/bucket/%2525")]
    [InlineData("/bucket/%F0%9F%98%80", "bucket", "😀", "/bucket/%F0%9F%98%80")]
    [InlineData("/bucket/%01", "bucket", "\u0001", "/bucket/%01")]
    [InlineData("/bucket/a?x-id=GetObject", "bucket", "a", "/bucket/a")]
    [InlineData("/my.bucket/a", "my.bucket", "a", "/my.bucket/a")]
    [InlineData("http://127.0.0.1:8030/bucket/a", "bucket", "a", "/bucket/a")]
    public void A_path_is_decoded_once_and_encoded_once(string target, string? bucket, string? key, string sent)
    {
        var request = S3Text.Understood("GET " + target);
        Assert.Equal((bucket, key, sent), (request.Bucket, request.Key, request.TargetFor(request.Bucket)));
    }

    [Theory]
    [InlineData("bucket.s3.example.org", "/a/b", "bucket", "a/b")]
    [InlineData("BUCKET.S3.Example.ORG:8030", "/", "bucket", null)]
    [InlineData("my.bucket.s3.example.org", "/a", "my.bucket", "a")]
    [InlineData("bucket.eu.s3.example.org", "/a", "bucket", "a")]
    [InlineData("eu.s3.example.org", "/bucket/a", "bucket", "a")]
    [InlineData("s3.example.org", "/bucket/a", "bucket", "a")]
    [InlineData("s3.example.org.", "/bucket/a", "bucket", "a")]
    [InlineData("evil.example.com", "/bucket/a", "bucket", "a")]
    [InlineData("[::1]:8030", "/bucket/a", "bucket", "a")]
    public void The_bucket_may_stand_in_the_host(string host, string target, string bucket, string? key)
    {
        var request = S3Text.Understood("GET " + target, "Host: " + host);
        Assert.Equal((bucket, key), (request.Bucket, request.Key));
    }

    [Theory]
    [InlineData("/bucket/a%00b", "InvalidURI")]
    [InlineData("/bucket/%00", "InvalidURI")]
    [InlineData("/bucket/%C3", "InvalidURI")]
    [InlineData("/bucket/%C0%AF", "InvalidURI")]
    [InlineData("/bucket/%ED%A0%80", "InvalidURI")]
    [InlineData("/bucket/%", "InvalidURI")]
    [InlineData("/bucket/%zz", "InvalidURI")]
    [InlineData("/bucket/é", "InvalidURI")]
    [InlineData("/bucket/a b", "InvalidURI")]
    [InlineData("/bucket/a?prefix=%00", "InvalidURI")]
    [InlineData("bucket/a", "InvalidURI")]
    [InlineData("*", "InvalidURI")]
    [InlineData("http://other.example/bucket/a", "InvalidURI")]
    [InlineData("//bucket/a", "InvalidBucketName")]
    [InlineData("/Bucket/a", "InvalidBucketName")]
    [InlineData("/b/a", "InvalidBucketName")]
    [InlineData("/../a", "InvalidBucketName")]
    [InlineData("/192.168.1.1/a", "InvalidBucketName")]
    [InlineData("/bucket-/a", "InvalidBucketName")]
    [InlineData("/a..b/a", "InvalidBucketName")]
    [InlineData("/bucket%20/a", "InvalidBucketName")]
    [InlineData("/WriteGetObjectResponse", "InvalidBucketName")]
    public void What_names_no_object_is_refused(string target, string code) => Assert.Equal(code, S3Text.Read("GET " + target).Error?.Code);

    [Fact]
    public void A_key_has_1024_bytes_at_most()
    {
        Assert.Equal(1024, S3Text.Understood("GET /bucket/" + new string('k', 1024)).Key!.Length);
        Assert.Equal(512, S3Text.Understood("GET /bucket/" + string.Concat(Enumerable.Repeat("%C3%A9", 512))).Key!.Length);
        Assert.Equal("KeyTooLongError", S3Text.Read("GET /bucket/" + new string('k', 1025)).Error!.Code);
        Assert.Equal("KeyTooLongError", S3Text.Read("GET /bucket/" + string.Concat(Enumerable.Repeat("%C3%A9", 513))).Error!.Code);
    }

    [Theory]
    [InlineData("GET /bucket/k", "GetObject")]
    [InlineData("HEAD /bucket/k", "HeadObject")]
    [InlineData("GET /bucket/k?attributes", "GetObjectAttributes")]
    [InlineData("GET /bucket/k?acl=", "GetObjectAcl")]
    [InlineData("GET /bucket?acl", "GetBucketAcl")]
    [InlineData("PUT /bucket/k", "PutObject")]
    [InlineData("POST /bucket/k?uploads=", "CreateMultipartUpload")]
    [InlineData("GET /bucket?uploads", "ListMultipartUploads")]
    [InlineData("PUT /bucket/k?partNumber=1&uploadId=U", "UploadPart")]
    [InlineData("POST /bucket/k?uploadId=U", "CompleteMultipartUpload")]
    [InlineData("DELETE /bucket/k?uploadId=U", "AbortMultipartUpload")]
    [InlineData("GET /bucket/k?uploadId=U&max-parts=5", "ListParts")]
    [InlineData("POST /bucket/?delete=", "DeleteObjects")]
    [InlineData("POST /bucket", "PostObject")]
    [InlineData("GET /bucket?list-type=2&prefix=a", "ListObjectsV2")]
    [InlineData("GET /bucket?prefix=a&marker=b", "ListObjects")]
    [InlineData("GET /bucket?versions", "ListObjectVersions")]
    [InlineData("DELETE /bucket?policy", "DeleteBucketPolicy")]
    [InlineData("DELETE /bucket", "DeleteBucket")]
    [InlineData("PUT /bucket?ownershipControls", "PutBucketOwnershipControls")]
    [InlineData("DELETE /bucket?ownershipControls", "DeleteBucketOwnershipControls")]
    [InlineData("GET /bucket?analytics", "ListBucketAnalyticsConfigurations")]
    [InlineData("GET /bucket?analytics&id=1", "GetBucketAnalyticsConfiguration")]
    [InlineData("PUT /bucket/k?encryption", "UpdateObjectEncryption")]
    [InlineData("OPTIONS /bucket/k?anything", "Preflight")]
    public void A_request_is_a_row_of_the_table(string line, string operation) => Assert.Equal(operation, S3Text.Understood(line).Operation.Name);

    [Theory]
    [InlineData("PUT /bucket/k", "CopyObject")]
    [InlineData("PUT /bucket/k?partNumber=1&uploadId=U", "UploadPartCopy")]
    public void A_copy_is_told_by_its_header(string line, string operation)
    {
        var request = S3Text.Understood(line, "x-amz-copy-source: src/key");
        Assert.Equal((operation, "src", "key"), (request.Operation.Name, request.Source!.Bucket, request.Source.Key));
        Assert.DoesNotContain(request.HeadersForStore(), static header => header.Key == "x-amz-copy-source");
    }

    [Theory]
    [InlineData("GET /bucket/k?acl&tagging", "InvalidRequest")]
    [InlineData("DELETE /bucket?acl", "InvalidRequest")]
    [InlineData("GET /bucket/k?delete", "InvalidRequest")]
    [InlineData("PUT /bucket/k?append", "NotImplemented")]
    [InlineData("GET /bucket/k?annotation", "NotImplemented")]
    [InlineData("GET /bucket?ACL", "NotImplemented")]
    [InlineData("GET /bucket?Policy", "NotImplemented")]
    [InlineData("GET /bucket/k?x-amz-acl=private", "NotImplemented")]
    [InlineData("GET /bucket/k?prefix=a", "InvalidRequest")]
    [InlineData("PUT /bucket/k?partNumber=1", "InvalidRequest")]
    [InlineData("PUT /bucket/k?uploadId=U", "InvalidArgument")]
    [InlineData("PUT /bucket/k?partNumber=0&uploadId=U", "InvalidArgument")]
    [InlineData("PUT /bucket/k?partNumber=10001&uploadId=U", "InvalidArgument")]
    [InlineData("PUT /bucket/k?partNumber=%2B1&uploadId=U", "InvalidArgument")]
    [InlineData("PUT /bucket/k?partNumber=1&uploadId=", "InvalidArgument")]
    [InlineData("GET /bucket/k?versionId=", "InvalidArgument")]
    [InlineData("GET /bucket/k?versionId=a&versionId=b", "InvalidArgument")]
    [InlineData("GET /bucket/k?versionId=a&VersionId=b", "InvalidArgument")]
    [InlineData("GET /bucket?prefix=a&%70refix=b", "InvalidArgument")]
    [InlineData("GET /bucket?max-keys=-1", "InvalidArgument")]
    [InlineData("GET /bucket?list-type=1", "InvalidArgument")]
    [InlineData("GET /bucket?acl=x", "InvalidArgument")]
    [InlineData("GET /bucket?encoding-type=none", "InvalidArgument")]
    [InlineData("PATCH /bucket/k", "MethodNotAllowed")]
    [InlineData("get /bucket/k", "MethodNotAllowed")]
    [InlineData("POST /bucket/k", "MethodNotAllowed")]
    [InlineData("POST /", "MethodNotAllowed")]
    public void What_is_not_in_the_table_is_refused(string line, string code) => Assert.Equal(code, S3Text.Read(line).Error?.Code);

    [Theory]
    [InlineData("x-amz-foo: 1", "NotImplemented")]
    [InlineData("x-amz-copy-source: src/key", "NotImplemented")]
    [InlineData("X-Amz-Meta-A: 1", "NotImplemented")]
    [InlineData("x-amz-mfa: 1 2", "NotImplemented")]
    [InlineData("x-amz-expected-bucket-owner: 12", "InvalidBucketOwnerAWSAccountID")]
    [InlineData("Range: bytes=0-1\nrange: bytes=2-3", "InvalidArgument")]
    [InlineData("X-Amz-Security-Token: a\nx-amz-security-token: b", "InvalidArgument")]
    [InlineData("Host: a\nHost: b", "InvalidArgument")]
    public void A_header_that_the_row_does_not_know_or_that_is_repeated_is_refused(string headers, string code) =>
        Assert.Equal(code, S3Text.Read("GET /bucket/k", headers.Split('\n')).Error?.Code);

    [Theory]
    [InlineData("x-amz-acl: everybody", "InvalidArgument")]
    [InlineData("x-amz-acl: private\nx-amz-grant-read: id=1", "InvalidRequest")]
    [InlineData("x-amz-tagging: a=1&a=2", "InvalidArgument")]
    [InlineData("x-amz-tagging: a=%zz", "InvalidArgument")]
    [InlineData("x-amz-object-lock-mode: GOVERNANCE", "InvalidArgument")]
    [InlineData("x-amz-object-lock-mode: NONE\nx-amz-object-lock-retain-until-date: 2027-01-01T00:00:00Z", "InvalidArgument")]
    [InlineData("x-amz-object-lock-mode: GOVERNANCE\nx-amz-object-lock-retain-until-date: soon", "InvalidArgument")]
    [InlineData("x-amz-object-lock-legal-hold: on", "InvalidArgument")]
    [InlineData("x-amz-checksum-crc32: AAAAAA==\nx-amz-checksum-sha1: x", "InvalidRequest")]
    [InlineData("x-amz-copy-source: /", "InvalidArgument")]
    [InlineData("x-amz-copy-source: src/key\nx-amz-metadata-directive: MERGE", "InvalidArgument")]
    [InlineData("x-amz-copy-source: src/key\nx-amz-tagging-directive: copy", "InvalidArgument")]
    public void A_value_that_cannot_be_is_refused(string headers, string code) =>
        Assert.Equal(code, S3Text.Read("PUT /bucket/k", headers.Split('\n')).Error?.Code);

    [Fact]
    public void In_a_presigned_request_parameters_stand_for_headers_and_reach_the_store_as_headers()
    {
        const string Auth = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD"
            + "&X-Amz-Credential=A%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261130T000000Z&X-Amz-Expires=300"
            + "&X-Amz-Security-Token=T&X-Amz-Signature=00&X-Amz-SignedHeaders=host";
        var request = S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-tagging=a%3Db&x-amz-checksum-crc32=AAAAAA%3D%3D&x-id=PutObject").Request!;
        Assert.Equal((RequestForm.Query, "a=b", "/bucket/k"), (request.Form, request.Header("x-amz-tagging"), request.TargetFor("bucket")));
        Assert.Null(request.Header("x-amz-content-sha256"));
        Assert.Equal(
            [new("x-amz-checksum-crc32", "AAAAAA=="), new("x-amz-tagging", "a=b")],
            request.HeadersForStore().OrderBy(static header => header.Key, StringComparer.Ordinal));

        Assert.Equal("InvalidArgument", S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-acl=private", "x-amz-acl: public-read").Error!.Code);
        Assert.Equal("InvalidArgument", S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-meta-a=%0D%0Ax-evil%3A1").Error!.Code);
        Assert.Equal("NotImplemented", S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-foo=1").Error!.Code);
        Assert.Equal("InvalidArgument", S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-meta-a%0D%0Ax-evil:%201=1").Error!.Code);
        Assert.Equal("NotImplemented", S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-meta-a:%201=1").Error!.Code);
        Assert.Equal("InvalidArgument", S3Text.ReadAs($"PUT /bucket/k?{Auth}&x-amz-meta-%E2%84%AA=1").Error!.Code);
        Assert.Equal("InvalidArgument", S3Text.ReadAs($"PUT /bucket/k?{Auth.Replace("X-Amz-Date", "x-amz-date", StringComparison.Ordinal)}").Error!.Code);
    }

    [Theory]
    [InlineData("GET /bucket/k?AWSAccessKeyId=A&Signature=S&Expires=1", "InvalidRequest")]
    [InlineData("GET /bucket/k?AWSAccessKeyId=A&Signature=S", "AccessDenied")]
    [InlineData("GET /bucket/k?Signature=S", "AccessDenied")]
    public void The_older_presigned_form_is_refused_with_advice(string line, string code)
    {
        var error = S3Text.ReadAs(line).Error!;
        Assert.Equal(code, error.Code);
        Assert.Equal(code == "InvalidRequest", error.Reason?.Contains("s3v4", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Two_mechanisms_at_once_are_refused() =>
        Assert.Equal("InvalidArgument", S3Text.Read("GET /bucket/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0").Error!.Code);

    [Fact]
    public void Who_is_anonymous_may_not_choose_headers_of_the_answer()
    {
        var (request, _) = S3Text.ReadAs("GET /bucket/k");
        Assert.Equal(RequestForm.Anonymous, request!.Form);
        Assert.Equal("InvalidRequest", S3Text.ReadAs("GET /bucket/k?response-content-type=text%2Fhtml").Error!.Code);
        Assert.Equal("text/html", S3Text.Understood("GET /bucket/k?response-content-type=text%2Fhtml").Parameter("response-content-type"));
    }

    [Fact]
    public void Nothing_that_says_who_asks_or_how_the_body_travels_reaches_the_store()
    {
        var request = S3Text.Understood(
            "PUT /bucket/k", "x-amz-security-token: T", "x-amz-date: D", "x-amz-content-sha256: H", "x-amz-decoded-content-length: 5",
            "x-amz-trailer: x-amz-checksum-crc32", "x-amz-acl: bucket-owner-full-control", "x-amz-expected-bucket-owner: 123456789012", "Cookie: c",
            "Connection: x-amz-meta-a", "X-Forwarded-For: 1.1.1.1", "traceparent: t", "Content-Type: text/plain", "Content-Encoding: aws-chunked,gzip",
            "X-Amz-Meta-A: 1", "If-None-Match: *", "x-amz-storage-class: STANDARD", "x-rgw-perm-check-uid: admin");
        Assert.Equal(
            ["content-encoding=gzip", "content-type=text/plain", "if-none-match=*", "x-amz-meta-a=1", "x-amz-storage-class=STANDARD"],
            request.HeadersForStore().Select(static header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_query_is_written_anew()
    {
        var request = S3Text.Understood("GET /bucket/?list-type=2&prefix=a%20b%2Fc%2Bd&&delimiter=/&encoding-type=url&x-id=L");
        Assert.Equal("/bucket/?list-type=2&prefix=a%20b%2Fc%2Bd&delimiter=%2F&encoding-type=url", request.TargetFor("bucket"));
        Assert.Equal("/?delete", S3Text.Understood("POST /bucket?delete=").TargetFor(null));
        Assert.Equal("a+b", S3Text.Understood("GET /bucket?prefix=a+b").Parameter("prefix"));
    }

    [Fact]
    public void Tags_are_written_anew() => Assert.Equal(
        "a%20b=c%2Fd&e=",
        S3Text.Understood("PUT /bucket/k", "x-amz-tagging: a+b=c/d&e").HeadersForStore().Single().Value);

    [Theory]
    [InlineData("PUT /bucket/k", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", null)]
    [InlineData("PUT /bucket/k?partNumber=1&uploadId=U", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", null)]
    [InlineData("POST /bucket?delete", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "InvalidRequest")]
    [InlineData("GET /bucket/k", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "InvalidRequest")]
    [InlineData("PUT /bucket/k", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER", "InvalidRequest")]
    public void Only_data_come_in_chunks(string line, string form, string? code) =>
        Assert.Equal(code, S3Text.Read(line, "x-amz-content-sha256: " + form).Error?.Code);

    [Fact]
    public void Who_is_anonymous_signs_no_chunks()
    {
        Assert.Null(S3Text.ReadAs("PUT /bucket/k", "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER").Error);
        Assert.Equal("InvalidRequest", S3Text.ReadAs("PUT /bucket/k", "x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD").Error!.Code);
    }

    [Fact]
    public void Every_row_can_be_reached()
    {
        foreach (var row in S3Operations.All)
        {
            var example = RowExample.Of(row);
            Assert.Equal(row.Name, S3Text.Understood(example.Line, [.. example.Headers]).Operation.Name);
        }
    }
}
