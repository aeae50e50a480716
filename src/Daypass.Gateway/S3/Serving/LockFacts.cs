using System.Text;
using Daypass.Gateway.S3.Answers;
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
        facts = BodyFacts.None;
        var elements = StoreDocument.ReadElements(document, out var root);
        if (operation == "PutObjectLegalHold")
        {
            if (elements is not { Count: 1 } || root != "LegalHold" || elements.GetValueOrDefault("Status") is not ("ON" or "OFF"))
            {
                return S3Errors.MalformedXml;
            }

            facts = new BodyFacts { LegalHold = elements["Status"] };
            document = Encoding.UTF8.GetBytes($"<LegalHold{Space}><Status>{facts.LegalHold}</Status></LegalHold>");
            return null;
        }

        if (elements is not { Count: 2 } || root != "Retention" || elements.GetValueOrDefault("Mode") is not ("GOVERNANCE" or "COMPLIANCE")
            || elements.GetValueOrDefault("RetainUntilDate") is not { } until || LockDocuments.ReadDate(until) is null)
        {
            return S3Errors.MalformedXml;
        }

        facts = new BodyFacts { LockMode = elements["Mode"], LockUntil = until };
        var text = new StringBuilder($"<Retention{Space}>");
        XmlText.Element(text, "Mode", facts.LockMode);
        XmlText.Element(text, "RetainUntilDate", until).Append("</Retention>");
        document = Encoding.UTF8.GetBytes(text.ToString());
        return null;
    }
}
