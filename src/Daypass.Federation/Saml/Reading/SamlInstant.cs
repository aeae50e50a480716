using System.Globalization;

namespace Daypass.Federation.Saml.Reading;

/// <summary>Reads an instant as SAML core section 1.3.3 wants it: xs:dateTime in UTC.</summary>
internal static class SamlInstant
{
    /// <summary>The instant; null for anything else. Fractions beyond a tenth of a microsecond are cut.</summary>
    internal static DateTimeOffset? Parse(string? text)
    {
        if (text is null || text.Length is < 20 or > 40 || !text.EndsWith('Z'))
        {
            return null;
        }

        var fraction = text.AsSpan(19, text.Length - 20);
        if (!fraction.IsEmpty && (fraction.Length < 2 || fraction[0] != '.' || fraction[1..].ContainsAnyExceptInRange('0', '9')))
        {
            return null;
        }

        if (!DateTimeOffset.TryParseExact(
            text.AsSpan(0, 19), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return null;
        }

        var scale = TimeSpan.TicksPerSecond;
        foreach (var digit in fraction.IsEmpty ? fraction : fraction[1..])
        {
            scale /= 10;
            instant = instant.AddTicks((digit - '0') * scale);
        }

        return instant;
    }
}
