using System.Text;
using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.S3.Bodies;

/// <summary>Reads and writes the tags of an object or a bucket as XML.</summary>
public static class TaggingDocument
{
    /// <summary>The longest document, in bytes.</summary>
    public const int Longest = 128 * 1024;

    private const int MostOfBucket = 50;

    /// <summary>Reads it.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="isOfBucket">Whether the tags are a bucket's, which may have more.</param>
    /// <param name="tags">The tags.</param>
    public static S3Error? Read(ReadOnlyMemory<byte> utf8, bool isOfBucket, out IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        tags = [];
        if (utf8.Length > Longest)
        {
            return S3Errors.BodyTooLong;
        }

        if (XmlPart.Read(utf8) is not { Name: "Tagging" } root || !root.HasOnly("TagSet") || root.Child("TagSet") is not { } set)
        {
            return S3Errors.MalformedXml;
        }

        return ReadSet(set, isOfBucket, out tags);
    }

    /// <summary>Reads the set of tags in a document.</summary>
    internal static S3Error? ReadSet(XmlPart set, bool isOfBucket, out IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var found = new List<KeyValuePair<string, string>>();
        tags = found;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in set.Parts)
        {
            if (part.Name != "Tag" || !part.HasOnly("Key", "Value") || part.Find("Key") is not { } key || part.Find("Value") is not { } value)
            {
                return S3Errors.MalformedXml;
            }

            if (!ObjectTags.IsTag(key, value))
            {
                return new S3Error("InvalidTag", 400, $"The {(ObjectTags.IsTag(key, "") ? "TagValue" : "TagKey")} you have provided is invalid");
            }

            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return new S3Error("InvalidTag", 400, "System tags cannot be added/updated by requester");
            }

            if (!seen.Add(key))
            {
                return new S3Error("InvalidTag", 400, "Cannot provide multiple Tags with the same key").With("TagKey", key);
            }

            found.Add(new(key, value));
        }

        var most = isOfBucket ? MostOfBucket : ObjectTags.Most;
        return found.Count <= most ? null
            : new S3Error("BadRequest", 400, isOfBucket ? "Bucket tag count cannot be greater than 50" : "Object tags cannot be greater than 10");
    }

    /// <summary>Writes it.</summary>
    public static byte[] Write(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet>");
        foreach (var (key, value) in tags)
        {
            XmlText.Element(text.Append("<Tag>"), "Key", key);
            XmlText.Element(text, "Value", value).Append("</Tag>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</TagSet></Tagging>").ToString());
    }
}
