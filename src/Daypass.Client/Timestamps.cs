using System.Globalization;

namespace Daypass.Client;

/// <summary>Instants as credential files and answers write them.</summary>
internal static class Timestamps
{
    /// <summary>The instant, or null when the text is absent or none.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    /// <summary>The instant with its offset, to the second.</summary>
    public static string Format(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
