using System.Text;
using System.Xml;
using Daypass.Gateway.S3.Buckets;

namespace Daypass.Gateway.S3.Answers;

/// <summary>Writes a store's document anew for the client: the bucket by the name it has here, its owner by the account here, and no address of the
/// store.</summary>
/// <param name="place">The bucket.</param>
/// <param name="ownerId">The id of the account that owns it.</param>
/// <param name="location">What stands in <c>Location</c>; the element is left out when null.</param>
internal sealed class AnswerRewriter(BucketPlace place, string ownerId, string? location)
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false };

    /// <summary>Writes it; null when it is no XML.</summary>
    public byte[]? Write(byte[] document)
    {
        var output = new MemoryStream(document.Length + 256);
        try
        {
            using var reader = StoreDocument.Open(document);
            using (var writer = XmlWriter.Create(output, Settings))
            {
                writer.WriteStartDocument();
                Write(reader, writer);
            }

            return output.ToArray();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private void Write(XmlReader reader, XmlWriter writer)
    {
        var path = new List<string>();
        string? written = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    path.Add(reader.LocalName);
                    written = Replacement(path);
                    writer.WriteStartElement(null, reader.LocalName, reader.NamespaceURI);
                    WriteAttributes(reader, writer);
                    if (written is not null)
                    {
                        writer.WriteString(written);
                    }

                    if (reader.IsEmptyElement)
                    {
                        writer.WriteEndElement();
                        path.RemoveAt(path.Count - 1);
                        written = null;
                    }

                    break;
                case XmlNodeType.EndElement:
                    writer.WriteFullEndElement();
                    path.RemoveAt(path.Count - 1);
                    written = null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    if (written is null && path.Count > 0)
                    {
                        writer.WriteString(reader.Value);
                    }

                    break;
            }
        }
    }

    private static void WriteAttributes(XmlReader reader, XmlWriter writer)
    {
        if (!reader.HasAttributes)
        {
            return;
        }

        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName != "xmlns" && reader.Prefix != "xmlns")
            {
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
            }
        }

        reader.MoveToElement();
    }

    /// <summary>What stands in the place of an element's text; null for what the store says.</summary>
    private string? Replacement(List<string> path) => path switch
    {
        [.., "Owner" or "Initiator", "ID"] => ownerId,
        [.., "Owner" or "Initiator", "DisplayName"] => place.Account,
        ["CompleteMultipartUploadResult" or "PostResponse", "Location"] => location ?? "",
        ["ListBucketResult" or "ListVersionsResult", "Name"] => place.Name,
        [_, "Bucket" or "BucketName"] => place.Name,
        _ => null,
    };
}
