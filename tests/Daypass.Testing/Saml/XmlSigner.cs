using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;

namespace Daypass.Testing.Saml;

/// <summary>Signs elements with enveloped signatures, written out by hand so that a test can bend any part.</summary>
public static class XmlSigner
{
    public const string Namespace = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>Reads a document as it is, white space included.</summary>
    public static XmlDocument Parse(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        document.Load(reader);
        return document;
    }

    /// <summary>Signs the element and puts the signature behind its Issuer.</summary>
    public static XmlElement Sign(XmlElement target, Func<byte[], byte[]> key, XmlSignatureOptions? options = null)
    {
        options ??= new XmlSignatureOptions();
        var prefixes = options.Prefixes is null ? string.Empty
            : $"<InclusiveNamespaces xmlns=\"{XmlSignatureOptions.ExclusiveForm}\" PrefixList=\"{options.Prefixes}\"/>";
        var transforms = options.Transforms
            ?? $"<ds:Transform Algorithm=\"{XmlSignatureOptions.Enveloped}\"/><ds:Transform Algorithm=\"{options.Form}\">{prefixes}</ds:Transform>";
        var digest = Convert.ToBase64String(CryptographicOperations.HashData(options.Hash, Canonical(target, options)));
        var info =
            $"<ds:SignedInfo xmlns:ds=\"{Namespace}\"><ds:CanonicalizationMethod Algorithm=\"{options.Form}\"/><ds:SignatureMethod "
                + $"Algorithm=\"{options.Method}\"/>" +
            $"<ds:Reference URI=\"{options.Uri ?? "#" + target.GetAttribute("ID")}\"><ds:Transforms>{transforms}</ds:Transforms>" +
            $"<ds:DigestMethod Algorithm=\"{options.Digest}\"/><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>";
        info = options.EditSignedInfo?.Invoke(info) ?? info;
        var keyInfo = options.KeyInfo is null ? string.Empty : $"<ds:KeyInfo>{options.KeyInfo}</ds:KeyInfo>";
        var inside = Parse($"<ds:Signature xmlns:ds=\"{Namespace}\">{info}<ds:SignatureValue/>{keyInfo}</ds:Signature>");

        // The signature is over SignedInfo where it stands in the end, in scope of the namespaces around it.
        var signature = (XmlElement)target.OwnerDocument.ImportNode(inside.DocumentElement!, true);
        var issuer = target.ChildNodes.OfType<XmlElement>().FirstOrDefault(static child => child.LocalName == "Issuer");
        target.InsertAfter(signature, issuer);
        var placed = signature.ChildNodes.OfType<XmlElement>().First();
        var value = (options.Sign ?? key)(Canonical(placed, options with { Prefixes = null }));
        signature.ChildNodes.OfType<XmlElement>().First(static child => child.LocalName == "SignatureValue").InnerText = Convert.ToBase64String(value);
        return signature;
    }

    private static byte[] Canonical(XmlElement element, XmlSignatureOptions options)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var copy = (XmlElement)document.ImportNode(element, true);
        document.AppendChild(copy);
        for (var ancestor = element.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                if (attribute.NamespaceURI == "http://www.w3.org/2000/xmlns/" && !copy.HasAttribute(attribute.LocalName, attribute.NamespaceURI))
                {
                    copy.SetAttributeNode((XmlAttribute)document.ImportNode(attribute, true));
                }
            }
        }

        var withComments = options.Form.EndsWith("#WithComments", StringComparison.Ordinal);
        Transform transform = options.Form.StartsWith(XmlSignatureOptions.InclusiveForm, StringComparison.Ordinal)
            ? new XmlDsigC14NTransform(withComments)
            : new XmlDsigExcC14NTransform(withComments, options.Prefixes);
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var octets = new MemoryStream();
        output.CopyTo(octets);
        return octets.ToArray();
    }
}
