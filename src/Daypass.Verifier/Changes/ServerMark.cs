using System.Globalization;

namespace Daypass.Verifier.Changes;

/// <summary>Reads the marks of the server, which begin with a position in its history.</summary>
internal static class ServerMark
{
    /// <summary>The position.</summary>
    /// <exception cref="InvalidDataException">The server answered something that is no mark.</exception>
    public static long PositionOf(string mark) =>
        mark.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        && long.TryParse(mark.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new InvalidDataException("The server answered a mark that is none.");
}
