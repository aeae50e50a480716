using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Daypass.Protocol.Catalogue;

/// <summary>Instants as the protocol writes and reads them.</summary>
internal static class TimestampText
{
    /// <summary>Enough for <c>2026-11-22T03:33:14.000Z</c>.</summary>
    public const int MostBytes = 24;

    /// <summary>Reads ISO 8601 with a zone, or seconds since 1970 with or without a fraction; null for anything else.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 40)
        {
            return null;
        }

        if (Utf8Parser.TryParse(text, out decimal seconds, out var consumed) && consumed == text.Length)
        {
            return seconds is >= -62135596800m and <= 253402300799m ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
        }

        Span<char> characters = stackalloc char[40];
        if (Ascii.ToUtf16(text, characters, out var written) != OperationStatus.Done)
        {
            return null;
        }

        return written > 10 && characters[10] == 'T'
            && DateTimeOffset.TryParse(
                characters[..written], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
    }

    /// <summary>Writes <c>2026-11-22T03:33:14Z</c>, or with <c>.000</c> before the zone.</summary>
    public static int Format(DateTimeOffset instant, Span<byte> target, bool milliseconds)
    {
        instant.UtcDateTime.TryFormat(
            target, out var written, milliseconds ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return written;
    }
}
