using Daypass.Core.Authorization;
using Daypass.Core.Toolbox;

namespace Daypass.Core.Tests.Toolbox;

/// <summary>Whose a document is that bore on a denied request.</summary>
public sealed class DeniedHalfTests
{
    private const string Member = "111122223333";
    private const string Management = "444455556666";

    [Theory]
    [InlineData(DeniedPolicy.ServiceControl, "arn:aws:organizations::444455556666:policy/o-abcdefghij/service_control_policy/p-12345678")]
    [InlineData(DeniedPolicy.ResourceControl, "arn:aws:organizations::444455556666:policy/o-abcdefghij/resource_control_policy/p-12345678")]
    public void A_control_policy_is_the_management_accounts(string type, string uri)
    {
        foreach (var ofResource in new[] { false, true })
        {
            var (policy, half) = (Policy(type, uri, ofResource), Half(ofPrincipal: true, ofResource: true));
            Assert.True(half.Has(policy));
            Assert.False(half.Opens(policy, Member));
            Assert.True(half.Opens(policy, Management));
        }
    }

    [Theory]
    [InlineData("arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("")]
    public void One_that_no_account_has_is_opened_by_none(string uri) =>
        Assert.False(Half(ofPrincipal: true, ofResource: true).Opens(Policy(DeniedPolicy.ServiceControl, uri, ofResource: false), Member));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Other_policies_are_those_of_the_half(bool ofResource)
    {
        var policy = Policy("IDENTITY_BASED_POLICY", "arn:aws:iam::444455556666:policy/a", ofResource);
        Assert.True(Half(!ofResource, ofResource).Opens(policy, Member));
        Assert.False(Half(ofResource, !ofResource).Opens(policy, Management));
    }

    private static DeniedPolicy Policy(string type, string uri, bool ofResource) => new(type, false, uri, null, ofResource, "{}");

    private static DeniedHalf Half(bool ofPrincipal, bool ofResource) => new(
        new DeniedRequest { Account = Member, ResourceAccount = Member, Context = [], Evaluations = [], Policies = [] }, ofPrincipal, ofResource);
}
