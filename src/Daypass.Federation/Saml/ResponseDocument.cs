using System.Xml;
using Daypass.Federation.Saml.Reading;

namespace Daypass.Federation.Saml;

/// <summary>
/// The skeleton of a response, found before any cryptography: one assertion as a direct child, signatures only where they may stand, no id twice.
/// </summary>
/// <param name="Response">The root.</param>
/// <param name="Assertion">The one Assertion or EncryptedAssertion.</param>
/// <param name="ResponseSignature">The response's own signature, if it has one.</param>
/// <param name="AssertionSignature">The assertion's own signature, if it has one.</param>
/// <param name="Ids">The value of every id-like attribute.</param>
internal sealed record ResponseDocument(
    XmlElement Response, XmlElement Assertion, XmlElement? ResponseSignature, XmlElement? AssertionSignature, HashSet<string> Ids)
{
    internal bool IsEncrypted => Assertion.LocalName == "EncryptedAssertion";

    /// <summary>The skeleton; null and why not.</summary>
    internal static ResponseDocument? Read(XmlDocument document, out string fault)
    {
        if (document.DocumentElement is not { } response || !response.IsNamed("Response", SamlNames.Protocol) || response.ReadAttribute("Version") != "2.0"
            || response.ReadAttribute("ID") is not { Length: > 0 })
        {
            fault = "the root is no SAML 2.0 Response with an ID";
            return null;
        }

        if (response.FindOnly("Status", SamlNames.Protocol)?.FindOnly("StatusCode", SamlNames.Protocol)?.ReadAttribute("Value") != SamlNames.Success)
        {
            fault = "the status is not Success";
            return null;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var walk = new TreeWalk(ids);
        if (walk.Visit(response) is { } found)
        {
            fault = found;
            return null;
        }

        if (walk.Assertions is not [var assertion] || assertion.NamespaceURI != SamlNames.Assertion || !ReferenceEquals(assertion.ParentNode, response))
        {
            fault = "not exactly one assertion, directly in the response";
            return null;
        }

        XmlElement? ofResponse = null;
        XmlElement? ofAssertion = null;
        foreach (var signature in walk.Signatures)
        {
            var isOfResponse = ReferenceEquals(signature.ParentNode, response);
            var isOfAssertion = assertion.LocalName == "Assertion" && ReferenceEquals(signature.ParentNode, assertion);
            if (signature.NamespaceURI != SamlNames.Signature || (isOfResponse ? ofResponse : isOfAssertion ? ofAssertion : signature) is not null)
            {
                fault = "a signature where none may stand, or one too many";
                return null;
            }

            (ofResponse, ofAssertion) = isOfResponse ? (signature, ofAssertion) : (ofResponse, signature);
        }

        fault = string.Empty;
        return new ResponseDocument(response, assertion, ofResponse, ofAssertion, ids);
    }

    /// <summary>
    /// The same questions to what an encrypted assertion opened to: one assertion, one signature directly in it, no id that the response has too.
    /// </summary>
    internal XmlElement? FindSignatureOfDecrypted(XmlElement opened, out string fault)
    {
        var walk = new TreeWalk(Ids);
        fault = string.Empty;
        if (!opened.IsNamed("Assertion", SamlNames.Assertion))
        {
            fault = "what was enciphered is no assertion";
            return null;
        }

        if (walk.Visit(opened) is { } found)
        {
            fault = found;
            return null;
        }

        if (walk.Assertions.Count != 1 || walk.Signatures is not [var signature] || signature.NamespaceURI != SamlNames.Signature
            || !ReferenceEquals(signature.ParentNode, opened))
        {
            fault = "not exactly one assertion with one signature of its own was enciphered";
            return null;
        }

        return signature;
    }

    /// <summary>One pass over a tree that collects what there may be one of, in whatever namespace a look-alike would stand.</summary>
    private sealed class TreeWalk(HashSet<string> ids)
    {
        internal List<XmlElement> Assertions { get; } = [];

        internal List<XmlElement> Signatures { get; } = [];

        /// <summary>The first fault; null when there is none. The depth is bounded by <see cref="StrictXml.MaxDepth"/>.</summary>
        internal string? Visit(XmlElement element)
        {
            switch (element.LocalName)
            {
                case "Assertion" or "EncryptedAssertion":
                    Assertions.Add(element);
                    break;
                case "Signature":
                    Signatures.Add(element);
                    break;
                case "EncryptedID" or "EncryptedAttribute" or "NewEncryptedID":
                    return "an encrypted name or attribute";
                case "Object" or "Manifest" when element.NamespaceURI == SamlNames.Signature:
                    return "an object inside a signature";
            }

            if (IdFault(element) is { } fault)
            {
                return fault;
            }

            for (var node = element.FirstChild; node is not null; node = node.NextSibling)
            {
                if (node is XmlElement child && Visit(child) is { } deeper)
                {
                    return deeper;
                }
            }

            return null;
        }

        // "ID", "Id", "id", "xml:id" and "x:ID" are one thing to some reader or other: an element has one, and no two share a value.
        private string? IdFault(XmlElement element)
        {
            var count = 0;
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (!attribute.LocalName.Equals("ID", StringComparison.OrdinalIgnoreCase) || attribute.NamespaceURI == SamlNames.Declarations)
                {
                    continue;
                }

                if (++count > 1 || !ids.Add(attribute.Value))
                {
                    return "an id twice";
                }
            }

            return null;
        }
    }
}
