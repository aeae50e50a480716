using System.Security.Cryptography.Xml;
using System.Xml;
using Daypass.Federation.Saml.Reading;

namespace Daypass.Federation.Saml.Signing;

/// <summary>How a part of a document becomes octets.</summary>
/// <param name="IsExclusive">Exclusive canonicalization without comments; else the inclusive one, which only a provider's own switch allows.</param>
/// <param name="Prefixes">The InclusiveNamespaces prefix list; empty when there is none.</param>
internal sealed record CanonicalForm(bool IsExclusive, string Prefixes);

/// <summary>
/// Canonical octets of one element. The platform's canonicalizer is used as an engine and given one whole small document each time, so that no node set,
/// URI or key choice of its own comes into play.
/// </summary>
internal static class Canonicalizer
{
    /// <summary>The octets of an element, less one of its children.</summary>
    internal static byte[] Canonicalize(XmlElement element, XmlElement? without, CanonicalForm form)
    {
        var alone = Detach(element, without, inheritsXml: !form.IsExclusive);
        Transform engine = form.IsExclusive
            ? new XmlDsigExcC14NTransform(includeComments: false, form.Prefixes.Length == 0 ? null : form.Prefixes)
            : new XmlDsigC14NTransform(includeComments: false);
        engine.LoadInput(alone);
        using var stream = (Stream)engine.GetOutput(typeof(Stream));
        var octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }

    // An element that leaves its document loses the namespace declarations of its ancestors; they are written onto it first.
    private static XmlDocument Detach(XmlElement element, XmlElement? without, bool inheritsXml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var copy = (XmlElement)document.ImportNode(element, deep: true);
        document.AppendChild(copy);
        if (without is not null)
        {
            var index = 0;
            for (var node = element.FirstChild; node is not null && !ReferenceEquals(node, without); node = node.NextSibling)
            {
                index++;
            }

            copy.RemoveChild(copy.ChildNodes[index]!);
        }

        for (var ancestor = element.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                var isDeclaration = attribute.NamespaceURI == SamlNames.Declarations;
                if ((isDeclaration || (inheritsXml && attribute.Prefix == "xml")) && !copy.HasAttribute(attribute.LocalName, attribute.NamespaceURI))
                {
                    copy.SetAttributeNode((XmlAttribute)document.ImportNode(attribute, deep: true));
                }
            }
        }

        return document;
    }
}
