using System.Globalization;

namespace Daypass.S3.Bodies;

/// <summary>Reads what holds an object in place.</summary>
public static class LockDocuments
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd"];

    /// <summary>A date in ISO 8601; null when it is none.</summary>
    public static DateTimeOffset? ReadDate(string text) =>
        DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
