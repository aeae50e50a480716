using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

public class SignerTests
{
    [Theory]
    [InlineData("/", "/?")]
    [InlineData("/?", "/?&")]
    [InlineData("/a?b=c", "/a?b=c&")]
    public void Presigning_keeps_the_target_and_adds_to_its_query(string target, string begins)
    {
        var presigned = new SigV4Signer(Example.Rules, Example.Region)
            .Presign(Example.Get with { RawTarget = target }, Example.NoBody, Example.Session, Example.Now, TimeSpan.FromMinutes(1));
        Assert.StartsWith(begins + "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260504%2Fus-east-1%2Fsts%2Faws4_request&", presigned,
            StringComparison.Ordinal);
        Assert.Contains("X-Amz-Date=20260504T123000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&X-Amz-Security-Token=", presigned,
            StringComparison.Ordinal);
        Assert.Equal("accepted", Example.Verdict(Example.Get with { RawTarget = presigned }, Example.NoBody));
    }

    [Fact]
    public void A_request_that_is_signed_already_is_not_signed_again()
    {
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.SignedPost(), Example.BodyHash));
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.Post.Plus("Authorization", "Bearer x"), Example.BodyHash));
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.PresignedGet(), Example.NoBody));
        Assert.Throws<ArgumentException>(() => Presign(Example.PresignedGet()));
        Assert.Throws<ArgumentException>(() => Presign(Example.Get.Plus("Authorization", "Bearer x")));
    }

    [Theory]
    [InlineData("X-Break", "a\r\nX-Other: b")]
    [InlineData("X-Nul", "a\0")]
    [InlineData("X Blank", "a")]
    [InlineData("X;Y", "a")]
    [InlineData("", "a")]
    [InlineData("Host", "second.example")]
    public void A_header_that_could_not_be_sent_is_not_signed(string name, string value) =>
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.Post.Plus(name, value), Example.BodyHash));

    [Fact]
    public void A_request_without_a_host_or_with_a_malformed_target_is_not_signed()
    {
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.Post.Without("Host"), Example.BodyHash));
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.Post with { RawTarget = "/%" }, Example.BodyHash));
        Assert.Throws<ArgumentException>(() => Example.Sign(Example.Post with { RawTarget = "a" }, Example.BodyHash));
        Assert.Throws<ArgumentOutOfRangeException>(() => Example.Sign(Example.Post, [1, 2, 3]));
    }

    [Fact]
    public void Headers_that_change_on_the_way_are_left_unsigned()
    {
        var signed = Example.Sign(Example.Post.Plus("X-Amzn-Trace-Id", "Root=1").Plus("Expect", "100-continue"), Example.BodyHash);
        Assert.Contains("SignedHeaders=content-type;host;x-amz-date,", signed.Header("Authorization"), StringComparison.Ordinal);
        Assert.Equal("accepted", Example.Verdict(signed.With("User-Agent", "other").With("X-Amzn-Trace-Id", "Root=2").Without("Expect"), Example.BodyHash));
    }

    [Fact]
    public void Credentials_do_not_print_their_secret_or_token()
    {
        Assert.Equal(Example.AccessKeyId, Example.Session.ToString());
        Assert.Equal("X-Amz-Security-Token", new HeaderField("X-Amz-Security-Token", Example.Token).ToString());
        Assert.DoesNotContain(Example.Token, Example.Verify(Example.SignedPost(Example.Session), Example.BodyHash).Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_gives_the_same_signature_as_none()
    {
        var keys = new SigningKeys();
        var cached = new SigV4Signer(Example.Rules, Example.Region, keys);
        var bare = new SigV4Signer(Example.Rules, Example.Region);
        for (var second = 0; second < 5; second++)
        {
            var at = Example.Now.AddSeconds(second);
            Assert.Equal(bare.Sign(Example.Post, Example.BodyHash, Example.Session, at), cached.Sign(Example.Post, Example.BodyHash, Example.Session, at));
        }
    }

    private static string Presign(in SignedRequest request) =>
        new SigV4Signer(Example.Rules, Example.Region).Presign(request, Example.NoBody, Example.LongTerm, Example.Now, TimeSpan.FromMinutes(1));
}
