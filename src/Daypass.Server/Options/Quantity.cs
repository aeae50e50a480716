using System.Globalization;

namespace Daypass.Server.Options;

/// <summary>Reads sizes and durations as operators write them: <c>256M</c>, <c>15m</c>.</summary>
internal static class Quantity
{
    /// <summary>A number of bytes, with K, M or G for their powers of 1024; false when it is none or not positive.</summary>
    public static bool TryReadBytes(string text, out long bytes) => TryRead(text, static unit => unit switch
    {
        '0' => 1,
        'K' => 1L << 10,
        'M' => 1L << 20,
        'G' => 1L << 30,
        _ => 0,
    }, out bytes);

    /// <summary>A duration in s, m or h, seconds when no unit is given; false when it is none or not positive.</summary>
    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        var isRead = TryRead(text, static unit => unit switch
        {
            '0' or 's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        }, out var seconds) && seconds <= (long)TimeSpan.FromDays(365).TotalSeconds;
        duration = isRead ? TimeSpan.FromSeconds(seconds) : default;
        return isRead;
    }

    private static bool TryRead(string text, Func<char, long> factorOf, out long quantity)
    {
        quantity = 0;
        if (text.Length == 0)
        {
            return false;
        }

        var hasUnit = !char.IsAsciiDigit(text[^1]);
        var factor = factorOf(hasUnit ? text[^1] : '0');
        if (factor == 0 || !long.TryParse(text.AsSpan(0, text.Length - (hasUnit ? 1 : 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1 || number > long.MaxValue / factor)
        {
            return false;
        }

        quantity = number * factor;
        return true;
    }
}
