using System.Globalization;
using System.Text.RegularExpressions;

namespace Daypass.Policy.Tests.Reference;

/// <summary>Dates and bytes as text says them.</summary>
internal static partial class ReferenceValues
{
    /// <summary>Milliseconds since 1970.</summary>
    public static decimal? Moment(string text)
    {
        if (Epoch().IsMatch(text))
        {
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= long.MinValue and <= long.MaxValue
                    ? seconds * 1000
                    : null;
        }

        var match = Iso().Match(text);
        if (!match.Success || !DateTime.TryParseExact(
            match.Groups["date"].Value, ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return null;
        }

        var moment = (date.Ticks - DateTime.UnixEpoch.Ticks) / 10_000;
        moment += ((Part("hour") * 60) + Part("minute")) * 60_000L + (Part("second") * 1000) + Part("milli", 3);
        moment -= (match.Groups["side"].Value == "-" ? -60_000L : 60_000L) * ((Part("hours") * 60) + Part("minutes"));
        return moment is >= -62135596800000 and < 253402300800000 ? moment : null;

        int Part(string name, int width = 0)
        {
            var digits = match.Groups[name].Value;
            return digits == "" ? 0 : int.Parse(width == 0 ? digits : digits.PadRight(width, '0'), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Only the text that the bytes themselves would be written as is base64.</summary>
    public static byte[]? Bytes(string text)
    {
        var room = new byte[text.Length + 3];
        return Convert.TryFromBase64String(text, room, out var length) && Convert.ToBase64String(room[..length]) == text ? room[..length] : null;
    }

    [GeneratedRegex(@"\A(?:[+-][0-9]+|[0-9]{1,3}|[0-9]{5,})\z")]
    private static partial Regex Epoch();

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}(?:-[0-9]{2}){0,1}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|\z))"
        + @"(?:(?<=-[0-9]{2}-[0-9]{2})T(?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9])"
        + @"(?::(?<second>[0-5][0-9])(?:\.(?<milli>[0-9]{1,3})[0-9]*)?)?"
        + @"(?:Z|(?<side>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]))?)?\z")]
    private static partial Regex Iso();
}
