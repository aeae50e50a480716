using System.Security.Cryptography;
using Daypass.Federation.Tests.Saml;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Signatures that are made in a way that must not count.</summary>
[Trait("Road", "front door")]
public sealed class SamlSignatureAttackTests(SamlWorld world) : IClassFixture<SamlWorld>
{
    private const string Ds = "http://www.w3.org/2000/09/xmldsig#";

    private static string Transforms(params string[] algorithms) =>
        string.Concat(algorithms.Select(static algorithm => $"<ds:Transform Algorithm=\"{algorithm}\"/>"));

    private string Refused(XmlSignatureOptions options)
    {
        var error = world.Refused(world.Idp.Mint(world.Draft, options: options));
        Assert.Equal(("InvalidIdentityToken", SamlWorld.SignatureInvalid), (error.Code, error.Message));
        return error.Reason!;
    }

    [Theory, Trait("Attack", "S-KEY")]
    [InlineData("nothing")]
    [InlineData("certificate")]
    [InlineData("key value")]
    public void A_foreign_key_proves_nothing_whatever_KeyInfo_says(string keyInfo)
    {
        using var foreign = RSA.Create(2048);
        var parameters = foreign.ExportParameters(false);
        var reason = Refused(new XmlSignatureOptions
        {
            Sign = octets => foreign.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            KeyInfo = keyInfo switch
            {
                "certificate" => $"<ds:X509Data>"
                    + $"<ds:X509Certificate>{Convert.ToBase64String(TestSamlIdp.MakeCertificate(foreign).RawData)}</ds:X509Certificate></ds:X509Data>",
                "key value" => $"<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{Convert.ToBase64String(parameters.Modulus!)}</ds:Modulus>"
                    + $"<ds:Exponent>{Convert.ToBase64String(parameters.Exponent!)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>",
                _ => null,
            },
        });

        Assert.Contains("no key of the metadata", reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-HMAC")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#hmac-sha1")]
    public void A_signature_keyed_with_the_certificate_is_refused(string method) =>
        Assert.Contains("signature method",
            Refused(new XmlSignatureOptions { Method = method, Sign = octets => HMACSHA256.HashData(world.Idp.Certificate.RawData, octets) }),
            StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-HMAC")]
    [InlineData("<ds:HMACOutputLength>0</ds:HMACOutputLength>")]
    [InlineData("<ds:HMACOutputLength>8</ds:HMACOutputLength>")]
    [InlineData(" ")]
    public void A_signature_method_with_something_in_it_is_refused(string inside) =>
        Assert.Contains("signature method", Refused(new XmlSignatureOptions
        {
            EditSignedInfo = info => info.Replace(
                $"Algorithm=\"{XmlSignatureOptions.RsaSha256}\"/>", $"Algorithm=\"{XmlSignatureOptions.RsaSha256}\">{inside}</ds:SignatureMethod>",
                StringComparison.Ordinal),
        }), StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-XSLT")]
    public void A_style_sheet_among_the_transforms_is_refused() =>
        Assert.Contains("transforms", Refused(new XmlSignatureOptions
        {
            Transforms = Transforms(XmlSignatureOptions.Enveloped)
                + "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"><xsl:stylesheet "
                    + "xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"><xsl:template "
                    + "match=\"/\"><x/></xsl:template></xsl:stylesheet></ds:Transform>"
                + Transforms(XmlSignatureOptions.ExclusiveForm),
        }), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-XPATH")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>not(ancestor-or-self::*[local-name()='AttributeStatement'])</ds:XPath>")]
    [InlineData("http://www.w3.org/2002/06/xmldsig-filter2",
        "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">//*[local-name()='AttributeStatement']</f:XPath>")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64", "")]
    public void A_filter_among_the_transforms_is_refused(string algorithm, string content) =>
        Assert.Contains("transforms", Refused(new XmlSignatureOptions
        {
            Transforms = Transforms(XmlSignatureOptions.Enveloped) + $"<ds:Transform Algorithm=\"{algorithm}\">{content}</ds:Transform>"
                + Transforms(XmlSignatureOptions.ExclusiveForm),
        }), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-MANY")]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(800)]
    public void Any_other_number_of_canonicalizations_than_one_is_refused(int times) =>
        Assert.Contains("transforms", Refused(
            new XmlSignatureOptions { Transforms =
            Transforms([XmlSignatureOptions.Enveloped, .. Enumerable.Repeat(XmlSignatureOptions.ExclusiveForm, times)]) }), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-MANY")]
    [InlineData(XmlSignatureOptions.ExclusiveForm, XmlSignatureOptions.Enveloped)]
    [InlineData(XmlSignatureOptions.ExclusiveForm, XmlSignatureOptions.ExclusiveForm)]
    [InlineData(XmlSignatureOptions.Enveloped, XmlSignatureOptions.Enveloped)]
    public void The_two_transforms_in_another_order_are_refused(string first, string second) =>
        Assert.Contains("transforms", Refused(new XmlSignatureOptions { Transforms = Transforms(first, second) }), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-URI")]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("#_response")]
    [InlineData("#xpointer(id('_assertion'))")]
    [InlineData("#xpointer(/)")]
    [InlineData("http://127.0.0.1:9/evil")]
    [InlineData("file:///etc/passwd")]
    [InlineData("_assertion")]
    public void A_reference_to_anything_but_the_element_around_it_is_refused(string uri) =>
        Assert.Contains("the reference is not", Refused(new XmlSignatureOptions { Uri = uri }), StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-URI")]
    public void A_reference_without_a_URI_is_refused() =>
        Refused(new XmlSignatureOptions { EditSignedInfo = static info => info.Replace(" URI=\"#_assertion\"", string.Empty, StringComparison.Ordinal) });

    [Theory, Trait("Attack", "S-C14N")]
    [InlineData(XmlSignatureOptions.InclusiveForm)]
    [InlineData(XmlSignatureOptions.InclusiveForm + "#WithComments")]
    [InlineData(XmlSignatureOptions.ExclusiveForm + "WithComments")]
    [InlineData("http://www.w3.org/2006/12/xml-c14n11")]
    public void Another_canonicalization_is_refused(string form) =>
        Refused(new XmlSignatureOptions { Form = form });

    [Fact, Trait("Attack", "S-C14N")]
    public void Inclusive_canonicalization_without_comments_has_a_switch()
    {
        var inclusive = world.Idp.Mint(
            world.Draft, signAssertion: true, signResponse: true, new XmlSignatureOptions { Form = XmlSignatureOptions.InclusiveForm });
        var withComments = world.Idp.Mint(world.Draft, options: new XmlSignatureOptions { Form = XmlSignatureOptions.InclusiveForm + "#WithComments" });

        Assert.True(world.Present(inclusive, static rules => rules with { AllowInclusiveCanonicalization = true }).Succeeded);
        world.Refused(withComments, static rules => rules with { AllowInclusiveCanonicalization = true });
    }

    [Fact, Trait("Attack", "S-SHA1")]
    public void SHA_1_is_refused_and_has_a_switch()
    {
        var options = new XmlSignatureOptions
        {
            Method = "http://www.w3.org/2000/09/xmldsig#rsa-sha1", Digest = "http://www.w3.org/2000/09/xmldsig#sha1", Hash = HashAlgorithmName.SHA1,
            Sign = octets => world.Idp.Sign(octets, HashAlgorithmName.SHA1),
        };

        Refused(options);
        Refused(options with { Method = XmlSignatureOptions.RsaSha256, Sign = null });
        Assert.True(world.Present(world.Idp.Mint(world.Draft, options: options), static rules => rules with { AllowSha1 = true }).Succeeded);
    }

    [Fact, Trait("Attack", "S-SHA1")]
    public void A_short_key_is_refused_and_has_a_switch()
    {
        var idp = new TestSamlIdp(RSA.Create(1024));
        var provider = world.Provider with { Metadata = Federation.Saml.Metadata.SamlMetadataReader.Read(idp.Metadata).Value! };
        var response = idp.Mint(world.Draft);

        Assert.Equal(SamlWorld.SignatureInvalid, world.Verifier.Verify(response, provider, SamlDraft.Role).Error!.Message);
        Assert.True(world.Verifier.Verify(response, provider with { Rules = provider.Rules with { AllowShortKeys = true } }, SamlDraft.Role).Succeeded);
    }

    [Fact, Trait("Attack", "S-2SI")]
    public void A_second_SignedInfo_is_refused()
    {
        var document = world.Idp.Issue(world.Draft);
        var signature = WrappingAttacks.SignatureOf(TestSamlIdp.AssertionOf(document))!;
        signature.InsertBefore(signature.FirstChild!.CloneNode(true), signature.FirstChild);

        Assert.Contains("not SignedInfo, SignatureValue", world.Refused(document).Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "S-2DV")]
    public void A_second_digest_value_is_refused()
    {
        var document = world.Idp.Issue(world.Draft);
        var digest = document.GetElementsByTagName("DigestValue", Ds)[0]!;
        digest.ParentNode!.InsertBefore(digest.CloneNode(true), digest);

        Assert.Contains("one digest", world.Refused(document).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-2DV")]
    [InlineData("<ds:Reference URI=\"#_response\"><ds:Transforms/></ds:Reference>")]
    [InlineData("<ds:Reference URI=\"#_assertion\"><ds:Transforms/></ds:Reference>")]
    public void A_second_reference_is_refused(string reference) =>
        Refused(new XmlSignatureOptions { EditSignedInfo = info =>
            info.Replace("</ds:SignedInfo>", reference + "</ds:SignedInfo>", StringComparison.Ordinal) });

    [Theory, Trait("Attack", "S-EMPTY")]
    [InlineData("<ds:DigestValue>", "<ds:DigestValue></ds:DigestValue><x>", "</ds:DigestValue>", "</x>")]
    [InlineData("DigestValue>", "DigestValue>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=<!---->", "", "")]
    public void An_empty_digest_or_one_of_nothing_is_refused(string from, string to, string from2, string to2) =>
        world.Refused(TestSamlIdp.Encode(Replace(Replace(world.Idp.Issue(world.Draft).OuterXml, from2, to2), from, to)));

    [Fact, Trait("Attack", "S-EMPTY")]
    public void The_digest_of_nothing_is_refused()
    {
        var empty = Convert.ToBase64String(SHA256.HashData([]));

        Refused(new XmlSignatureOptions { EditSignedInfo = info =>
            System.Xml.Linq.XElement.Parse(info) is var tree && SetDigest(tree, empty) ? tree.ToString(System.Xml.Linq.SaveOptions.DisableFormatting) : info });
    }

    [Theory, Trait("Attack", "S-KEY")]
    [InlineData("<ds:SignatureValue>AAAA</ds:SignatureValue>")]
    [InlineData("<ds:SignatureValue></ds:SignatureValue>")]
    [InlineData("<ds:SignatureValue/>")]
    [InlineData("<ds:SignatureValue>%%%%</ds:SignatureValue>")]
    [InlineData("<ds:SignatureValue><x/></ds:SignatureValue>")]
    public void A_signature_value_that_is_none_is_refused(string value)
    {
        var xml = world.Idp.Issue(world.Draft).OuterXml;
        var from = xml.IndexOf("<ds:SignatureValue", StringComparison.Ordinal);
        var to = xml.IndexOf("</ds:SignatureValue>", StringComparison.Ordinal) + "</ds:SignatureValue>".Length;

        Assert.Equal(SamlWorld.SignatureInvalid, world.Refused(TestSamlIdp.Encode(xml[..from] + value + xml[to..])).Message);
    }

    [Fact, Trait("Attack", "S-KEY")]
    public void One_flipped_bit_of_the_signature_is_refused()
    {
        var xml = world.Idp.Issue(world.Draft).OuterXml;
        var at = xml.IndexOf("<ds:SignatureValue>", StringComparison.Ordinal) + "<ds:SignatureValue>".Length + 7;

        Assert.Equal(SamlWorld.SignatureInvalid, world.Refused(TestSamlIdp.Encode(xml[..at] + (xml[at] == 'A' ? 'B' : 'A') + xml[(at + 1)..])).Message);
    }

    private static string Replace(string text, string from, string to) => from.Length == 0 ? text : text.Replace(from, to, StringComparison.Ordinal);

    private static bool SetDigest(System.Xml.Linq.XElement info, string value)
    {
        info.Descendants(System.Xml.Linq.XName.Get("DigestValue", Ds)).Single().Value = value;
        return true;
    }
}
