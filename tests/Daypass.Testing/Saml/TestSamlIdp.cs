using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace Daypass.Testing.Saml;

/// <summary>A SAML identity provider in this process: a key, its metadata, and responses of any kind.</summary>
public sealed class TestSamlIdp
{
    private readonly AsymmetricAlgorithm _key;

    /// <summary>A provider with a new key; its certificate ended long ago, which must not matter.</summary>
    public TestSamlIdp(AsymmetricAlgorithm? key = null, string entityId = "https://idp.example.com/saml")
    {
        _key = key ?? RSA.Create(2048);
        EntityId = entityId;
        Certificate = MakeCertificate(_key);
    }

    public string EntityId { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>The private half, for attacks that need it.</summary>
    public AsymmetricAlgorithm Key => _key;

    /// <summary>The method that fits the key.</summary>
    public string Method => _key is RSA ? XmlSignatureOptions.RsaSha256 : "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

    /// <summary>Metadata as such a provider publishes it.</summary>
    public string Metadata => MetadataOf(EntityId, ("signing", Certificate));

    /// <summary>Metadata of an entity with the given certificates; an empty use leaves the attribute out.</summary>
    public static string MetadataOf(string entityId, params (string Use, X509Certificate2 Certificate)[] keys)
    {
        var descriptors = new StringBuilder();
        foreach (var (use, certificate) in keys)
        {
            descriptors.Append(use.Length == 0 ? "<KeyDescriptor>" : $"<KeyDescriptor use=\"{use}\">")
                .Append("<KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>")
                .Append(Convert.ToBase64String(certificate.RawData, Base64FormattingOptions.InsertLineBreaks))
                .Append("</X509Certificate></X509Data></KeyInfo></KeyDescriptor>");
        }

        return $"<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{entityId}\"><IDPSSODescriptor "
            + "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">" +
            $"{descriptors}<SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"{entityId}/sso\"/></"
                + "IDPSSODescriptor></EntityDescriptor>";
    }

    /// <summary>A self-signed certificate that was valid in the year 2001 only.</summary>
    public static X509Certificate2 MakeCertificate(AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest("CN=idp", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=idp", (ECDsa)key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2001, 12, 31, 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>The signature of this provider's key over octets.</summary>
    public byte[] Sign(byte[] octets) => Sign(octets, HashAlgorithmName.SHA256);

    /// <summary>The same under another hash.</summary>
    public byte[] Sign(byte[] octets, HashAlgorithmName hash) => _key is RSA rsa
        ? rsa.SignData(octets, hash, RSASignaturePadding.Pkcs1)
        : ((ECDsa)_key).SignData(octets, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>A response as a document, signed as asked.</summary>
    public XmlDocument Issue(SamlDraft draft, bool signAssertion = true, bool signResponse = false, XmlSignatureOptions? options = null)
    {
        var document = XmlSigner.Parse(draft.ToXml());
        options ??= new XmlSignatureOptions { Method = Method };
        if (signAssertion)
        {
            XmlSigner.Sign(AssertionOf(document), Sign, options);
        }

        if (signResponse)
        {
            XmlSigner.Sign(document.DocumentElement!, Sign, options);
        }

        return document;
    }

    /// <summary>A response in the form in which it is sent.</summary>
    public string Mint(SamlDraft draft, bool signAssertion = true, bool signResponse = false, XmlSignatureOptions? options = null) =>
        Encode(Issue(draft, signAssertion, signResponse, options));

    /// <summary>Base64 of a document's UTF-8; carriage returns in it are written as references, or the next parser would drop them.</summary>
    public static string Encode(XmlDocument document)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize }))
        {
            document.Save(writer);
        }

        return Encode(text.ToString());
    }

    /// <summary>Base64 of a text's UTF-8.</summary>
    public static string Encode(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));

    /// <summary>The first assertion directly in the response.</summary>
    public static XmlElement AssertionOf(XmlDocument document) =>
        document.DocumentElement!.ChildNodes.OfType<XmlElement>().First(static child => child.LocalName == "Assertion");
}
