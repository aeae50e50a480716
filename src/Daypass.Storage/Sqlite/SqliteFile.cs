using Daypass.Storage.Histories;
using Daypass.Storage.Migrations;
using Daypass.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Sqlite;

/// <summary>The SQLite database of a data directory.</summary>
internal static class SqliteFile
{
    private const string Name = "daypass.db";

    /// <summary>Opens it, made and migrated where needed.</summary>
    public static async Task<SqliteEngine> Open(string directory, HistoryGuard history, TimeProvider time, CancellationToken cancelled)
    {
        var file = Path.GetFullPath(Path.Combine(directory, Name));
        CreateDatabaseFile(file);
        var engine = new SqliteEngine(new SqliteConnector(file), history, time);
        try
        {
            var session = await engine.RentWriter(cancelled).ConfigureAwait(false);
            await Schema.Migrate(session, "begin immediate", Migration.LoadAll("sqlite"), file, time.GetUtcNow(), cancelled).ConfigureAwait(false);
            var seen = history.Seen;
            if (history.Judge(seen, await engine.FindHistory(session, seen?.Position ?? 0, cancelled).ConfigureAwait(false)) is { } sentence)
            {
                throw new UnusableDatabaseException($"{file} is not what was followed here. {sentence}");
            }

            await engine.ReturnWriter(session, sound: true).ConfigureAwait(false);
            return engine;
        }
        catch (SqliteException failure)
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw new UnusableDatabaseException(SqliteFailures.Explain(file, failure), failure);
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes an empty file that only its owner may read, unless it is there; SQLite gives the files beside it the same mode.</summary>
    public static void CreateForOwner(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(file, options).Dispose();
    }

    private static void CreateDatabaseFile(string file)
    {
        try
        {
            var directory = Path.GetDirectoryName(file)!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            if (!File.Exists(file))
            {
                CreateForOwner(file);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UnusableDatabaseException($"{file} cannot be made: {failure.Message}", failure);
        }
    }
}
