using System.Text;
using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.S3.Bodies;

/// <summary>Puts the answer to a batch delete together: of the entries that were denied, and of what the store says of the others.</summary>
public static class DeleteAnswer
{
    private static readonly string[] Told = ["VersionId", "DeleteMarker", "DeleteMarkerVersionId"];

    /// <summary>The answer, in the order of the request.</summary>
    /// <param name="document">What was asked for.</param>
    /// <param name="denied">For each entry its error, or null when it was passed on.</param>
    /// <param name="ofStore">What the store answered with status 200; empty when nothing was passed on. Null when it is no answer.</param>
    public static byte[]? Write(DeleteDocument document, IReadOnlyList<S3Error?> denied, ReadOnlyMemory<byte> ofStore)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(denied);
        var parts = new Dictionary<(string, string?), Queue<XmlPart>>();
        if (!ofStore.IsEmpty && !TryRead(ofStore, parts))
        {
            return null;
        }

        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DeleteResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (var index = 0; index < document.Entries.Count; index++)
        {
            var entry = document.Entries[index];
            if (denied[index] is { } error)
            {
                Error(text, entry, error.Code, error.Message);
            }
            else if (!parts.TryGetValue((entry.Key, entry.VersionId), out var told) || !told.TryDequeue(out var part))
            {
                Error(text, entry, S3Errors.InternalError.Code, S3Errors.InternalError.Message);
            }
            else if (part.Name == "Error")
            {
                Error(text, entry, part.Find("Code") ?? S3Errors.InternalError.Code, part.Find("Message") ?? "");
            }
            else if (!document.IsQuiet)
            {
                Deleted(text, entry, part);
            }
        }

        return Encoding.UTF8.GetBytes(text.Append("</DeleteResult>").ToString());
    }

    private static bool TryRead(ReadOnlyMemory<byte> utf8, Dictionary<(string, string?), Queue<XmlPart>> parts)
    {
        if (XmlPart.Read(utf8) is not { Name: "DeleteResult" } root)
        {
            return false;
        }

        foreach (var part in root.Parts)
        {
            if (part.Name is "Deleted" or "Error" && part.Find("Key") is { } key)
            {
                var version = part.Find("VersionId") is { Length: > 0 } id ? id : null;
                if (!parts.TryGetValue((key, version), out var told))
                {
                    parts[(key, version)] = told = new Queue<XmlPart>();
                }

                told.Enqueue(part);
            }
        }

        return true;
    }

    private static void Deleted(StringBuilder text, DeleteEntry entry, XmlPart part)
    {
        XmlText.Element(text.Append("<Deleted>"), "Key", entry.Key);
        foreach (var name in Told)
        {
            if (part.Find(name) is { Length: > 0 } value)
            {
                XmlText.Element(text, name, value);
            }
        }

        text.Append("</Deleted>");
    }

    private static void Error(StringBuilder text, DeleteEntry entry, string code, string message)
    {
        XmlText.Element(text.Append("<Error>"), "Key", entry.Key);
        if (entry.VersionId is { } version)
        {
            XmlText.Element(text, "VersionId", version);
        }

        XmlText.Element(text, "Code", code);
        XmlText.Element(text, "Message", message).Append("</Error>");
    }
}
