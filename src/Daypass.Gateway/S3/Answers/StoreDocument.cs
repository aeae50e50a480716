using System.Text;
using System.Xml;

namespace Daypass.Gateway.S3.Answers;

/// <summary>Reads XML that a store answered: bounded, without DTD.</summary>
internal static class StoreDocument
{
    /// <summary>The longest that is taken: a list of 1,000 keys of 1,024 bytes, each byte escaped, with room to spare.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Longest,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,

        // Keys may have characters that XML 1.0 has not; stores escape them, and clients read them.
        CheckCharacters = false,
    };

    /// <summary>Reads the whole body of an answer; null when it is longer than may be.</summary>
    public static async Task<byte[]?> ReadBody(HttpResponseMessage answer, int longest, CancellationToken cancelled)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancelled);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancelled) is > 0 and var count)
        {
            if (kept.Length + count > longest)
            {
                return null;
            }

            kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }

    /// <summary>A reader of it.</summary>
    public static XmlReader Open(byte[] body)
    {
        // Some stores send blanks while they work, and then the declaration, which may stand only at the beginning.
        var start = body.AsSpan().IndexOfAnyExcept(" \r\n\t"u8);
        return XmlReader.Create(new MemoryStream(body, Math.Max(0, start), body.Length - Math.Max(0, start)), Settings);
    }

    /// <summary>The texts of some elements directly below the root, each the first of its name; null when it is no XML.</summary>
    public static Dictionary<string, string>? ReadElements(byte[] body, out string root)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        root = "";
        try
        {
            using var reader = Open(body);
            string? name = null;
            var text = new StringBuilder();
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (reader.Depth == 0)
                    {
                        root = reader.LocalName;
                    }
                    else if (reader.Depth == 1)
                    {
                        (name, _) = (reader.IsEmptyElement ? null : reader.LocalName, text.Clear());
                    }
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && reader.Depth == 2)
                {
                    text.Append(reader.Value);
                }
                else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == 1 && name is not null)
                {
                    found.TryAdd(name, text.ToString());
                    name = null;
                }
            }

            return found;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The texts of two elements in each element of a name; null when it is no XML, or one of them has not both, each once.</summary>
    public static List<KeyValuePair<string, string>>? ReadPairs(byte[] body, string element, string first, string second)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        try
        {
            using var reader = Open(body);
            string? key = null;
            string? value = null;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == element)
                {
                    (key, value) = (null, null);
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == first)
                {
                    if (key is not null)
                    {
                        return null;
                    }

                    key = ReadText(reader);
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == second)
                {
                    if (value is not null)
                    {
                        return null;
                    }

                    value = ReadText(reader);
                }
                else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == element)
                {
                    if (key is null || value is null)
                    {
                        return null;
                    }

                    pairs.Add(new(key, value));
                }
            }

            return pairs;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The text of the element that the reader is at; the reader stands at its end then.</summary>
    private static string ReadText(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
            {
                throw new XmlException("An element where a text belongs.");
            }

            text.Append(reader.Value);
        }

        return text.ToString();
    }
}
