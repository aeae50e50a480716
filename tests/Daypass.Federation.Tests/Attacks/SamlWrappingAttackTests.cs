using System.Xml;
using Daypass.Federation.Tests.Saml;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Documents in which something is genuinely signed, and something else is meant to be believed.</summary>
[Trait("Road", "front door")]
public sealed class SamlWrappingAttackTests(SamlWorld world) : IClassFixture<SamlWorld>
{
    [Theory]
    [Trait("Attack", "S-XSW1"), Trait("Attack", "S-XSW2")]
    [InlineData("XSW1", false)]
    [InlineData("XSW1", true)]
    [InlineData("XSW2", false)]
    [InlineData("XSW2", true)]
    public void A_forged_response_around_the_signed_one_is_refused(string attack, bool assertionSigned) =>
        Wrapped(attack, assertionSigned, signResponse: true);

    [Theory, Trait("Attack", "S-XSW3")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_assertion_before_the_signed_one_is_refused(bool responseSigned) => Wrapped("XSW3", true, responseSigned);

    [Theory, Trait("Attack", "S-XSW4")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_assertion_around_the_signed_one_is_refused(bool responseSigned) => Wrapped("XSW4", true, responseSigned);

    [Theory, Trait("Attack", "S-XSW5")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_assertion_with_the_signature_and_the_original_at_the_end_is_refused(bool responseSigned) => Wrapped("XSW5", true, responseSigned);

    [Theory, Trait("Attack", "S-XSW6")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_assertion_with_the_original_inside_its_signature_is_refused(bool responseSigned) => Wrapped("XSW6", true, responseSigned);

    [Theory, Trait("Attack", "S-XSW7")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_assertion_of_the_same_id_in_extensions_is_refused(bool responseSigned) => Wrapped("XSW7", true, responseSigned);

    [Theory, Trait("Attack", "S-XSW8")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_forged_assertion_with_the_original_in_an_object_of_its_signature_is_refused(bool responseSigned) => Wrapped("XSW8", true, responseSigned);

    [Theory, Trait("Attack", "S-DUP")]
    [InlineData("DUP first")]
    [InlineData("DUP last")]
    public void Two_assertions_of_one_id_are_refused(string attack) => Wrapped(attack, true, false);

    [Fact, Trait("Attack", "S-NS")]
    public void A_forged_assertion_in_a_look_alike_namespace_is_refused() => Wrapped("NS", true, false);

    [Fact, Trait("Attack", "S-2OK")]
    public void Two_rightly_signed_assertions_are_refused()
    {
        var document = world.Idp.Issue(world.Draft);
        var second = world.Idp.Issue(world.Draft with { Subject = "john", AssertionId = "_second" });
        document.DocumentElement!.AppendChild(document.ImportNode(TestSamlIdp.AssertionOf(second), true));

        Assert.StartsWith("DP-SAML-10", world.Refused(document).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-META")]
    [InlineData("inside")]
    [InlineData("instead")]
    public void A_genuine_signature_over_another_document_of_the_provider_proves_nothing_here(string place)
    {
        // The provider also signs logout requests and its metadata; one of those is moved in together with its signature.
        var logout = XmlSigner.Parse($"<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
            + $"xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_logout\" "
            + $"Version=\"2.0\"><saml:Issuer>{world.Idp.EntityId}</saml:Issuer></samlp:LogoutRequest>");
        XmlSigner.Sign(logout.DocumentElement!, world.Idp.Sign);
        var document = world.Idp.Issue(world.Draft with { Subject = WrappingAttacks.ForgedSubject }, signAssertion: false);
        var assertion = TestSamlIdp.AssertionOf(document);
        var moved = (XmlElement)document.ImportNode(logout.DocumentElement!, true);
        if (place == "inside")
        {
            var signature = WrappingAttacks.SignatureOf(moved)!;
            moved.RemoveChild(signature);
            assertion.InsertAfter(signature, assertion.FirstChild);
            document.DocumentElement!.InsertBefore(moved, assertion);
        }
        else
        {
            document.DocumentElement!.InsertBefore(moved, assertion);
        }

        Assert.Equal("InvalidIdentityToken", world.Refused(document).Code);
    }

    [Theory, Trait("Attack", "S-NOSIG")]
    [InlineData("unsigned")]
    [InlineData("response only")]
    [InlineData("signature removed")]
    [InlineData("signature moved")]
    public void An_assertion_without_a_signature_of_its_own_is_refused_in_AWS_words(string how)
    {
        var document = world.Idp.Issue(world.Draft, signAssertion: how.StartsWith("signature", StringComparison.Ordinal), signResponse: how == "response only");
        if (WrappingAttacks.All.TryGetValue(how, out var mutate))
        {
            mutate(document);
        }

        var message = world.Refused(document).Message!;

        // A moved signature is a signature of the response that does not fit it.
        Assert.StartsWith(
            how == "signature moved" ? SamlWorld.SignatureInvalid
                : "Response (with optional signature) must contain an assertion with a mandatory signature (Service: AWSOpenIdDiscoveryService; Status "
                + "Code: 400; Error Code: AuthSamlInvalidSamlResponseException; Request ID: ",
            message,
            StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-NOSIG")]
    [InlineData("subject")]
    [InlineData("attribute")]
    [InlineData("condition")]
    [InlineData("issuer")]
    public void Content_changed_after_signing_is_refused(string what)
    {
        var xml = world.Idp.Issue(world.Draft).OuterXml;
        var changed = what switch
        {
            "subject" => xml.Replace(">jane<", ">admin<", StringComparison.Ordinal),
            "attribute" => xml.Replace("role/deployer", "role/admin", StringComparison.Ordinal),
            "condition" => xml.Replace("urn:amazon:webservices", "urn:other:audience", StringComparison.Ordinal),
            _ => xml.Replace("<saml:Assertion", "<saml:Assertion xmlns:x=\"urn:x\" x:y=\"z\"", StringComparison.Ordinal),
        };

        Assert.Equal(SamlWorld.SignatureInvalid, world.Refused(TestSamlIdp.Encode(changed)).Message);
    }

    [Fact, Trait("Attack", "S-NOSIG")]
    public void A_response_signature_that_does_not_fit_is_refused_though_the_assertion_is_good()
    {
        var xml = world.Idp.Issue(world.Draft, signAssertion: true, signResponse: true).OuterXml;

        Assert.Equal(SamlWorld.SignatureInvalid,
            world.Refused(TestSamlIdp.Encode(xml.Replace("Destination=\"https://signin", "Destination=\"https://x", StringComparison.Ordinal))).Message);
    }

    private void Wrapped(string attack, bool assertionSigned, bool signResponse)
    {
        var document = world.Idp.Issue(world.Draft, assertionSigned, signResponse);
        Assert.Equal(assertionSigned, world.Present(document).Succeeded);
        WrappingAttacks.All[attack](document);

        Assert.Equal("InvalidIdentityToken", world.Refused(document).Code);
    }
}
