using Daypass.Core.Identity;
using Daypass.Federation.Oidc;
using Daypass.Federation.Saml;

namespace Daypass.Federation.Tests;

/// <summary>The words of a provider's tag: a misspelt one closes the door and never opens it.</summary>
public sealed class ProviderSwitchTests
{
    [Theory]
    [InlineData("strict-audiences")]
    [InlineData("strict-audience=yes")]
    [InlineData("algorithm=HS256")]
    [InlineData("algorithm=none")]
    [InlineData("algorithm")]
    public void An_unknown_word_leaves_an_OpenID_Connect_provider_without_rules(string text) =>
        Assert.Null(OidcProvider.Of(new OidcRegistration { Arn = "a", Url = "https://a", Switches = text }));

    [Fact]
    public void Known_words_are_read()
    {
        var provider = OidcProvider.Of(new OidcRegistration { Arn = "a", Url = "https://a", Switches = "strict-audience  algorithm=ES256 algorithm=ES384" })!;
        var rules = SamlRules.Read("sha1 recipient=https://a/saml replay=never audience=urn:a")!;

        Assert.True(provider.RequireRegisteredAudience);
        Assert.Equal(["ES256", "ES384"], provider.Algorithms);
        Assert.Equal((true, false, ReplayRule.Never), (rules.AllowSha1, rules.AnyRecipient, rules.Replay));
        Assert.Equal(["https://a/saml"], rules.Recipients);
        Assert.Equal(["urn:a"], rules.Audiences);
        Assert.Same(SamlRules.Strict, SamlRules.Read(null));
        Assert.True(SamlRules.Read("as-aws")!.AnyRecipient);
        Assert.False(SamlRules.Read("as-aws")!.AllowSha1);
    }

    [Theory]
    [InlineData("SHA1")]
    [InlineData("any")]
    [InlineData("replay=often")]
    [InlineData("recipient=")]
    [InlineData("sha1=no")]
    public void An_unknown_word_leaves_a_SAML_provider_without_rules(string text) => Assert.Null(SamlRules.Read(text));
}
