using System.Globalization;

namespace Daypass.Server.Edge;

/// <summary>How many files this process may have open, of which each connection is one.</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>The limit of the operating system; null where it does not say one.</summary>
    public static long? Limit
    {
        get
        {
            if (!File.Exists(Limits))
            {
                return null;
            }

            var line = File.ReadLines(Limits).FirstOrDefault(static line => line.StartsWith(Line, StringComparison.Ordinal));
            var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
        }
    }

    /// <summary>How many connections leave files for the database and the logs: three of four, at most so many.</summary>
    public static long ConnectionsUpTo(long most) => Limit is { } limit ? Math.Max(1, Math.Min(most, limit / 4 * 3)) : most;
}
