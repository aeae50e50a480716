using System.Text;
using Daypass.S3.Bodies;
using Daypass.S3.Errors;
using Daypass.S3.Text;

namespace Daypass.Gateway.S3.Serving;

/// <summary>Reads what is to hold an object in place.</summary>
internal static class LockFacts
{
    private const string Space = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    /// <summary>Reads PutObjectRetention or PutObjectLegalHold, and writes it anew.</summary>
    public static S3Error? Read(string operation, ref byte[] document, out BodyFacts facts)
    {
        if ((operation == "PutObjectLegalHold" ? LockDocuments.ReadLegalHold(document, out facts) : LockDocuments.ReadRetention(document, out facts))
            is { } malformed)
        {
            return malformed;
        }

        if (facts.LegalHold is { } hold)
        {
            document = Encoding.UTF8.GetBytes($"<LegalHold{Space}><Status>{hold}</Status></LegalHold>");
            return null;
        }

        // One that is empty takes a retention away, which is not passed on.
        if (facts is not { LockMode: { } mode, LockUntil: { } until })
        {
            return S3Errors.MalformedXml;
        }

        var text = new StringBuilder($"<Retention{Space}>");
        XmlText.Element(text, "Mode", mode);
        XmlText.Element(text, "RetainUntilDate", until).Append("</Retention>");
        document = Encoding.UTF8.GetBytes(text.ToString());
        return null;
    }
}
