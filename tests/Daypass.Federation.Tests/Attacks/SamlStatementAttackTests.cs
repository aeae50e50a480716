using System.Security.Cryptography;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Saml.Rules;
using Daypass.Federation.Tests.Saml;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Sts;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Rightly signed assertions that are not for us, not for now, or not for this role.</summary>
[Trait("Road", "front door")]
public sealed class SamlStatementAttackTests(SamlWorld world) : IClassFixture<SamlWorld>
{
    private const string Generic = "Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService; Status Code: 400; Error Code: "
        + "AuthSamlInvalidSamlResponseException; Request ID: ";

    [Theory, Trait("Attack", "S-TIME")]
    [InlineData("confirmation")]
    [InlineData("conditions")]
    [InlineData("session")]
    public void What_has_ended_is_refused_to_the_second(string what)
    {
        SamlDraft Ending(TimeSpan at) => what switch
        {
            "confirmation" => world.Draft with { ConfirmedFor = at },
            "conditions" => world.Draft with { NotOnOrAfter = at },
            _ => world.Draft with { SessionUntil = at },
        };

        Assert.True(world.Present(world.Idp.Mint(Ending(TimeSpan.FromSeconds(1)))).Succeeded);
        var error = world.Refused(world.Idp.Mint(Ending(TimeSpan.Zero)));

        Assert.Equal(("ExpiredTokenException", "Response has expired"), (error.Code, error.Message));
    }

    [Fact, Trait("Attack", "S-TIME")]
    public void An_assertion_older_than_five_minutes_is_refused_and_has_a_switch()
    {
        var late = world.Draft with { Issued = TimeSpan.FromSeconds(-301), ConfirmedFor = TimeSpan.FromHours(1), NotOnOrAfter = TimeSpan.FromHours(1) };
        var error = world.Refused(world.Idp.Mint(late));

        Assert.Equal(("ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance"), (error.Code, error.Message));
        Assert.True(world.Present(world.Idp.Mint(late with { Issued = TimeSpan.FromSeconds(-300) })).Succeeded);
        Assert.True(world.Present(world.Idp.Mint(late), static _ => SamlRules.AsAws).Succeeded);
    }

    [Theory, Trait("Attack", "S-TIME")]
    [InlineData(301)]
    [InlineData(3600)]
    [InlineData(86_400)]
    public void An_assertion_that_is_not_valid_yet_is_refused_and_has_a_switch(int seconds)
    {
        var early = world.Draft with { NotBefore = TimeSpan.FromSeconds(seconds), NotOnOrAfter = TimeSpan.FromDays(2) };

        Assert.Equal("InvalidIdentityToken", world.Refused(world.Idp.Mint(early)).Code);
        Assert.True(world.Present(world.Idp.Mint(early with { NotBefore = TimeSpan.FromSeconds(300) })).Succeeded);
        Assert.True(world.Present(world.Idp.Mint(early), static rules => rules with { IgnoreNotBefore = true }).Succeeded);
        Assert.Contains("DP-SAML-43", world.Refused(world.Idp.Mint(world.Draft with { Issued = TimeSpan.FromSeconds(seconds) })).Reason,
            StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-TIME")]
    [InlineData("NotBefore=\"2026-07-01T11:59:30Z\"", "NotBefore=\"yesterday\"")]
    [InlineData("NotBefore=\"2026-07-01T11:59:30Z\"", "NotBefore=\"2026-07-01T11:59:30\"")]
    [InlineData("NotBefore=\"2026-07-01T11:59:30Z\"", "NotBefore=\"2026-07-01T11:59:30+02:00\"")]
    [InlineData("NotBefore=\"2026-07-01T11:59:30Z\"", "NotBefore=\"\"")]
    [InlineData("NotOnOrAfter=\"2026-07-01T12:05:00Z\"", "NotOnOrAfter=\"9999-99-99T99:99:99Z\"")]
    [InlineData("SessionNotOnOrAfter=\"2026-07-01T20:00:00Z\"", "SessionNotOnOrAfter=\"x\"")]
    [InlineData("IssueInstant=\"2026-07-01T12:00:00Z\"", "IssueInstant=\"12:00\"")]
    public void A_malformed_instant_is_refused(string from, string to) =>
        Assert.StartsWith(Generic, world.Refused(world.Idp.Mint(world.Draft with { EditAssertion = xml => xml.Replace(from, to, StringComparison.Ordinal) }))
            .Message, StringComparison.Ordinal);

    [Fact]
    public void Fractions_of_a_second_of_any_length_are_read() =>
        Assert.True(world.Present(world.Idp.Mint(
            world.Draft with { EditAssertion = static xml =>
            xml.Replace("2026-07-01T12:05:00Z", "2026-07-01T12:05:00.123456789Z", StringComparison.Ordinal) })).Succeeded);

    [Theory, Trait("Attack", "S-FIT")]
    [InlineData("no recipient")]
    [InlineData("no confirmation end")]
    [InlineData("no name format")]
    [InlineData("two confirmations")]
    [InlineData("other method")]
    [InlineData("no subject")]
    [InlineData("no conditions")]
    [InlineData("no authentication")]
    [InlineData("two conditions")]
    [InlineData("two issuers")]
    [InlineData("encrypted name")]
    [InlineData("encrypted attribute")]
    public void An_assertion_without_what_AWS_insists_on_is_refused(string what)
    {
        var draft = what switch
        {
            "no recipient" => world.Draft with { Recipient = null },
            "no confirmation end" => world.Draft with { ConfirmedFor = null },
            "no name format" => world.Draft with { Format = null },
            _ => world.Draft with
            {
                EditAssertion = xml => what switch
                {
                    "two confirmations" => Twice(xml, "saml:SubjectConfirmation"),
                    "other method" => xml.Replace("cm:bearer", "cm:holder-of-key", StringComparison.Ordinal),
                    "no subject" => Without(xml, "saml:Subject"),
                    "no conditions" => Without(xml, "saml:Conditions"),
                    "no authentication" => Without(xml, "saml:AuthnStatement"),
                    "two conditions" => Twice(xml, "saml:Conditions"),
                    "two issuers" => Twice(xml, "saml:Issuer"),
                    "encrypted attribute" => xml.Replace(
                        "</saml:AttributeStatement>", "<saml:EncryptedAttribute/></saml:AttributeStatement>", StringComparison.Ordinal),
                    _ => xml.Replace("<saml:NameID", "<saml:EncryptedID/><saml:NameID", StringComparison.Ordinal),
                },
            },
        };

        Assert.StartsWith(Generic, world.Refused(world.Idp.Mint(draft)).Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-FIT")]
    [InlineData("https://unrelated.example.com/saml")]
    [InlineData("not-a-url")]
    [InlineData("https://signin.aws.amazon.com.evil.example.com/saml")]
    [InlineData("https://evil.example.com/signin.aws.amazon.com/saml")]
    [InlineData("https://evil.example.com#.signin.aws.amazon.com/saml")]
    [InlineData("https://a.b.signin.aws.amazon.com/saml")]
    [InlineData("https://.signin.aws.amazon.com/saml")]
    [InlineData("http://signin.aws.amazon.com/saml")]
    [InlineData("https://signin.aws.amazon.com/saml/acs/")]
    [InlineData("https://signin.aws.amazon.com/saml/acs/a/b")]
    [InlineData("https://signin.aws.amazon.com/saml2")]
    [InlineData("https://signin.aws.amazon.com")]
    public void A_recipient_that_is_not_ours_is_refused_and_has_a_switch(string recipient)
    {
        var response = world.Idp.Mint(world.Draft with { Recipient = recipient });

        Assert.StartsWith("DP-SAML-45", world.Refused(response).Reason, StringComparison.Ordinal);
        Assert.Equal(recipient, world.Present(response, static _ => SamlRules.AsAws).Value!.Audience);
    }

    [Theory, Trait("Attack", "S-FIT")]
    [InlineData("<saml:AudienceRestriction><saml:Audience>urn:other</saml:Audience></saml:AudienceRestriction>")]
    [InlineData("<saml:AudienceRestriction/>")]
    [InlineData("<saml:AudienceRestriction><saml:Audience>URN:amazon:webservices</saml:Audience></saml:AudienceRestriction>")]
    [InlineData("<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction><saml:AudienceRestriction>"
        + "<saml:Audience>urn:other</saml:Audience></saml:AudienceRestriction>")]
    public void An_audience_that_is_not_ours_is_refused_and_has_a_switch(string conditions)
    {
        var response = world.Idp.Mint(world.Draft with { Conditions = conditions });

        Assert.Equal("Response does not contain the required audience.", world.Refused(response).Message);
        Assert.True(world.Present(response, static _ => SamlRules.AsAws).Succeeded);
    }

    [Fact, Trait("Attack", "S-FIT")]
    public void A_condition_that_nobody_here_knows_is_refused_and_has_a_switch()
    {
        var response = world.Idp.Mint(world.Draft with { Conditions = "<saml:Condition xsi:type=\"xs:string\"/>" });

        Assert.StartsWith("DP-SAML-47", world.Refused(response).Reason, StringComparison.Ordinal);
        Assert.True(world.Present(response, static _ => SamlRules.AsAws).Succeeded);
    }

    [Fact, Trait("Attack", "S-SWAP")]
    public async Task An_assertion_of_another_provider_of_the_account_is_refused()
    {
        var other = new TestSamlIdp(RSA.Create(2048), "https://other.example.com/saml");
        var swapped = world.Provider with { Metadata = SamlMetadataReader.Read(other.Metadata).Value! };

        Assert.Equal(SamlWorld.SignatureInvalid, world.Verifier.Verify(world.Idp.Mint(world.Draft), swapped, SamlDraft.Role).Error!.Message);

        var server = world.Door.Server;
        var arn = (await server.Api.Get(new CreateSamlProviderRequest { Name = "Other", SamlMetadataDocument = other.Metadata }, server.Admin))
            .SamlProviderArn!;
        foreach (var draft in new[] { world.Draft, world.Draft.Replacing(SamlDraft.Aws + "Role", $"{SamlDraft.Role},{arn}") })
        {
            var answer = await server.Api.Call(
                new AssumeRoleWithSamlRequest { RoleArn = SamlDraft.Role, PrincipalArn = arn, SamlAssertion = world.Idp.Mint(draft) }, null);
            Assert.Equal(("InvalidIdentityToken", 400, SamlWorld.SignatureInvalid), (answer.Error!.Code, answer.Error.Status, answer.Error.Message));
        }

        // Two entities with one key: the issuer tells them apart.
        var sameKey = new TestSamlIdp(world.Idp.Key, "https://other.example.com/saml");
        var entity = world.Provider with { Metadata = SamlMetadataReader.Read(sameKey.Metadata).Value! };
        Assert.StartsWith("Issuer not present in specified provider", world.Verifier.Verify(world.Idp.Mint(world.Draft), entity, SamlDraft.Role).Error!.Message,
            StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-PAIR")]
    [InlineData(SamlDraft.Role + ",arn:aws:iam::123456789012:saml-provider/Other")]
    [InlineData("arn:aws:iam::123456789012:role/other," + SamlDraft.Provider)]
    [InlineData("arn:aws:iam::123456789012:role/*," + SamlDraft.Provider)]
    [InlineData(SamlDraft.Role)]
    [InlineData(SamlDraft.Role + "," + SamlDraft.Provider + "," + SamlDraft.Role)]
    [InlineData(SamlDraft.Role + ";" + SamlDraft.Provider)]
    [InlineData(SamlDraft.Role + "," + SamlDraft.Role)]
    [InlineData("arn:aws:iam::123456789012:role/DEPLOYER," + SamlDraft.Provider)]
    [InlineData("")]
    [InlineData(null)]
    public void A_role_that_is_not_paired_with_the_provider_is_refused(string? pair)
    {
        var draft = world.Draft.Replacing(SamlDraft.Aws + "Role", pair is null ? [] : [pair]);

        Assert.Equal("SAML Assertion doesn't contain the requested Role and Metadata in the attributes", world.Refused(world.Idp.Mint(draft)).Message);
    }

    [Theory, Trait("Attack", "S-ATTR")]
    [InlineData("RoleSessionName", "", "RoleSessionName is required in AuthnResponse")]
    [InlineData("RoleSessionName", "j", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")]
    [InlineData("RoleSessionName", "jane doe", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")]
    [InlineData("RoleSessionName", "jane\n", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")]
    [InlineData("SourceIdentity", "aws:jane", "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"")]
    [InlineData("SourceIdentity", "", "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"")]
    [InlineData("SessionDuration", "899", "SessionDuration in AuthnResponse must be a number from 900 to 43200")]
    [InlineData("SessionDuration", "43201", "SessionDuration in AuthnResponse must be a number from 900 to 43200")]
    [InlineData("SessionDuration", "1h", "SessionDuration in AuthnResponse must be a number from 900 to 43200")]
    [InlineData("SessionDuration", " 900", "SessionDuration in AuthnResponse must be a number from 900 to 43200")]
    [InlineData("PrincipalTag:aws:x", "v",
        "Session tags must match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@], with keys of 1 to 128 characters that do not begin with \"aws:\" and values of up to 256.")]
    [InlineData("PrincipalTag:", "v",
        "Session tags must match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@], with keys of 1 to 128 characters that do not begin with \"aws:\" and values of up to 256.")]
    [InlineData("TransitiveTagKeys", "Team", "The specified transitive tag key must be included in the requested tags.")]
    public void An_attribute_that_breaks_its_rule_is_refused_in_AWS_words(string name, string value, string message)
    {
        var error = world.Refused(world.Idp.Mint(world.Draft.Replacing(SamlDraft.Aws + name, value)));

        Assert.Equal(("InvalidIdentityToken", message), (error.Code, error.Message));
    }

    [Theory, Trait("Attack", "S-ATTR")]
    [InlineData("RoleSessionName")]
    [InlineData("SourceIdentity")]
    [InlineData("SessionDuration")]
    [InlineData("PrincipalTag:Team")]
    public void Two_values_where_there_may_be_one_are_refused(string name) =>
        Assert.Equal("InvalidIdentityToken", world.Refused(world.Idp.Mint(world.Draft.Replacing(SamlDraft.Aws + name, "1000", "2000"))).Code);

    [Fact, Trait("Attack", "S-ATTR")]
    public void A_missing_session_name_is_refused() =>
        Assert.Equal("RoleSessionName is required in AuthnResponse",
            world.Refused(world.Idp.Mint(world.Draft.Replacing(SamlDraft.Aws + "RoleSessionName"))).Message);

    [Fact, Trait("Attack", "S-ATTR")]
    public void An_attribute_split_over_two_elements_is_refused() =>
        Assert.Contains("an attribute twice", world.Refused(world.Idp.Mint(world.Draft.With((SamlDraft.Aws + "RoleSessionName", ["admin"])))).Reason,
            StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-ATTR")]
    public void Tags_that_differ_in_case_only_are_refused() =>
        Assert.Contains("Duplicate tag keys",
            world.Refused(world.Idp.Mint(world.Draft.With((SamlDraft.Aws + "PrincipalTag:Team", ["a"]), (SamlDraft.Aws + "PrincipalTag:team", ["b"])))).Message,
            StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-ATTR")]
    public void Two_attributes_for_one_condition_key_are_refused() =>
        Assert.StartsWith("DP-SAML-48",
            world.Refused(world.Idp.Mint(world.Draft.With(("2.5.4.3", ["a"]), ("http://schemas.xmlsoap.org/claims/CommonName", ["b"])))).Reason,
            StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-ATTR")]
    public void Attribute_names_are_compared_with_regard_to_case() =>
        Assert.Equal("RoleSessionName is required in AuthnResponse",
            world.Refused(world.Idp.Mint(world.Draft.Replacing(SamlDraft.Aws + "RoleSessionName").With((SamlDraft.Aws + "rolesessionname", ["jane"]))))
            .Message);

    private static string Element(string xml, string name)
    {
        var from = xml.IndexOf("<" + name, StringComparison.Ordinal);
        var to = xml.IndexOf($"</{name}>", StringComparison.Ordinal) + name.Length + 3;
        return xml[from..to];
    }

    private static string Twice(string xml, string name) => xml.Replace(Element(xml, name), Element(xml, name) + Element(xml, name), StringComparison.Ordinal);

    private static string Without(string xml, string name) => xml.Replace(Element(xml, name), string.Empty, StringComparison.Ordinal);
}
