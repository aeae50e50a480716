using System.Security.Cryptography;
using System.Text;
using Daypass.Federation.Saml.Metadata;
using Daypass.Federation.Saml.Rules;
using Daypass.Federation.Tests.Saml;
using Daypass.Testing.Providers;
using Daypass.Testing.Saml;

namespace Daypass.Federation.Tests.Providers;

/// <summary>A signer that is not .NET's (xmlsec1, libxml2) over text and base64 with carriage returns in them.</summary>
[Trait("Category", "foreign")]
public sealed class XmlSecTests : IDisposable
{
    private const string Template =
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo><ds:CanonicalizationMethod "
            + "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>" +
        "<ds:Reference URI=\"#_assertion\"><ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/><ds:Transform "
            + "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>" +
        "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>"
            + "<ds:KeyInfo><ds:X509Data>&#13;\n</ds:X509Data></ds:KeyInfo></ds:Signature>";

    private readonly string _folder = Directory.CreateTempSubdirectory("daypass-xmlsec-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(">jane<", ">jane<")]
    [InlineData(">urn:amazon:webservices<", ">urn:amazon:webservices<")]
    [InlineData("<saml:Conditions", "&#13;\n<saml:Conditions")]
    [InlineData("xsi:type=\"xs:string\">Jane", "xsi:type=\"xs:string\">&#xD;&#10;&#9;Jane&#13;")]
    [InlineData("NameFormat=\"urn", "FriendlyName=\"a&#13;&#10;&#9;b\" NameFormat=\"urn")]
    [InlineData("xmlns:xs=\"http", "xmlns=\"urn:default\" xmlns:unused=\"urn:unused\" xmlns:xs=\"http")]
    [InlineData("<saml:Subject>", "<saml:Subject xmlns:a=\"urn:z\" xmlns:z=\"urn:a\" z:k=\"1\" a:k=\"2\" k=\"3\">")]
    [InlineData(">Jane", ">&lt;&gt;&amp;&quot;&apos;\u00e4\u20ac\U0001F600 ]]&gt;")]
    public async Task What_it_signs_verifies_here(string from, string to)
    {
        var world = new SamlWorld();
        var draft = (world.Draft with { EditResponse = xml =>
            xml.Replace(from, to, StringComparison.Ordinal)
            .Replace("</saml:Issuer><saml:Subject", "</saml:Issuer>" + Template + "<saml:Subject", StringComparison.Ordinal) })
            .With(("urn:oid:2.5.4.3", ["Jane"]));
        var text = draft.ToXml();
        if (!text.Contains("ds:SignatureValue", StringComparison.Ordinal))
        {
            // The subject's start tag was changed: the template goes in front of it all the same.
            text = text.Replace("</saml:Issuer><saml:Subject ", "</saml:Issuer>" + Template + "<saml:Subject ", StringComparison.Ordinal);
        }

        var (unsigned, signed, key) = (Path.Combine(_folder, "in.xml"), Path.Combine(_folder, "out.xml"), Path.Combine(_folder, "key.pem"));
        await File.WriteAllTextAsync(unsigned, text);
        await File.WriteAllTextAsync(key, ((RSA)world.Idp.Key).ExportRSAPrivateKeyPem());
        await using (var xmlsec = ForeignProcess.Start(
            "xmlsec1", ["--sign", "--privkey-pem", key, "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", "--output", signed, unsigned]))
        {
            Assert.True(await xmlsec.End() == 0, xmlsec.Output);
        }

        var provider = world.Provider with { Metadata = SamlMetadataReader.Read(world.Idp.Metadata).Value!, Rules = SamlRules.Strict };
        var result = world.Verifier.Verify(Convert.ToBase64String(Encoding.UTF8.GetBytes(await File.ReadAllTextAsync(signed))), provider, SamlDraft.Role);

        Assert.True(result.Succeeded, result.Error?.Reason);
        Assert.Equal("jane", result.Value.Subject);
    }
}
