using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

public class WindowTests
{
    [Theory]
    [InlineData(0, "accepted")]
    [InlineData(899, "accepted")]
    [InlineData(900, "accepted")]
    [InlineData(901, "SignatureDoesNotMatch")]
    [InlineData(960, "SignatureDoesNotMatch")]
    [InlineData(-899, "accepted")]
    [InlineData(-900, "accepted")]
    [InlineData(-901, "SignatureDoesNotMatch")]
    [InlineData(86400, "SignatureDoesNotMatch")]
    public void A_signature_is_good_for_fifteen_minutes_both_ways(int age, string verdict)
    {
        var now = Example.Now.AddSeconds(age);
        Assert.Equal(verdict, Example.Verdict(Example.SignedPost(), Example.BodyHash, now));
        Assert.Equal(verdict, Example.Verdict(Example.PresignedGet(), Example.NoBody, now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(900)]
    [InlineData(604800)]
    public void A_presigned_GetCallerIdentity_works_at_minute_fourteen_and_not_at_sixteen_whatever_its_expiry_says(int expires)
    {
        var request = Example.PresignedGet(expires: expires);
        Assert.Equal("accepted", Example.Verdict(request, Example.NoBody, Example.Now.AddMinutes(14)));
        Assert.Equal("SignatureDoesNotMatch", Example.Verdict(request, Example.NoBody, Example.Now.AddMinutes(16)));
    }

    [Fact]
    public void The_texts_say_when_and_by_how_much()
    {
        Assert.Equal(
            "Signature expired: 20260504T123000Z is now earlier than 20260504T123101Z (20260504T124601Z - 15 min.)",
            Example.Verify(Example.SignedPost(), Example.BodyHash, Example.Now.AddSeconds(961)).Error?.Message);
        Assert.Equal(
            "Signature not yet current: 20260504T123000Z is still later than 20260504T122900Z (20260504T121400Z + 15 min.)",
            Example.Verify(Example.SignedPost(), Example.BodyHash, Example.Now.AddMinutes(-16)).Error?.Message);
    }

    [Fact]
    public void Fractions_of_the_verifiers_clock_count()
    {
        var limit = Example.Now.AddMinutes(15);
        Assert.Equal("accepted", Example.Verdict(Example.SignedPost(), Example.BodyHash, limit));
        Assert.Equal("SignatureDoesNotMatch", Example.Verdict(Example.SignedPost(), Example.BodyHash, limit.AddTicks(1)));
    }

    [Fact]
    public void A_request_signed_before_midnight_keeps_its_day_after_it()
    {
        var late = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal("accepted", Example.Verdict(Example.SignedPost(at: late), Example.BodyHash, late.AddMinutes(10)));
        Assert.Equal("accepted", Example.Verdict(Example.PresignedGet(at: late), Example.NoBody, late.AddMinutes(10)));
    }

    [Fact]
    public void The_clocks_offset_does_not_matter() =>
        Assert.Equal("accepted", Example.Verdict(
            Example.SignedPost(at: Example.Now.ToOffset(TimeSpan.FromHours(9))), Example.BodyHash, Example.Now.ToOffset(TimeSpan.FromHours(-7))));

    [Fact]
    public void A_clock_at_the_ends_of_time_refuses_and_does_not_fail()
    {
        Assert.Equal("SignatureDoesNotMatch", Example.Verdict(Example.SignedPost(), Example.BodyHash, DateTimeOffset.MaxValue));
        Assert.Equal("SignatureDoesNotMatch", Example.Verdict(Example.SignedPost(), Example.BodyHash, DateTimeOffset.MinValue));
    }

    [Fact]
    public void A_shorter_window_can_be_set()
    {
        var rules = Example.Rules with { Window = TimeSpan.FromMinutes(5) };
        Assert.Equal("accepted", Example.Verdict(Example.SignedPost(), Example.BodyHash, Example.Now.AddMinutes(5), rules));
        Assert.EndsWith("- 5 min.)", Example.Verify(Example.SignedPost(), Example.BodyHash, Example.Now.AddMinutes(6), rules).Error?.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_service_may_honour_the_expiry()
    {
        var rules = new SigV4Rules { Service = "sts", HonourExpires = true };
        var request = Example.PresignedGet(expires: 3600);
        Assert.Equal("accepted", Example.Verdict(request, Example.NoBody, Example.Now.AddMinutes(59), rules));
        Assert.EndsWith("- 60 min.)", Example.Verify(request, Example.NoBody, Example.Now.AddMinutes(61), rules).Error?.Message, StringComparison.Ordinal);
        Assert.Equal("SignatureDoesNotMatch", Example.Verdict(Example.PresignedGet(expires: 61), Example.NoBody, Example.Now.AddSeconds(62), rules));
        Assert.Equal("SignatureDoesNotMatch", Example.Verdict(request, Example.NoBody, Example.Now.AddMinutes(-16), rules));
    }
}
