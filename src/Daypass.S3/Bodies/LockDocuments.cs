using System.Globalization;
using Daypass.S3.Errors;

namespace Daypass.S3.Bodies;

/// <summary>Reads what holds an object in place.</summary>
public static class LockDocuments
{
    private const int Longest = 4096;

    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd"];

    /// <summary>The body of PutObjectRetention. An empty one takes the retention away.</summary>
    public static S3Error? ReadRetention(ReadOnlyMemory<byte> utf8, out BodyFacts facts)
    {
        facts = BodyFacts.None;
        if (utf8.Length > Longest || XmlPart.Read(utf8) is not { Name: "Retention" } root || !root.HasOnly("Mode", "RetainUntilDate"))
        {
            return S3Errors.MalformedXml;
        }

        var (mode, until) = (root.Find("Mode"), root.Find("RetainUntilDate"));
        if ((mode is null) != (until is null) || mode is not (null or "GOVERNANCE" or "COMPLIANCE") || (until is not null && ReadDate(until) is null))
        {
            return S3Errors.MalformedXml;
        }

        facts = new BodyFacts { LockMode = mode, LockUntil = until };
        return null;
    }

    /// <summary>The body of PutObjectLegalHold.</summary>
    public static S3Error? ReadLegalHold(ReadOnlyMemory<byte> utf8, out BodyFacts facts)
    {
        facts = BodyFacts.None;
        if (utf8.Length > Longest || XmlPart.Read(utf8) is not { Name: "LegalHold" } root || !root.HasOnly("Status")
            || root.Find("Status") is not ("ON" or "OFF"))
        {
            return S3Errors.MalformedXml;
        }

        facts = new BodyFacts { LegalHold = root.Find("Status") };
        return null;
    }

    /// <summary>A date in ISO 8601; null when it is none.</summary>
    public static DateTimeOffset? ReadDate(string text) =>
        DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
