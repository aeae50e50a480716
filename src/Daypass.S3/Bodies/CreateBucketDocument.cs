using Daypass.S3.Errors;

namespace Daypass.S3.Bodies;

/// <summary>Reads the body of CreateBucket.</summary>
public static class CreateBucketDocument
{
    private const int Longest = 32 * 1024;

    /// <summary>What of it bears on the decision. No body at all is one without a wish.</summary>
    public static S3Error? Read(ReadOnlyMemory<byte> utf8, out BodyFacts facts)
    {
        facts = BodyFacts.None;
        if (utf8.IsEmpty)
        {
            return null;
        }

        // The kinds of buckets in Location and Bucket are those of directory buckets, which are not here.
        if (utf8.Length > Longest || XmlPart.Read(utf8) is not { Name: "CreateBucketConfiguration" or "CreateBucketRequest" } root
            || !root.HasOnly("LocationConstraint", "Tags"))
        {
            return S3Errors.MalformedXml;
        }

        IReadOnlyList<KeyValuePair<string, string>> tags = [];
        if (root.Child("Tags") is { } set && TaggingDocument.ReadSet(set, isOfBucket: true, out tags) is { } wrong)
        {
            return wrong;
        }

        facts = new BodyFacts { Location = root.Find("LocationConstraint") is { Length: > 0 } location ? location : null, Tags = tags.Count > 0 ? tags : null };
        return null;
    }
}
