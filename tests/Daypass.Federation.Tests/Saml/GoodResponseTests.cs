using Daypass.Core.Sessions;
using System.Security.Cryptography;
using System.Text;
using Daypass.Federation.Saml.Assertions;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Saml.Rules;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Saml;

public sealed class GoodResponseTests(SamlWorld world) : IClassFixture<SamlWorld>
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_signed_assertion_says_who_calls_and_a_signed_response_around_it_changes_nothing(bool signAssertion, bool signResponse)
    {
        var result = world.Present(world.Idp.Mint(world.Draft, signAssertion, signResponse));

        Assert.True(result.Succeeded, result.Error?.Reason);
        var identity = result.Value;
        Assert.Equal("jane", identity.Subject);
        Assert.Equal("persistent", identity.SubjectType);
        Assert.Equal("https://idp.example.com/saml", identity.Issuer);
        Assert.Equal("https://signin.aws.amazon.com/saml", identity.Audience);
        Assert.Equal("jane@example.com", identity.RoleSessionName);
        Assert.Equal(TimeSpan.FromHours(8), identity.LongestSession);
        Assert.False(identity.IsForOneUse);
        Assert.Equal("_assertion", identity.AssertionId);
        Assert.Equal(["saml:namequalifier", "saml:sub", "saml:sub_type"], identity.SessionKeys.Names());
        Assert.Equal(["https://signin.aws.amazon.com/saml"], identity.TrustKeys.Of("saml:aud"));
        Assert.Equal(["123456789012/MySAMLIdP"], identity.TrustKeys.Of("SAML:DOC"));
    }

    [Fact]
    public void The_name_qualifier_is_AWS_formula() =>
        Assert.Equal("1uAJanUnBc2XeUkHURMht+xam2c=", SamlConditionKeys.NameQualifier("https://example.com/saml", "123456789012", "MySAMLIdP"));

    [Theory]
    [InlineData("nistP256", "sha256")]
    [InlineData("nistP384", "sha384")]
    [InlineData("nistP521", "sha512")]
    public void A_provider_may_sign_on_a_curve(string curve, string hash)
    {
        var idp = new TestSamlIdp(ECDsa.Create(ECCurve.CreateFromFriendlyName(curve)));
        var provider = world.Provider with { Metadata = SamlMetadataReader.Read(idp.Metadata).Value! };
        var name = new HashAlgorithmName(hash.ToUpperInvariant());
        var response = idp.Mint(world.Draft,
            options: new XmlSignatureOptions { Method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-" + hash, Sign = octets => idp.Sign(octets, name) });

        var result = world.Verifier.Verify(response, provider, SamlDraft.Role);

        Assert.True(result.Succeeded, result.Error?.Reason);
    }

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "SHA384", "http://www.w3.org/2001/04/xmldsig-more#sha384")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "SHA512", "http://www.w3.org/2001/04/xmlenc#sha512")]
    public void Longer_hashes_verify(string method, string hash, string digest)
    {
        var name = new HashAlgorithmName(hash);

        Assert.True(world.Present(world.Idp.Mint(
            world.Draft, options: new XmlSignatureOptions { Method = method, Digest = digest, Hash = name, Sign = octets => world.Idp.Sign(octets, name) }))
            .Succeeded);
    }

    [Fact]
    public void Namespaces_may_be_kept_by_a_prefix_list() =>
        Assert.True(world.Present(world.Idp.Mint(world.Draft, options: new XmlSignatureOptions { Prefixes = "xs xsi" })).Succeeded);

    [Fact]
    public void What_stands_in_KeyInfo_is_not_looked_at() =>
        Assert.True(world.Present(world.Idp.Mint(world.Draft, options: new XmlSignatureOptions { KeyInfo = "<ds:KeyName>anything</ds:KeyName>" })).Succeeded);

    [Fact]
    public void Base64_may_be_broken_into_lines()
    {
        var octets = Convert.FromBase64String(world.Idp.Mint(world.Draft));

        Assert.True(world.Present(Convert.ToBase64String(octets, Base64FormattingOptions.InsertLineBreaks) + "\n").Succeeded);
    }

    [Fact, Trait("Attack", "S-ENC")]
    public void A_byte_order_mark_and_a_declaration_are_fine()
    {
        var xml = world.Idp.Issue(world.Draft).OuterXml;

        Assert.True(world.Present(Convert.ToBase64String([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(xml)])).Succeeded);
        Assert.True(world.Present(TestSamlIdp.Encode("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + xml)).Succeeded);
    }

    [Fact]
    public void Pretty_printing_is_fine_when_it_was_signed_that_way() =>
        Assert.True(world.Present(world.Idp.Mint(
            world.Draft with { EditAssertion = static xml =>
            xml.Replace("><", ">\n  <", StringComparison.Ordinal).Replace("/>\n", "/>\r\n", StringComparison.Ordinal) })).Succeeded);

    [Fact]
    public void Carriage_returns_in_text_verify()
    {
        var identity = world.Present(world.Idp.Mint(
            world.Draft.With((SamlDraft.Aws + "PrincipalTag:Team", ["eng"])).With(("urn:oid:2.5.4.3", ["Jane\r\nDoe\r"])))).Value!;

        Assert.Equal(["Jane\r\nDoe\r"], identity.TrustKeys.Of("saml:cn"));
    }

    [Theory]
    [InlineData("urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "transient")]
    [InlineData("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")]
    [InlineData("custom-format", "custom-format")]
    public void The_subject_type_loses_SAML_2_prefix_only(string format, string type) =>
        Assert.Equal(type, world.Present(world.Idp.Mint(world.Draft with { Format = format })).Value!.SubjectType);

    [Theory]
    [InlineData("https://us-east-1.signin.aws.amazon.com/saml")]
    [InlineData("https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSPABC")]
    [InlineData("https://signin.aws.amazon.com/saml/acs/SAMLSPABC")]
    [InlineData("https://signin.amazonaws.cn/saml")]
    [InlineData("https://signin.amazonaws-us-gov.com/saml")]
    public void Every_sign_in_address_of_AWS_is_ours(string recipient) =>
        Assert.Equal(recipient, world.Present(world.Idp.Mint(world.Draft with { Recipient = recipient })).Value!.Audience);

    [Fact]
    public void Addresses_and_audiences_of_ones_own_can_be_added() =>
        Assert.True(world.Present(
            world.Idp.Mint(world.Draft with { Recipient = "https://sts.example.com/saml",
                Conditions = "<saml:AudienceRestriction><saml:Audience>a</saml:Audience><saml:Audience>https://sts.example.com</saml:Audience>"
                + "</saml:AudienceRestriction>" }),
            static rules => rules with { Recipients = ["https://sts.example.com/saml"], Audiences = ["https://sts.example.com"] }).Succeeded);

    [Fact]
    public void No_audience_restriction_is_none() =>
        Assert.True(world.Present(world.Idp.Mint(world.Draft with { Conditions = string.Empty, NotOnOrAfter = null })).Succeeded);

    [Fact]
    public void The_issuer_of_the_response_does_not_matter() =>
        Assert.True(world.Present(world.Idp.Mint(world.Draft with { ResponseIssuer = "https://other.example.com" })).Succeeded);

    [Theory]
    [InlineData(SamlDraft.Provider + "," + SamlDraft.Role)]
    [InlineData(SamlDraft.Role + " , " + SamlDraft.Provider)]
    [InlineData(" " + SamlDraft.Role + "," + SamlDraft.Provider + "\n")]
    public void The_pair_of_role_and_provider_stands_in_either_order_and_white_space_does_not_matter(string pair) =>
        Assert.True(world.Present(world.Idp.Mint(world.Draft.Replacing(SamlDraft.Aws + "Role", "arn:aws:iam::1:role/x,arn:aws:iam::1:saml-provider/y", pair)))
            .Succeeded);

    [Fact]
    public void Attributes_have_their_effects()
    {
        var identity = world.Present(world.Idp.Mint(world.Draft.With(
            (SamlDraft.Aws + "SessionDuration", ["900"]),
            (SamlDraft.Aws + "PrincipalTag:Team", ["eng"]),
            (SamlDraft.Aws + "PrincipalTag:Empty", [""]),
            (SamlDraft.Aws + "TransitiveTagKeys", ["Team", "empty"]),
            (SamlDraft.Aws + "SourceIdentity", ["jane"]),
            ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", ["staff", "member"]),
            ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", ["jane@example.com"]),
            ("unmapped", ["x"])))).Value!;

        Assert.Equal(TimeSpan.FromMinutes(15), identity.LongestSession);
        Assert.Equal([new SessionTag("Team", "eng", true), new SessionTag("Empty", "", true)], identity.SessionTags);
        Assert.Equal("jane", identity.SourceIdentity);
        Assert.Equal(["staff", "member"], identity.TrustKeys.Of("saml:eduPersonAffiliation"));
        Assert.Equal(["jane@example.com"], identity.TrustKeys.Of("saml:mail"));
        Assert.DoesNotContain(identity.TrustKeys.Names(), static key => key.Contains("unmapped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(600, null, 600)]
    [InlineData(600, 900, 600)]
    [InlineData(null, 7200, 7200)]
    [InlineData(null, null, null)]
    public void The_shorter_of_session_end_and_duration_is_the_longest_session(int? until, int? duration, int? longest)
    {
        var draft = world.Draft with { SessionUntil = until is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

        var identity = world.Present(world.Idp.Mint(duration is { } asked ? draft.With((SamlDraft.Aws + "SessionDuration", [$"{asked}"])) : draft)).Value!;

        Assert.Equal(longest, (int?)identity.LongestSession?.TotalSeconds);
    }

    [Fact]
    public void One_use_is_asked_for_by_the_assertion_or_by_the_provider_rule()
    {
        var once = world.Idp.Mint(world.Draft with { Conditions = "<saml:OneTimeUse/>" });
        var often = world.Idp.Mint(world.Draft with { Conditions = "<saml:ProxyRestriction Count=\"0\"/>" });

        Assert.True(world.Present(once).Value!.IsForOneUse);
        Assert.False(world.Present(often).Value!.IsForOneUse);
        Assert.False(world.Present(once, static rules => rules with { Replay = ReplayRule.Allowed }).Value!.IsForOneUse);
        Assert.True(world.Present(often, static rules => rules with { Replay = ReplayRule.Never }).Value!.IsForOneUse);
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(5), world.Present(often).Value!.RememberUntil);
    }
}
