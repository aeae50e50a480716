using System.Text;
using Daypass.Federation.Tests.Saml;
using Daypass.Testing;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Attacks;

/// <summary>Documents that two parsers could read differently, or that cost too much to read at all.</summary>
[Trait("Road", "front door")]
public sealed class SamlDocumentAttackTests(SamlWorld world) : IClassFixture<SamlWorld>
{
    private string Good => world.Idp.Issue(world.Draft).OuterXml;

    private string Reason(string xml)
    {
        var error = world.Refused(TestSamlIdp.Encode(xml));
        Assert.Equal("InvalidIdentityToken", error.Code);
        return error.Reason!;
    }

    [Theory, Trait("Attack", "S-CMT")]
    [InlineData(">jane<", ">admin<!-- -->.evil.example.com<")]
    [InlineData(">jane<", ">ja<!--x-->ne<")]
    [InlineData(">jane@example.com<", ">admin<!---->jane@example.com<")]
    [InlineData("<saml:Issuer>", "<!-- --><saml:Issuer>")]
    [InlineData(">jane<", ">ja<?x y?>ne<")]
    public void A_comment_or_instruction_that_splits_text_is_refused(string from, string to) =>
        Assert.StartsWith("DP-SAML-04", Reason(Good.Replace(from, to, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-CMT")]
    public void A_comment_that_was_signed_is_refused_as_well() =>
        Assert.StartsWith("DP-SAML-04",
            world.Refused(world.Idp.Mint(world.Draft with { EditAssertion = static xml => xml.Replace(">jane<", ">ja<!-- -->ne<", StringComparison.Ordinal) }))
            .Reason, StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-CDATA")]
    [InlineData(">jane<", "><![CDATA[jane]]><")]
    [InlineData(">jane<", "><![CDATA[ja]]>ne<")]
    [InlineData(">jane<", ">jane<![CDATA[]]><")]
    public void Text_split_by_CDATA_is_refused(string from, string to) =>
        Assert.StartsWith("DP-SAML-04", Reason(Good.Replace(from, to, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-DTD")]
    [InlineData("<!DOCTYPE x>")]
    [InlineData("<!DOCTYPE samlp:Response [<!ATTLIST saml:Assertion foo ID #IMPLIED>]>")]
    [InlineData("<!DOCTYPE samlp:Response [<!ATTLIST samlp:Response ID CDATA #IMPLIED>]>")]
    [InlineData("<!DOCTYPE samlp:Response SYSTEM \"http://127.0.0.1:9/x.dtd\">")]
    [InlineData("<!DOCTYPE samlp:Response PUBLIC \"-//x\" \"file:///etc/passwd\">")]
    public void A_document_type_of_any_kind_is_refused(string doctype) => Assert.StartsWith("DP-SAML-04", Reason(doctype + Good), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-XXE")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1:9/")]
    public void An_external_entity_is_refused_and_not_fetched(string system) =>
        Assert.StartsWith("DP-SAML-04", Reason($"<!DOCTYPE x [<!ENTITY e SYSTEM \"{system}\">]>" + Good.Replace(">jane<", ">&e;<", StringComparison.Ordinal)),
            StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-LOL")]
    public void Nested_entities_are_refused_at_once()
    {
        var entities = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"lol\">");
        for (var level = 1; level < 12; level++)
        {
            entities.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"<!ENTITY a{level} \"{string.Concat(Enumerable.Repeat($"&a{level - 1};", 10))}\">");
        }

        Quickly(TestSamlIdp.Encode(entities.Append("]>").Append(Good.Replace(">jane<", ">&a11;<", StringComparison.Ordinal)).ToString()),
            TimeSpan.FromMilliseconds(50));
    }

    [Theory, Trait("Attack", "S-ENC")]
    [InlineData("utf-16")]
    [InlineData("utf-16 declared")]
    [InlineData("utf-32")]
    [InlineData("xml 1.1")]
    [InlineData("latin-1 declared")]
    [InlineData("utf-7 declared")]
    [InlineData("invalid utf-8")]
    [InlineData("nul")]
    public void Another_encoding_or_version_is_refused(string what)
    {
        var xml = Good;
        var octets = what switch
        {
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(xml)],
            "utf-16 declared" => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + xml),
            "utf-32" => [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(xml)],
            "xml 1.1" => Encoding.UTF8.GetBytes("<?xml version=\"1.1\"?>" + xml),
            "latin-1 declared" => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + xml),
            "utf-7 declared" => Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-7\"?>" + xml),
            "invalid utf-8" => [.. Encoding.UTF8.GetBytes(xml), 0xC3, 0x28],
            _ => [.. Encoding.UTF8.GetBytes(xml), 0],
        };

        Assert.StartsWith("DP-SAML-04", world.Refused(Convert.ToBase64String(octets)).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-DEEP")]
    [InlineData(65)]
    [InlineData(6_000)]
    public void Deep_nesting_is_refused(int depth)
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth));

        Assert.Contains("deeper than 64", Reason(xml), StringComparison.Ordinal);
        Assert.Contains("deeper than 64", Reason(Good.Replace("</samlp:Response>", xml + "</samlp:Response>", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "S-DEEP")]
    public void Too_many_nodes_are_refused() =>
        Assert.Contains("more than 20000 nodes", Reason("<a>" + string.Concat(Enumerable.Repeat("b<c/>", 10_500)) + "</a>"), StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-DEEP")]
    [InlineData("declarations on the response")]
    [InlineData("declarations on what is signed")]
    [InlineData("attributes on what is signed")]
    [InlineData("prefixes to keep")]
    public void Thousands_of_attributes_and_declarations_are_refused_before_they_cost_anything(string where)
    {
        string Many(Func<int, string> one) => string.Concat(Enumerable.Range(0, 4000).Select(one));
        var xml = where switch
        {
            "declarations on the response" =>
                Good.Replace("<samlp:Response ", "<samlp:Response " + Many(static n => $"xmlns:n{n:x}=\"u\" "), StringComparison.Ordinal),
            "declarations on what is signed" =>
                Good.Replace("<ds:SignedInfo", "<ds:SignedInfo " + Many(static n => $"xmlns:n{n:x}=\"u\" "), StringComparison.Ordinal),
            "attributes on what is signed" => Good.Replace("<ds:SignedInfo", "<ds:SignedInfo " + Many(static n => $"a{n:x}=\"\" "), StringComparison.Ordinal),
            _ => Good.Replace("<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\" />",
                $"<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><InclusiveNamespaces "
                    + $"xmlns=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{Many(static n => $"n{n:x} ")}\"/></ds:CanonicalizationMethod>",
                    StringComparison.Ordinal),
        };

        Assert.NotEqual(Good, xml);
        Quickly(TestSamlIdp.Encode(xml), TimeSpan.FromMilliseconds(10));
    }

    [Theory, Trait("Attack", "S-ROOT")]
    [InlineData("assertion")]
    [InlineData("soap")]
    [InlineData("other namespace")]
    [InlineData("version")]
    [InlineData("logout")]
    public void A_root_that_is_no_response_is_refused(string what)
    {
        var document = world.Idp.Issue(world.Draft);
        var xml = what switch
        {
            "assertion" => TestSamlIdp.AssertionOf(document).OuterXml,
            "soap" => "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + document.OuterXml + "</s:Body></s:Envelope>",
            "other namespace" => document.OuterXml.Replace(
                "urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:1.0:protocol", StringComparison.Ordinal),
            "version" => document.OuterXml.Replace("ID=\"_response\" Version=\"2.0\"", "ID=\"_response\" Version=\"1.1\"", StringComparison.Ordinal),
            _ => document.OuterXml.Replace("samlp:Response", "samlp:LogoutResponse", StringComparison.Ordinal),
        };

        Assert.StartsWith("DP-SAML-10", Reason(xml), StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-STATUS")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:status:Requester")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:status:Responder")]
    [InlineData("urn:oasis:names:tc:SAML:2.0:status:success")]
    [InlineData("")]
    public void A_status_other_than_success_is_refused(string status) =>
        Assert.Contains("status", world.Refused(world.Idp.Mint(world.Draft with { Status = status })).Reason, StringComparison.Ordinal);

    [Fact, Trait("Attack", "S-STATUS")]
    public void A_second_status_or_none_is_refused()
    {
        const string Status = "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>";
        string With(string replacement) =>
            world.Idp.Mint(world.Draft with { EditResponse = xml => xml.Replace(Status, replacement, StringComparison.Ordinal) });

        Assert.True(world.Present(With(Status)).Succeeded);
        Assert.Contains("status", world.Refused(With(Status + Status)).Reason, StringComparison.Ordinal);
        Assert.Contains("status", world.Refused(With(string.Empty)).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-DIFF")]
    [InlineData("<saml:Assertion ID=", "<saml:Assertion xmlns:x=\"urn:x\" x:ID=\"_other\" ID=")]
    [InlineData("<saml:Assertion ID=", "<saml:Assertion Id=\"_other\" ID=")]
    [InlineData("<saml:Assertion ID=", "<saml:Assertion xml:id=\"_other\" ID=")]
    [InlineData("<saml:Issuer>", "<saml:Issuer ID=\"_assertion\">")]
    [InlineData("<saml:Subject>", "<saml:Subject id=\"_response\">")]
    [InlineData("<saml:AttributeStatement>", "<saml:AttributeStatement xml:id=\"_assertion\">")]
    public void A_second_id_on_an_element_or_in_the_document_is_refused(string from, string to)
    {
        Assert.Contains("an id twice", Reason(Good.Replace(from, to, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("an id twice", world.Refused(
            world.Idp.Mint(world.Draft with { EditAssertion = xml => xml.Replace(from, to, StringComparison.Ordinal) })).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-DIFF")]
    [InlineData("xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\u0080\"")]
    [InlineData("xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion&#x7f;\"")]
    [InlineData("xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion&#x20;\"")]
    [InlineData("xmlns:saml=\"URN:oasis:names:tc:SAML:2.0:assertion\"")]
    public void A_namespace_that_only_looks_like_the_right_one_is_another(string declaration) =>
        Assert.StartsWith("DP-SAML-10",
            world.Refused(world.Idp.Mint(world.Draft with { EditResponse = xml =>
            xml.Replace("xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"", declaration, StringComparison.Ordinal) })).Reason, StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-DIFF")]
    [InlineData(">jane<", "><b>jane</b><")]
    [InlineData(">jane<", ">ja<b/>ne<")]
    [InlineData(">jane<", "><")]
    public void A_subject_that_is_not_one_text_is_refused_even_when_it_was_signed(string from, string to) =>
        Assert.Contains("the subject", world.Refused(
            world.Idp.Mint(world.Draft with { EditAssertion = xml => xml.Replace(from, to, StringComparison.Ordinal) })).Reason, StringComparison.Ordinal);

    [Theory, Trait("Attack", "S-B64")]
    [InlineData("!")]
    [InlineData("-")]
    [InlineData("=")]
    [InlineData("\0")]
    public void Junk_in_the_base64_is_refused(string junk)
    {
        var good = world.Idp.Mint(world.Draft);

        Assert.StartsWith("DP-SAML-03", world.Refused(good[..40] + junk + good[40..]).Reason, StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "S-INFLATE")]
    public void Deflated_and_gzipped_responses_are_not_inflated()
    {
        using var deflated = new MemoryStream();
        using (var stream = new System.IO.Compression.DeflateStream(deflated, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(Good));
        }

        using var gzipped = new MemoryStream();
        using (var stream = new System.IO.Compression.GZipStream(gzipped, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes(Good));
        }

        Assert.StartsWith("DP-SAML-04", world.Refused(Convert.ToBase64String(deflated.ToArray())).Reason, StringComparison.Ordinal);
        Assert.StartsWith("DP-SAML-04", world.Refused(Convert.ToBase64String(gzipped.ToArray())).Reason, StringComparison.Ordinal);
    }

    [Theory, Trait("Attack", "S-SIZE")]
    [InlineData("A")]
    [InlineData("PHNhbWxwOlJlc3BvbnNl")]
    [InlineData("%")]
    public void A_hundred_thousand_characters_of_garbage_are_refused_in_under_five_milliseconds_of_the_processor(string garbage) =>
        Quickly(string.Concat(Enumerable.Repeat(garbage, 100_000 / garbage.Length)), TimeSpan.FromMilliseconds(5));

    [Fact, Trait("Attack", "S-SIZE")]
    public void More_than_a_hundred_thousand_characters_are_not_even_decoded() =>
        Assert.StartsWith("DP-SAML-02", world.Refused(new string('A', 100_001)).Reason, StringComparison.Ordinal);

    private void Quickly(string response, TimeSpan limit)
    {
        world.Refused(response);
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var taken = ThreadTime.Of(() => world.RefusedHere(response));
            fastest = taken < fastest ? taken : fastest;
        }

        Assert.True(fastest < limit, $"{fastest.TotalMilliseconds} ms");
    }
}
