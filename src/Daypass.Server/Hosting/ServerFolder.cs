using Daypass.Server.Options;

namespace Daypass.Server.Hosting;

/// <summary>What the data folder tells before its database is opened.</summary>
internal static class ServerFolder
{
    private const string DatabaseName = "daypass.db";
    private const string HistoryName = "history.json";

    private const UnixFileMode ForOthersToWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>What a server leaves in its folder beside the database.</summary>
    private static readonly string[] Traces = [HistoryName, "credentials", "audit.jsonl"];

    /// <summary>The file in which a node remembers the history of the database that it follows.</summary>
    public static string HistoryIn(ServerOptions options) => Path.GetFullPath(Path.Combine(options.DataDirectory, HistoryName));

    /// <summary>Refuses a folder that had a database and has none, and a database that others may write to.</summary>
    /// <exception cref="StartException">It says which of the two.</exception>
    public static void Validate(ServerOptions options)
    {
        var file = Path.GetFullPath(Path.Combine(options.DataDirectory, DatabaseName));
        if (!File.Exists(file))
        {
            if (options.MustExist)
            {
                throw new StartException($"{file} does not exist, and --must-exist says that it has to: see that its volume is mounted.");
            }

            if (Array.Find(Traces, name => new FileInfo(Path.Combine(options.DataDirectory, name)) is { Exists: true, Length: > 0 }) is { } trace)
            {
                throw new StartException(
                    $"{file} does not exist, but {trace} beside it says that there was a database: bring it back, or start in an empty folder.");
            }

            return;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ForOthersToWrite) != 0)
        {
            throw new StartException($"The database {file} can be written by others; run: chmod go-w {file}");
        }
    }

    /// <summary>A sentence about a folder in which anybody may replace files; null when all is well.</summary>
    public static string? FindWarning(ServerOptions options)
    {
        var folder = Path.GetFullPath(options.DataDirectory);
        return !OperatingSystem.IsWindows() && Directory.Exists(folder)
            && (File.GetUnixFileMode(folder) & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) == UnixFileMode.OtherWrite
                ? $"Anybody on this machine may replace files in {folder}; run: chmod o-w {folder}"
                : null;
    }
}
