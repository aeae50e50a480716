using System.Xml;

namespace Daypass.Federation.Saml.Reading;

/// <summary>Questions to an element that have one answer or none.</summary>
internal static class ElementReading
{
    internal static bool IsNamed(this XmlElement element, string name, string space) => element.LocalName == name && element.NamespaceURI == space;

    /// <summary>The child elements, in order.</summary>
    internal static List<XmlElement> ChildElements(this XmlElement parent)
    {
        var found = new List<XmlElement>();
        for (var node = parent.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is XmlElement element)
            {
                found.Add(element);
            }
        }

        return found;
    }

    /// <summary>The child elements of that name.</summary>
    internal static List<XmlElement> ChildElements(this XmlElement parent, string name, string space)
    {
        var found = parent.ChildElements();
        found.RemoveAll(element => !element.IsNamed(name, space));
        return found;
    }

    /// <summary>The one child of that name; null when there is none or more than one.</summary>
    internal static XmlElement? FindOnly(this XmlElement parent, string name, string space) => parent.ChildElements(name, space) is [var only] ? only : null;

    /// <summary>The text of an element that holds nothing but one run of text; null for any other.</summary>
    internal static string? ReadText(this XmlElement element)
    {
        if (element.FirstChild is not { } first)
        {
            return string.Empty;
        }

        return first.NextSibling is null && first is XmlText or XmlWhitespace or XmlSignificantWhitespace ? first.Value : null;
    }

    /// <summary>The value of an attribute without namespace; null when there is none.</summary>
    internal static string? ReadAttribute(this XmlElement element, string name) => element.GetAttributeNode(name, string.Empty)?.Value;

    /// <summary>True when the element holds text that is not white space; element-only content has none.</summary>
    internal static bool HasStrayText(this XmlElement element)
    {
        for (var node = element.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is XmlText)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The octets of base64 text; white space in between is allowed, as XML Schema says.</summary>
    internal static byte[]? ReadBase64(this XmlElement element)
    {
        if (element.ReadText() is not { Length: > 0 } text)
        {
            return null;
        }

        var octets = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, octets, out var written) && written > 0 ? octets[..written] : null;
    }
}
