using System.Text;
using System.Xml;

namespace Daypass.S3.Bodies;

/// <summary>An element of a small XML document, without its namespace.</summary>
/// <param name="Name">The local name.</param>
/// <param name="Text">The text in it; empty when it has elements.</param>
/// <param name="Parts">The elements in it.</param>
public sealed record XmlPart(string Name, string Text, IReadOnlyList<XmlPart> Parts)
{
    private const int Deepest = 8;
    private const int MostParts = 12_000;

    /// <summary>Reads a document that a client sent: no DTD, no depth, a bounded number of elements; null when it is none.</summary>
    /// <param name="utf8">The document; its length is the caller's to bound.</param>
    public static XmlPart? Read(ReadOnlyMemory<byte> utf8)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(utf8.ToArray(), writable: false), settings);
            var left = MostParts;
            if (reader.MoveToContent() != XmlNodeType.Element || ReadPart(reader, 0, ref left) is not { } root)
            {
                return null;
            }

            while (reader.Read())
            {
                // What follows the root is read too: it may be no XML.
            }

            return root;
        }
        catch (XmlException)
        {
            // The reader says so by throwing alone, and this is the one place where that becomes a value.
            return null;
        }
    }

    /// <summary>The text of the element of a name; null when there is none.</summary>
    public string? Find(string name) => Child(name)?.Text;

    /// <summary>The element of a name; null when there is none.</summary>
    public XmlPart? Child(string name)
    {
        foreach (var part in Parts)
        {
            if (part.Name == name)
            {
                return part;
            }
        }

        return null;
    }

    /// <summary>Whether it has elements of these names alone, and each once at most.</summary>
    public bool HasOnly(params ReadOnlySpan<string> names)
    {
        for (var index = 0; index < Parts.Count; index++)
        {
            if (!names.Contains(Parts[index].Name))
            {
                return false;
            }

            for (var earlier = 0; earlier < index; earlier++)
            {
                if (Parts[earlier].Name == Parts[index].Name)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static XmlPart? ReadPart(XmlReader reader, int depth, ref int left)
    {
        if (depth == Deepest || --left < 0)
        {
            return null;
        }

        var name = reader.LocalName;
        var parts = new List<XmlPart>();
        var text = new StringBuilder();
        if (reader.IsEmptyElement)
        {
            return new XmlPart(name, "", parts);
        }

        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when ReadPart(reader, depth + 1, ref left) is { } part:
                    parts.Add(part);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
                default:
                    return null;
            }
        }

        if (parts.Count == 0)
        {
            return new XmlPart(name, text.ToString(), parts);
        }

        // Text between elements is no document of S3's, but for the blanks that make it readable.
        return string.IsNullOrWhiteSpace(text.ToString()) ? new XmlPart(name, "", parts) : null;
    }
}
