using System.Security.Cryptography;
using System.Text;
using Daypass.Protocol.Signing;
using Daypass.S3.Errors;
using Daypass.S3.Forms;
using Daypass.S3.Requests;

namespace Daypass.S3.Tests.Forms;

public sealed class PostFormReaderTests
{
    private const string Conditions = """{"bucket":"bucket"},["starts-with","$key","user/"],{"x-amz-algorithm":"AWS4-HMAC-SHA256"},"""
        + """["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""],["starts-with","$x-amz-security-token",""]""";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Key = Enumerable.Range(1, 32).Select(static number => (byte)number).ToArray();

    [Fact]
    public void A_form_is_the_PutObject_that_it_asks_for()
    {
        var upload = Understood(
            Fields(Policy($$"""{{Conditions}},{"acl":"private"},["starts-with","$Content-Type","image/"],["content-length-range",1,10],"""
                + """["eq","$x-amz-meta-a","1"],{"success_action_status":"201"},["starts-with","$tagging",""]"""),
                ("key", "user/${filename}"), ("acl", "private"), ("Content-Type", "image/png,image/jpeg"), ("x-amz-meta-a", "1"),
                ("success_action_status", "201"), ("x-ignore-me", "x"),
                ("tagging", "<Tagging><TagSet><Tag><Key>a b</Key><Value>c</Value></Tag></TagSet></Tagging>")),
            @"C:\photos\cat.png");
        var request = upload.Request;
        Assert.Equal(("PutObject", RequestForm.Post, "bucket", "user/cat.png"), (request.Operation.Name, request.Form, request.Bucket, request.Key));
        Assert.Equal(
            ["content-type=image/png,image/jpeg", "x-amz-meta-a=1", "x-amz-tagging=a%20b=c"],
            request.HeadersForStore().Select(static header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(("private", 1L, 10L, 201), (request.Header("x-amz-acl"), upload.Least, upload.Most, upload.SuccessStatus));
    }

    [Fact]
    public void The_signature_covers_the_policy()
    {
        var upload = Understood(Fields(Policy(Conditions), ("key", "user/a")));
        var key = new VendedKey("ASIAEXAMPLEEXAMPLE", "20261130", "us-east-1", "s3", Key);
        Assert.True(FormSignature.Verify(upload.Claim!.Value, key, upload.PolicyText));
        Assert.False(FormSignature.Verify(upload.Claim.Value, key, upload.PolicyText + "="));
        Assert.False(FormSignature.Verify(upload.Claim.Value, new VendedKey("ASIAEXAMPLEEXAMPLE", "20261129", "us-east-1", "s3", Key), upload.PolicyText));
        var flipped = Understood(Fields(Policy(Conditions), ("key", "user/a")).Select(static field =>
            field.Key == "x-amz-signature" ? new(field.Key, (field.Value[0] == '0' ? "1" : "0") + field.Value[1..]) : field).ToList());
        Assert.False(FormSignature.Verify(flipped.Claim!.Value, key, flipped.PolicyText));
    }

    [Fact]
    public void A_form_without_authentication_is_anonymous()
    {
        var upload = Understood([new("key", "a")]);
        Assert.Null(upload.Claim);
        Assert.Equal(204, upload.SuccessStatus);
    }

    [Theory]
    [InlineData("policy", "Bucket POST must contain a field named 'policy'.  If it is specified, please check the order of the fields.")]
    [InlineData("x-amz-signature", "Bucket POST must contain a field named 'X-Amz-Signature'.  If it is specified, please check the order of the fields.")]
    [InlineData("x-amz-credential", "Bucket POST must contain a field named 'X-Amz-Credential'.  If it is specified, please check the order of the fields.")]
    [InlineData("x-amz-date", "Bucket POST must contain a field named 'X-Amz-Date'.  If it is specified, please check the order of the fields.")]
    [InlineData("x-amz-algorithm", "Bucket POST must contain a field named 'X-Amz-Algorithm'.  If it is specified, please check the order of the fields.")]
    [InlineData("key", "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.")]
    public void A_field_that_has_to_be_there_is_asked_for(string missing, string message)
    {
        var error = Refused(Fields(Policy(Conditions), ("key", "user/a")).Where(field => field.Key != missing).ToList());
        Assert.Equal(("InvalidArgument", 400, message), (error.Code, error.Status, error.Message));
        Assert.Equal([S3Errors.ArgumentName, S3Errors.ArgumentValue], error.Elements.Select(static element => element.Key));
    }

    [Theory]
    [InlineData("", "Invalid Policy: Policy missing expiration.")]
    [InlineData("x", "Invalid Policy: Invalid JSON.")]
    [InlineData("[]", "Invalid Policy: Invalid JSON.")]
    [InlineData("""{"conditions":[]}""", "Invalid Policy: Policy missing expiration.")]
    [InlineData("""{"expiration":"soon","conditions":[]}""", "Invalid Policy: Invalid 'expiration' value.")]
    [InlineData("""{"expiration":"2026-11-30T13:00:00Z"}""", "Invalid Policy: Policy missing conditions.")]
    [InlineData("""{"expiration":"2026-11-30T13:00:00Z","conditions":[{}]}""",
        "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.")]
    [InlineData("""{"expiration":"2026-11-30T13:00:00Z","conditions":[{"a":"b","c":"d"}]}""",
        "Invalid Policy: Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.")]
    [InlineData("""{"expiration":"2026-11-30T13:00:00Z","conditions":[["like","$key","a"]]}""",
        "Invalid Policy: Invalid Condition: unknown operation 'like'.")]
    [InlineData("""{"expiration":"2026-11-30T13:00:00Z","conditions":[["eq","key","a"]]}""",
        "Invalid Policy: Invalid Condition: the field is written with a dollar sign.")]
    [InlineData("""{"expiration":"2026-11-30T13:00:00Z","conditions":[["content-length-range",-1,5]]}""", "Invalid Policy: Invalid content-length-range.")]
    public void A_policy_that_is_none_is_refused(string json, string message)
    {
        var error = Refused(Fields(json.Length == 0 ? "{}" : json, ("key", "user/a")));
        Assert.Equal(("InvalidPolicyDocument", 400, message), (error.Code, error.Status, error.Message));
    }

    [Theory]
    [InlineData("key", "other/a", "Invalid according to Policy: Policy Condition failed: [\"starts-with\", \"$key\", \"user/\"]")]
    [InlineData("x-amz-meta-b", "1", "Invalid according to Policy: Extra input fields: x-amz-meta-b")]
    [InlineData("success_action_redirect", "http://localhost", "Invalid according to Policy: Extra input fields: success_action_redirect")]
    [InlineData("x-amz-meta-must", "", "Invalid according to Policy: Policy Condition failed: [\"eq\", \"$x-amz-meta-must\", \"be\"]")]
    [InlineData("content-type", "image/png, text/html",
        "Invalid according to Policy: Policy Condition failed: [\"starts-with\", \"$Content-Type\", \"image/\"]")]
    public void A_form_keeps_to_its_policy(string field, string value, string message)
    {
        var policy = Policy(Conditions + (field == "x-amz-meta-must" ? ",{\"x-amz-meta-must\":\"be\"}" : "")
            + (field == "content-type" ? ",[\"starts-with\",\"$Content-Type\",\"image/\"]" : ""));
        var fields = field == "key" ? Fields(policy, ("key", value)) : Fields(policy, ("key", "user/a"), (field, value));
        var error = Refused(fields.Where(each => !(each.Key == field && value.Length == 0)).ToList());
        Assert.Equal(("AccessDenied", 403, message), (error.Code, error.Status, error.Message));
    }

    [Fact]
    public void A_policy_runs_out_and_is_for_one_bucket()
    {
        Assert.Equal("Invalid according to Policy: Policy expired.",
            Refused(Fields(Policy(Conditions, "2026-11-30T12:00:00Z"), ("key", "user/a"))).Message);
        Assert.Contains("\"$bucket\", \"other\"",
            Refused(Fields(Policy(Conditions.Replace("\"bucket\":\"bucket\"", "\"bucket\":\"other\"", StringComparison.Ordinal)), ("key", "user/a"))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-amz-credential", "A/20261130/us-east-1/s3", "the Credential is mal-formed; expecting")]
    [InlineData("x-amz-credential", "A/20261130/us-east-1/s3/aws", "incorrect terminal \"aws\". This endpoint uses \"aws4_request\".")]
    [InlineData("x-amz-credential", "A/20261130/us-east-1/ec2/aws4_request", "incorrect service \"ec2\". This endpoint belongs to \"s3\".")]
    [InlineData("x-amz-credential", "A/2026/us-east-1/s3/aws4_request", "incorrect date format \"2026\".")]
    [InlineData("x-amz-credential", "A/20261129/us-east-1/s3/aws4_request", "Invalid credential date.")]
    [InlineData("x-amz-algorithm", "AWS4-ECDSA-P256-SHA256", "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"")]
    public void A_claim_that_cannot_be_is_refused(string field, string value, string message)
    {
        var error = Refused(Fields(Policy(Conditions), ("key", "user/a"))
            .Select(each => each.Key == field ? new KeyValuePair<string, string>(field, value) : each).ToList());
        Assert.Equal("InvalidArgument", error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_twice_or_too_long_or_no_header_is_refused()
    {
        Assert.Equal("InvalidArgument", Refused([new("key", "a"), new("Key", "b")]).Code);
        Assert.Equal("MaxPostPreDataLengthExceeded", Refused([new("key", "a"), new("x-ignore-a", new string('x', 20 * 1024))]).Code);
        Assert.Equal("InvalidArgument", Refused([new("key", "a"), new("x-amz-meta-a", "b\r\nx-evil: 1")]).Code);
        Assert.Equal("NotImplemented", Refused([new("key", "a"), new("x-amz-copy-source", "other/key")]).Code);
        Assert.Equal("NotImplemented", Refused([new("key", "a"), new("x-amz-foo", "b")]).Code);
        Assert.Equal("NotImplemented", Refused([new("key", "a"), new("x-amz-meta-a\r\nx-evil", "b")]).Code);
        Assert.Equal("InvalidArgument", Refused([new("key", "")]).Code);
        Assert.Equal("KeyTooLongError", Refused([new("key", new string('k', 1025))]).Code);
        Assert.Equal("InvalidRequest", Refused([new("key", "a"), new("AWSAccessKeyId", "b"), new("signature", "c")]).Code);
        Assert.Equal("MalformedXML", Refused([new("key", "a"), new("tagging", "a=b")]).Code);
    }

    [Fact]
    public void The_browser_is_sent_where_the_form_says()
    {
        var upload = Understood([new("key", "a b"), new("success_action_redirect", "https://example.org/done?x=1")]);
        Assert.Equal("https://example.org/done?x=1&bucket=bucket&key=a%20b&etag=%22e%22", upload.RedirectFor("\"e\""));
        Assert.Null(Understood([new("key", "a"), new("redirect", "javascript:alert(1)")]).SuccessRedirect);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>l</Location><Bucket>bucket</Bucket>"
                + "<Key>a b</Key><ETag>e</ETag></PostResponse>",
            Encoding.UTF8.GetString(upload.WriteCreated("l", "e")));
    }

    private static string Policy(string conditions, string expiration = "2026-11-30T13:00:00Z") =>
        $$"""{"expiration":"{{expiration}}","conditions":[{{conditions}}]}""";

    private static List<KeyValuePair<string, string>> Fields(string policy, params (string Name, string Value)[] more)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy));
        return
        [
            .. more.Select(static field => new KeyValuePair<string, string>(field.Name, field.Value)), new("policy", base64),
            new("x-amz-algorithm", "AWS4-HMAC-SHA256"), new("x-amz-credential", "ASIAEXAMPLEEXAMPLE/20261130/us-east-1/s3/aws4_request"),
            new("x-amz-date", "20261130T110000Z"), new("x-amz-security-token", "T"),
            new("x-amz-signature", Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(base64)))),
        ];
    }

    private static PostUpload Understood(List<KeyValuePair<string, string>> fields, string? fileName = null)
    {
        var error = PostFormReader.Read(S3Text.Understood("POST /bucket"), fields, fileName, SigV4Rules.For("s3"), Now, out var upload);
        Assert.True(upload is not null, $"{error?.Code} {error?.Message}");
        Assert.Null(error);
        return upload;
    }

    private static S3Error Refused(List<KeyValuePair<string, string>> fields)
    {
        var error = PostFormReader.Read(S3Text.Understood("POST /bucket"), fields, null, SigV4Rules.For("s3"), Now, out var upload);
        Assert.Null(upload);
        return error!;
    }
}
