using System.Globalization;

namespace Daypass.Cli.Commands;

/// <summary>How long something still lasts, for users.</summary>
internal static class TimeLeft
{
    /// <summary>Hours and minutes, or minutes and seconds.</summary>
    public static string Describe(TimeSpan left) => left <= TimeSpan.Zero ? "expired"
        : left.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes} min {left.Seconds} s");
}
