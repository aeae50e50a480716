using System.Text;
using Daypass.Protocol.Signing;
using Daypass.S3.Requests;
using Daypass.S3.Text;

namespace Daypass.S3.Forms;

/// <summary>An upload by a browser's form.</summary>
/// <param name="Request">The PutObject that it is.</param>
public sealed record PostUpload(S3Request Request)
{
    /// <summary>Who signed the policy, as the form claims; null for a form without authentication. <see cref="FormSignature.Verify"/> proves it.</summary>
    public SigV4Authorization? Claim { get; init; }

    /// <summary>The field <c>policy</c> as it arrived, which the signature covers.</summary>
    public string PolicyText { get; init; } = "";

    /// <summary>The shortest file, in bytes.</summary>
    public long Least { get; init; }

    /// <summary>The longest file, in bytes.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>The status of success: 200, 201 or 204.</summary>
    public int SuccessStatus { get; init; } = 204;

    /// <summary>Where the browser is sent after success; null when nowhere.</summary>
    public string? SuccessRedirect { get; init; }

    /// <summary>The body of an answer with status 201.</summary>
    /// <param name="location">The URL of the object.</param>
    /// <param name="etag">Its ETag.</param>
    public byte[] WriteCreated(string location, string etag)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse>");
        XmlText.Element(text, "Location", location);
        XmlText.Element(text, "Bucket", Request.Bucket!);
        XmlText.Element(text, "Key", Request.Key!);
        XmlText.Element(text, "ETag", etag);
        return Encoding.UTF8.GetBytes(text.Append("</PostResponse>").ToString());
    }

    /// <summary>Where the browser is sent: with bucket, key and ETag in the query.</summary>
    public string? RedirectFor(string etag) => SuccessRedirect is null ? null
        : $"{SuccessRedirect}{(SuccessRedirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')}bucket={UrlText.Encode(Request.Bucket, false)}"
            + $"&key={UrlText.Encode(Request.Key, false)}&etag={UrlText.Encode(etag, false)}";
}
