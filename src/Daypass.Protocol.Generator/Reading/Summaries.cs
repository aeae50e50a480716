using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Daypass.Protocol.Generator.Reading;

/// <summary>Takes the plain text of a <c>///</c> summary.</summary>
internal static class Summaries
{
    public static string Read(ISymbol symbol, CancellationToken cancelled)
    {
        var xml = symbol.GetDocumentationCommentXml(cancellationToken: cancelled);
        if (string.IsNullOrWhiteSpace(xml))
        {
            return "";
        }

        try
        {
            var text = new StringBuilder();
            Append(text, XElement.Parse(xml).Element("summary"));
            return string.Join(" ", text.ToString().Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }
        catch (XmlException)
        {
            // The compiler warns of a malformed comment itself.
            return "";
        }
    }

    private static void Append(StringBuilder text, XElement? element)
    {
        foreach (var node in element?.Nodes() ?? [])
        {
            if (node is XText words)
            {
                text.Append(words.Value);
            }
            else if (node is XElement child)
            {
                var reference = child.Attribute("cref")?.Value ?? child.Attribute("name")?.Value ?? child.Attribute("langword")?.Value;
                text.Append(reference?.Substring(reference.LastIndexOfAny(['.', ':']) + 1));
                Append(text, child);
            }
        }
    }
}
