using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Daypass.Federation.Saml.Reading;

/// <summary>
/// Builds a document tree from XML of a stranger, after one streaming pass has refused everything that two parsers could read differently or that costs
/// too much.
/// </summary>
/// <remarks>
/// No DOCTYPE, comment, processing instruction or CDATA section; at most 64 deep, 20,000 nodes and 256 attributes an element; UTF-8 and XML 1.0 only.
/// </remarks>
internal static class StrictXml
{
    internal const int MaxDepth = 64;
    internal const int MaxNodes = 20_000;
    internal const int MaxAttributes = 256;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = true,
        ConformanceLevel = ConformanceLevel.Document,
        CloseInput = false,
    };

    /// <summary>The tree, or null and why not.</summary>
    internal static XmlDocument? Parse(ReadOnlySpan<byte> octets, out string fault)
    {
        if (octets.StartsWith(Encoding.UTF8.Preamble))
        {
            octets = octets[Encoding.UTF8.Preamble.Length..];
        }

        if (octets.IsEmpty || !Utf8.IsValid(octets) || octets.Contains((byte)0))
        {
            fault = "not UTF-8";
            return null;
        }

        // What does not begin with an element or an XML declaration is turned away before a parser is set up.
        var first = octets.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0 || octets[first] != '<')
        {
            fault = "not XML";
            return null;
        }

        var text = Encoding.UTF8.GetString(octets);
        try
        {
            if (FindForbidden(text) is { } forbidden)
            {
                fault = forbidden;
                return null;
            }

            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            document.Load(reader);
            fault = string.Empty;
            return document;
        }
        catch (XmlException malformed)
        {
            fault = $"malformed XML at line {malformed.LineNumber}";
            return null;
        }
    }

    private static string? FindForbidden(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        var nodes = 0;
        while (reader.Read())
        {
            nodes += 1 + reader.AttributeCount;
            if (nodes > MaxNodes)
            {
                return "more than 20000 nodes";
            }

            // Namespace declarations go from an element to what is canonicalized in it, and each is compared with all: thousands of them would cost seconds.
            if (reader.AttributeCount > MaxAttributes)
            {
                return "more than 256 attributes on an element";
            }

            if (reader.Depth >= MaxDepth && reader.NodeType == XmlNodeType.Element)
            {
                return "deeper than 64";
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element or XmlNodeType.EndElement or XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    break;
                case XmlNodeType.XmlDeclaration:
                    if (reader.GetAttribute("version") != "1.0"
                        || (reader.GetAttribute("encoding") is { } encoding && !encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase)))
                    {
                        return "not XML 1.0 in UTF-8";
                    }

                    break;
                default:
                    return "a node of kind " + reader.NodeType;
            }
        }

        return null;
    }
}
