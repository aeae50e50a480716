using Daypass.Protocol.Signing;
using Daypass.Protocol.Tests.Identifiers;

namespace Daypass.Protocol.Tests.Signing;

/// <summary>The budgets of the hot path, in bytes a call.</summary>
public class AllocationTests
{
    private static readonly SigV4Verifier Verifier = new(Example.Rules, new SigningKeys());

    [Fact]
    public void Verifying_a_header_signature_with_a_cached_key_allocates_nothing()
    {
        var request = Example.SignedPost(Example.Session);
        Assert.Equal(0, AllocatedBytes.PerCall(() => Accept(request, Example.BodyHash)));
    }

    [Fact]
    public void Verifying_a_header_signature_over_a_query_allocates_nothing()
    {
        var request = Example.Sign(Example.Get, Example.NoBody);
        Assert.Equal(0, AllocatedBytes.PerCall(() => Accept(request, Example.NoBody)));
    }

    [Fact]
    public void Verifying_a_presigned_request_allocates_only_its_decoded_parameters()
    {
        var request = Example.PresignedGet(Example.Session);
        Assert.InRange(AllocatedBytes.PerCall(() => Accept(request, Example.NoBody)), 1, 1600);
    }

    [Fact]
    public void A_request_with_a_large_token_takes_its_room_from_the_pool()
    {
        var request = Example.SignedPost(new SigningCredentials(Example.AccessKeyId, Example.Secret, new string('t', 4096)));
        Assert.Equal(0, AllocatedBytes.PerCall(() => Accept(request, Example.BodyHash)));
    }

    [Fact]
    public void Refusing_a_wrong_signature_allocates_no_more_than_the_derived_key()
    {
        var request = Example.SignedPost();
        Assert.InRange(AllocatedBytes.PerCall(() => Assert.False(Verifier.Verify(request, Example.NoBody, Example.Now, Lookup).Succeeded)), 0, 512);
    }

    private static readonly SecretLookup Lookup = Example.Lookup;

    private static void Accept(in SignedRequest request, byte[] bodyHash)
    {
        if (!Verifier.Verify(request, bodyHash, Example.Now, Lookup).Succeeded)
        {
            Assert.Fail("The request must be accepted, or the measurement says nothing.");
        }
    }
}
