using System.Globalization;

namespace Daypass.Protocol.Signing;

/// <summary>Signing times: <c>YYYYMMDDTHHMMSSZ</c>, and the HTTP date that a <c>Date</c> header may hold instead.</summary>
internal static class SignatureTime
{
    /// <summary>How long the basic form is.</summary>
    public const int Length = 16;

    /// <summary>How many of its characters are the day.</summary>
    public const int DayLength = 8;

    private static readonly string[] HttpForms = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss '+0000'", "ddd, dd MMM yyyy HH:mm:ss '-0000'"];

    /// <summary>Reads exactly the basic form; false for any other and for days that do not exist.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != Length || text[8] != 'T' || text[15] != 'Z'
            || !TryRead(text[..4], out var year) || !TryRead(text[4..6], out var month) || !TryRead(text[6..8], out var day)
            || !TryRead(text[9..11], out var hour) || !TryRead(text[11..13], out var minute) || !TryRead(text[13..15], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads an HTTP date (RFC 9110, 5.6.7), with GMT or a zero offset as mail libraries write it.</summary>
    public static bool TryParseHttp(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, HttpForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>The basic form as text.</summary>
    public static string Text(DateTimeOffset time) => string.Create(Length, time, static (text, time) =>
    {
        Span<byte> ascii = stackalloc byte[Length];
        Write(time, ascii);
        for (var i = 0; i < Length; i++)
        {
            text[i] = (char)ascii[i];
        }
    });

    /// <summary>Writes the basic form.</summary>
    public static void Write(DateTimeOffset time, Span<byte> ascii)
    {
        var utc = time.UtcDateTime;
        WriteDigits(ascii[..4], utc.Year);
        WriteDigits(ascii[4..6], utc.Month);
        WriteDigits(ascii[6..8], utc.Day);
        ascii[8] = (byte)'T';
        WriteDigits(ascii[9..11], utc.Hour);
        WriteDigits(ascii[11..13], utc.Minute);
        WriteDigits(ascii[13..15], utc.Second);
        ascii[15] = (byte)'Z';
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static void WriteDigits(Span<byte> ascii, int number)
    {
        for (var i = ascii.Length - 1; i >= 0; i--)
        {
            ascii[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
