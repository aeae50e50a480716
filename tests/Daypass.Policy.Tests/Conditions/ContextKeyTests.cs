using Daypass.Policy.Keys;

namespace Daypass.Policy.Tests.Conditions;

public sealed class ContextKeyTests
{
    [Theory]
    [InlineData("aws:currenttime", "aws:CurrentTime", ContextKeyType.Date, false)]
    [InlineData("aws:PrincipalTag/Team/a", "aws:PrincipalTag/", ContextKeyType.Text, false)]
    [InlineData("aws:TagKeys", "aws:TagKeys", ContextKeyType.Text, true)]
    [InlineData("sts:RequestContextProviders", "sts:RequestContextProviders", ContextKeyType.Arn, true)]
    [InlineData("saml:edupersonaffiliation", "saml:eduPersonAffiliation", ContextKeyType.Text, true)]
    [InlineData("id.example.com:8443/realms/a:amr", "amr", ContextKeyType.Text, true)]
    [InlineData("localhost:8080/dex:sub", "sub", ContextKeyType.Text, false)]
    [InlineData("accounts.google.com:google/organization_number", "accounts.google.com:google/organization_number", ContextKeyType.Text, false)]
    public void A_key_is_found_by_what_a_policy_writes(string written, string name, ContextKeyType type, bool multivalued)
    {
        var key = ContextKeys.Find(written);
        Assert.NotNull(key);
        Assert.Equal((name, type, multivalued), (key.Name, key.Type, key.IsMultivalued));
    }

    [Theory]
    [InlineData("aws:NoSuchKey")]
    [InlineData("aws:username/x")]
    [InlineData("sts:ExternalID2")]
    [InlineData("")]
    [InlineData(":sub")]
    [InlineData("id.example.com:")]
    public void A_key_that_does_not_exist_is_not_found(string written) => Assert.Null(ContextKeys.Find(written));

    [Fact]
    public void The_SAML_keys_are_thirty_two_and_thirteen_of_them_multivalued()
    {
        Assert.Equal(32, ContextKeys.Saml.Count);
        Assert.Equal(13, ContextKeys.Saml.Count(static key => key.IsMultivalued));
    }

    [Fact]
    public void Names_are_unique_without_regard_to_case()
    {
        var names = ContextKeys.Global.Concat(ContextKeys.CrossService).Concat(ContextKeys.Sts).Concat(ContextKeys.Iam).Concat(ContextKeys.Saml).Concat(ContextKeys.OidcIssuers).Select(static key => key.Name).ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("aws:TagKeys", "stringList")]
    [InlineData("aws:CurrentTime", "date")]
    [InlineData("aws:SourceIp", "ip")]
    [InlineData("aws:MultiFactorAuthAge", "numeric")]
    [InlineData("aws:SecureTransport", "boolean")]
    [InlineData("aws:PrincipalArn", "string")]
    public void The_type_for_simulation_is_the_APIs_own_name(string key, string type) => Assert.Equal(type, ContextKeys.Find(key)!.SimulationType);
}
