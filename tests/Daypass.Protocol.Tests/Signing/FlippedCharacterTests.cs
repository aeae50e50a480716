using System.Security.Cryptography;
using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>Replaces every character of a signed request, one at a time, by every other printable one.</summary>
public class FlippedCharacterTests
{
    private static readonly SigV4Verifier Verifier = new(Example.Rules, new SigningKeys());

    [Fact]
    public void One_flipped_character_in_the_body_is_refused()
    {
        var request = Example.SignedPost(Example.Session);
        var tried = 0;
        for (var at = 0; at < Example.Body.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var body = Example.Body.ToArray();
                body[at] ^= (byte)(1 << bit);
                Assert.False(IsAccepted(request, SHA256.HashData(body)), $"byte {at}, bit {bit}");
                tried++;
            }
        }

        Assert.Equal(Example.Body.Length * 8, tried);
        Assert.True(IsAccepted(request, Example.BodyHash));
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("Host")]
    [InlineData("Content-Type")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Security-Token")]
    public void One_flipped_character_in_a_signed_header_is_refused(string name)
    {
        var request = Example.SignedPost(Example.Session);
        var accepted = Flips(request.Header(name)).Where(flip => IsAccepted(request.With(name, flip.Text), Example.BodyHash)).ToList();
        Assert.Empty(accepted);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("Host")]
    [InlineData("Content-Type")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Security-Token")]
    public void A_header_under_another_name_is_refused_and_only_its_case_may_differ(string name)
    {
        var request = Example.SignedPost(Example.Session);
        foreach (var flip in Flips(name))
        {
            HeaderField[] headers = [.. request.Headers.ToArray().Select(header => header.Name == name ? header with { Name = flip.Text } : header)];
            Assert.Equal(flip.Text.Equals(name, StringComparison.OrdinalIgnoreCase), IsAccepted(request with { Headers = headers }, Example.BodyHash));
        }
    }

    [Fact]
    public void One_flipped_character_in_the_method_or_the_target_is_refused()
    {
        var request = Example.SignedPost(Example.Session);
        Assert.DoesNotContain(Flips(request.Method), flip => IsAccepted(request with { Method = flip.Text }, Example.BodyHash));
        Assert.DoesNotContain(Flips(request.RawTarget), flip => IsAccepted(request with { RawTarget = flip.Text }, Example.BodyHash));
    }

    /// <summary>The two spellings of an escape are the same character, so changing the case of its digits changes nothing.</summary>
    [Fact]
    public void One_flipped_character_in_a_presigned_target_is_refused_unless_it_is_the_case_of_an_escape()
    {
        var request = Example.PresignedGet(Example.Session);
        var tried = 0;
        foreach (var flip in Flips(request.RawTarget))
        {
            tried++;
            var sameEscape = flip.Text.Equals(request.RawTarget, StringComparison.OrdinalIgnoreCase) && IsInEscape(request.RawTarget, flip.At);
            Assert.True(sameEscape == IsAccepted(request with { RawTarget = flip.Text }, Example.NoBody), flip.Text);
        }

        Assert.Equal(request.RawTarget.Length * 94, tried);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("X-K8s-Aws-Id")]
    public void One_flipped_character_in_a_signed_header_of_a_presigned_request_is_refused(string name)
    {
        var request = Example.PresignedGet();
        Assert.DoesNotContain(Flips(request.Header(name)), flip => IsAccepted(request.With(name, flip.Text), Example.NoBody));
    }

    private static bool IsAccepted(in SignedRequest request, byte[] bodyHash) =>
        Verifier.Verify(request, bodyHash, Example.Now, Example.Lookup).Succeeded;

    private static IEnumerable<(int At, string Text)> Flips(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            for (var other = ' '; other <= '~'; other++)
            {
                if (other != text[at])
                {
                    yield return (at, string.Concat(text.AsSpan(0, at), [other], text.AsSpan(at + 1)));
                }
            }
        }
    }

    private static bool IsInEscape(string target, int at) => (at > 0 && target[at - 1] == '%') || (at > 1 && target[at - 2] == '%');
}
