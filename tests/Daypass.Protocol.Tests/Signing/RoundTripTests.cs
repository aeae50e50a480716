using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

public class RoundTripTests
{
    /// <summary>The worked example of AWS's documentation of the signing process.</summary>
    [Fact]
    public void The_documented_example_has_the_documented_signature()
    {
        HeaderField[] headers = [new("host", "iam.amazonaws.com"), new("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
        var request = new SignedRequest("GET", "/?Action=ListUsers&Version=2010-05-08", headers);
        var at = new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
        var added = new SigV4Signer(SigV4Rules.For("iam"), Example.Region).Sign(request, Example.NoBody, Example.LongTerm, at);
        Assert.Equal("20150830T123600Z", added[0].Value);
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            added[1].Value);
    }

    [Fact]
    public void What_we_sign_in_the_header_we_accept()
    {
        var verified = Example.Verify(Example.SignedPost(Example.Session), Example.BodyHash);
        Assert.True(verified.Succeeded, verified.Error?.Reason);
        Assert.Equal(AuthorizationForm.Header, verified.Value.Form);
        Assert.Equal(Example.AccessKeyId, verified.Value.AccessKeyId.ToString());
        Assert.Equal(Example.Token, verified.Value.SessionToken);
        Assert.Equal(Example.Region, verified.Value.Region.ToString());
        Assert.Equal("sts", verified.Value.Service.ToString());
        Assert.Equal(Example.Now, verified.Value.SignedAt);
        Assert.Equal("content-type;host;x-amz-date;x-amz-security-token", verified.Value.SignedHeaders.ToString());
    }

    [Fact]
    public void What_we_presign_we_accept()
    {
        var verified = Example.Verify(Example.PresignedGet(Example.Session), Example.NoBody);
        Assert.True(verified.Succeeded, verified.Error?.Reason);
        Assert.Equal(AuthorizationForm.Query, verified.Value.Form);
        Assert.Equal(Example.AccessKeyId, verified.Value.AccessKeyId.ToString());
        Assert.Equal(Example.Token, verified.Value.SessionToken);
        Assert.Equal("host;x-k8s-aws-id", verified.Value.SignedHeaders.ToString());
    }
}
