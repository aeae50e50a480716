using System.Security.Cryptography;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Testing;
using Daypass.Verifier.Requests;

namespace Daypass.Verifier.Tests.Requests;

/// <summary>A request to S3 that was signed for another region is told the right one, so that an SDK can sign it anew.</summary>
public sealed class RegionRefusalTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("eu-west-1", "us-east-1", "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'")]
    [InlineData("eu-west-1", "us-east-1 us-west-2", "The authorization header is malformed; the region 'eu-west-1' is wrong")]
    public async Task The_region_that_is_expected_is_said(string region, string expected, string message)
    {
        HeaderField[] headers = [new("Host", "s3.example.org"), new("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")];
        var unsigned = new SignedRequest("GET", "/bucket/key", headers);
        var signed = new SigV4Signer(SigV4Rules.For("s3") with { AllowPayloadForms = true }, region).Sign(
            unsigned, SHA256.HashData([]), new SigningCredentials("AKIDEXAMPLEEXAMPLE", Secret.NewAccessKey()), Now);
        var verifier = new RequestVerifier(
            SigV4Rules.For("s3") with { AllowPayloadForms = true, Regions = RegionRule.Only(expected.Split(' ')) }, null!, new ManualClock(Now));
        var found = await verifier.Find(unsigned with { Headers = (HeaderField[])[.. headers, .. signed] }, CancellationToken.None);
        Assert.Equal(("AuthorizationHeaderMalformed", 400, message), (found.Error?.Code, found.Error?.Status, found.Error?.Message));
    }
}
