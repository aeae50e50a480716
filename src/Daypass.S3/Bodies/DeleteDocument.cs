using System.Text;
using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.S3.Bodies;

/// <summary>What a batch delete asks for.</summary>
/// <param name="Entries">The objects, in the order of the document.</param>
/// <param name="IsQuiet">Whether only what went wrong is to be told.</param>
public sealed record DeleteDocument(IReadOnlyList<DeleteEntry> Entries, bool IsQuiet)
{
    /// <summary>How many objects it may name.</summary>
    public const int Most = 1000;

    /// <summary>The longest document, in bytes: a thousand keys of 1,024 bytes, each of them an entity of six, with their versions.</summary>
    public const int Longest = 8 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    public static S3Error? Read(ReadOnlyMemory<byte> utf8, out DeleteDocument? document)
    {
        document = null;
        if (utf8.Length > Longest)
        {
            return S3Errors.BodyTooLong;
        }

        if (XmlPart.Read(utf8) is not { Name: "Delete" } root)
        {
            return S3Errors.MalformedXml;
        }

        var entries = new List<DeleteEntry>();
        string? quiet = null;
        foreach (var part in root.Parts)
        {
            if (part.Name == "Quiet" && quiet is null && part.Text is "true" or "false")
            {
                quiet = part.Text;
            }
            else if (part.Name == "Object" && entries.Count < Most && ReadEntry(part) is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                return S3Errors.MalformedXml;
            }
        }

        if (entries.Count == 0)
        {
            return S3Errors.MalformedXml;
        }

        document = new DeleteDocument(entries, quiet == "true");
        return null;
    }

    /// <summary>A document anew, for the store: of what may be deleted alone, and always one that tells of all.</summary>
    public static byte[] Write(IEnumerable<DeleteEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        foreach (var entry in entries)
        {
            text.Append("<Object>");
            XmlText.Element(text, "Key", entry.Key);
            Element(text, "VersionId", entry.VersionId);
            Element(text, "ETag", entry.ETag);
            Element(text, "LastModifiedTime", entry.LastModified);
            Element(text, "Size", entry.Size);
            text.Append("</Object>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</Delete>").ToString());
    }

    private static void Element(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            XmlText.Element(text, name, value);
        }
    }

    private static DeleteEntry? ReadEntry(XmlPart part) =>
        part.HasOnly("Key", "VersionId", "ETag", "LastModifiedTime", "Size") && part.Find("Key") is { } key && ObjectKey.IsValid(key)
        && part.Find("VersionId") is null or { Length: > 0 }
            ? new DeleteEntry(key, part.Find("VersionId"))
            {
                ETag = part.Find("ETag"), LastModified = part.Find("LastModifiedTime"), Size = part.Find("Size"),
            }
            : null;
}
