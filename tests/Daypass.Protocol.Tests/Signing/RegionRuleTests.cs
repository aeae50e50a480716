using Daypass.Protocol.Signing;

namespace Daypass.Protocol.Tests.Signing;

public class RegionRuleTests
{
    [Theory]
    [InlineData("us-east-1", true)]
    [InlineData("eu-isoe-west-1", true)]
    [InlineData("local", true)]
    [InlineData("garage", true)]
    [InlineData("x1", true)]
    [InlineData("", false)]
    [InlineData("US-EAST-1", false)]
    [InlineData("us_east_1", false)]
    [InlineData("us-east-1-", false)]
    [InlineData("-us-east-1", false)]
    [InlineData("us--east", false)]
    [InlineData("1-east", false)]
    [InlineData("us east", false)]
    [InlineData("us-éast", false)]
    [InlineData("aws-global", false)]
    public void Any_well_formed_region_is_allowed_unless_a_list_is_set(string region, bool allowed) =>
        Assert.Equal(allowed, RegionRule.Any.Allows(region));

    [Fact]
    public void A_region_of_more_than_sixty_four_characters_is_none()
    {
        Assert.True(RegionRule.Any.Allows(new string('a', 64)));
        Assert.False(RegionRule.Any.Allows(new string('a', 65)));
    }

    [Fact]
    public void A_list_allows_its_regions_and_no_other()
    {
        var strict = Example.Rules with { Regions = RegionRule.Only("eu-west-1", "eu-central-1") };
        Assert.Equal("accepted", Example.Verdict(Example.SignedPost(region: "eu-central-1"), Example.BodyHash, rules: strict));
        var refused = Example.Verify(Example.SignedPost(), Example.BodyHash, rules: strict);
        Assert.Equal("Credential should be scoped to a valid region. ", refused.Error?.Message);
    }
}
