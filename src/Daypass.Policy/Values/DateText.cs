using System.Globalization;

namespace Daypass.Policy.Values;

/// <summary>Reads a date condition's text into UTC ticks.</summary>
internal static class DateText
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_800;

    /// <summary>
    /// Year, year-month, date, or date and time (the W3C profile of ISO 8601, but that the zone may be missing, which is UTC), or epoch
    /// seconds; four digits are a year. What is less than a millisecond is cut off. Null for anything else.
    /// </summary>
    public static long? ParseTicks(ReadOnlySpan<char> text)
    {
        if (IsEpoch(text))
        {
            return ParseEpoch(text);
        }

        int month = 1, day = 1;
        if (!TryReadDigits(ref text, 4, out var year)
            || (text.Length > 0 && !(TrySkip(ref text, '-') && TryReadDigits(ref text, 2, out month)))
            || (text.Length > 0 && !(TrySkip(ref text, '-') && TryReadDigits(ref text, 2, out day)))
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return text.IsEmpty ? date : TrySkip(ref text, 'T') && ParseTimeOfDay(text) is { } time ? InRange(date + time) : null;
    }

    /// <summary>
    /// What <see cref="ParseTicks"/> says, and for epoch seconds before the year 1 or after 9999 a number behind or before every tick, in the same
    /// order. Milliseconds since 1970 are such seconds: a Deny whose date was written in them has to apply.
    /// </summary>
    public static long? ParseOrder(ReadOnlySpan<char> text) => ParseTicks(text) ?? (IsEpoch(text) ? ParseFarEpoch(text) : null);

    private static bool IsEpoch(ReadOnlySpan<char> text)
    {
        var signed = text.StartsWith("-") || text.StartsWith("+");
        var digits = signed ? text[1..] : text;
        if (digits.IsEmpty || (!signed && digits.Length == 4))
        {
            return false;
        }

        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static long? ParseEpoch(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > FirstSecond and < LastSecond
            ? DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond)
            : null;

    private static long? ParseFarEpoch(ReadOnlySpan<char> text) =>
        !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? null
        : seconds <= FirstSecond ? seconds - FirstSecond - 1
        : DateTime.MaxValue.Ticks + 1 + Math.Min(seconds - LastSecond, long.MaxValue - DateTime.MaxValue.Ticks - 1);

    private static long? ParseTimeOfDay(ReadOnlySpan<char> text)
    {
        int second = 0;
        long fraction = 0;
        if (!TryReadDigits(ref text, 2, out var hour) || !TrySkip(ref text, ':') || !TryReadDigits(ref text, 2, out var minute)
            || (TrySkip(ref text, ':')
                && (!TryReadDigits(ref text, 2, out second) || (TrySkip(ref text, '.') && !TryReadFraction(ref text, out fraction))))
            || hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        var time = (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        return text is "Z" or "" ? time : ParseOffset(text) is { } offset ? time - offset : null;
    }

    private static long? ParseOffset(ReadOnlySpan<char> text)
    {
        var west = text.StartsWith("-");
        return (TrySkip(ref text, '+') || TrySkip(ref text, '-'))
            && TryReadDigits(ref text, 2, out var hours) && TrySkip(ref text, ':') && TryReadDigits(ref text, 2, out var minutes)
            && text.IsEmpty && hours <= 23 && minutes <= 59
                ? ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (west ? -1 : 1)
                : null;
    }

    private static bool TryReadFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        var unit = TimeSpan.TicksPerSecond;
        var start = text.Length;
        while (!text.IsEmpty && char.IsAsciiDigit(text[0]))
        {
            unit = unit == TimeSpan.TicksPerMillisecond ? 0 : unit / 10;
            ticks += unit * (text[0] - '0');
            text = text[1..];
        }

        return text.Length < start;
    }

    private static bool TryReadDigits(ref ReadOnlySpan<char> text, int count, out int number)
    {
        number = 0;
        if (text.Length < count)
        {
            return false;
        }

        foreach (var c in text[..count])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + c - '0';
        }

        text = text[count..];
        return true;
    }

    private static bool TrySkip(ref ReadOnlySpan<char> text, char wanted)
    {
        if (text.IsEmpty || text[0] != wanted)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static long? InRange(long ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? ticks : null;
}
