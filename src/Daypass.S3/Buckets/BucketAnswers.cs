using System.Text;
using Daypass.S3.Text;

namespace Daypass.S3.Buckets;

/// <summary>Writes the answers about buckets that Daypass gives in the place of a store.</summary>
public static class BucketAnswers
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private const string Space = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    /// <summary>GetBucketLocation; us-east-1 is said by an empty element.</summary>
    public static byte[] Location(string? region) => region is null or "us-east-1"
        ? Bytes(new StringBuilder($"{Head}<LocationConstraint{Space}/>"))
        : Bytes(XmlText.Escape(new StringBuilder($"{Head}<LocationConstraint{Space}>"), region).Append("</LocationConstraint>"));

    /// <summary>GetBucketPolicyStatus.</summary>
    public static byte[] PolicyStatus(bool isPublic) =>
        Bytes(new StringBuilder($"{Head}<PolicyStatus{Space}><IsPublic>{(isPublic ? "TRUE" : "FALSE")}</IsPublic></PolicyStatus>"));

    /// <summary>GetBucketAcl and GetObjectAcl: the owner has full control, and there is nobody else.</summary>
    /// <param name="ownerId">The canonical id of the owner.</param>
    public static byte[] Acl(string ownerId)
    {
        var text = new StringBuilder($"{Head}<AccessControlPolicy{Space}><Owner>");
        XmlText.Element(text, "ID", ownerId).Append("</Owner><AccessControlList><Grant><Grantee "
            + "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\">");
        XmlText.Element(text, "ID", ownerId).Append("</Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>");
        return Bytes(text);
    }

    /// <summary>ListBuckets.</summary>
    /// <param name="ownerId">The canonical id of the caller's account.</param>
    /// <param name="buckets">Names and when they were made.</param>
    /// <param name="prefix">What the names begin with; null when the request does not say.</param>
    /// <param name="continuation">For the next page; null when this is the last one.</param>
    public static byte[] List(string ownerId, IEnumerable<KeyValuePair<string, DateTimeOffset>> buckets, string? prefix, string? continuation)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        var text = new StringBuilder($"{Head}<ListAllMyBucketsResult{Space}><Owner>");
        XmlText.Element(text, "ID", ownerId).Append("</Owner><Buckets>");
        foreach (var (name, made) in buckets)
        {
            XmlText.Element(text.Append("<Bucket>"), "Name", name);
            XmlText.Element(text, "CreationDate", made.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture))
                .Append("</Bucket>");
        }

        text.Append("</Buckets>");
        if (prefix is not null)
        {
            XmlText.Element(text, "Prefix", prefix);
        }

        if (continuation is not null)
        {
            XmlText.Element(text, "ContinuationToken", continuation);
        }

        return Bytes(text.Append("</ListAllMyBucketsResult>"));
    }

    private static byte[] Bytes(StringBuilder text) => Encoding.UTF8.GetBytes(text.ToString());
}
