using System.Globalization;

namespace Daypass.Client;

/// <summary>Instants as credential files and answers write them.</summary>
public static class Timestamps
{
    /// <summary>The instant, or null when the text is absent or none: with its offset, <c>Z</c>, or the names that other tools have written for it.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        foreach (var name in new[] { "UTC", "GMT" })
        {
            if (trimmed.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                trimmed = trimmed[..^name.Length].TrimEnd() + "Z";
                break;
            }
        }

        return DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    /// <summary>The instant with its offset, to the second.</summary>
    public static string Format(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
