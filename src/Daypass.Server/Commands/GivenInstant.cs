using System.Globalization;
using Daypass.Server.Options;

namespace Daypass.Server.Commands;

/// <summary>Reads the instants that operators write.</summary>
internal static class GivenInstant
{
    /// <summary>The instant; null is now.</summary>
    /// <exception cref="StartException">It is none, or in the future.</exception>
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (text == "now")
        {
            return null;
        }

        // Without an offset an instant means another moment on each machine.
        if (!DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            || !(text.EndsWith('Z') || text.AsSpan()[^6..].IndexOfAny('+', '-') == 0))
        {
            throw new StartException($"'{text}' is not an instant: write 'now', or one such as 2026-11-28T09:30:00Z.");
        }

        return instant <= now ? instant : throw new StartException($"{text} is in the future: it would refuse what has not been issued yet.");
    }
}
