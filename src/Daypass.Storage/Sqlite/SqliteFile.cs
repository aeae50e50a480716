using Daypass.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Sqlite;

/// <summary>The SQLite database of a data directory.</summary>
internal static class SqliteFile
{
    private const string Name = "daypass.db";

    /// <summary>Opens it, made and migrated where needed.</summary>
    public static async Task<SqliteEngine> Open(string directory, TimeProvider time, CancellationToken cancelled)
    {
        var file = Path.GetFullPath(Path.Combine(directory, Name));
        Create(file);
        var engine = new SqliteEngine(new SqliteConnector(file));
        try
        {
            var session = await engine.RentWriter(cancelled).ConfigureAwait(false);
            await Schema.Migrate(session, "begin immediate", Migration.For("sqlite"), file, time.GetUtcNow(), cancelled).ConfigureAwait(false);
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

    private static void Create(string file)
    {
        try
        {
            var directory = Path.GetDirectoryName(file)!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
                using var made = new FileStream(file, FileMode.OpenOrCreate);
                return;
            }

            // SQLite gives the files beside it the mode of this one.
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (!File.Exists(file))
            {
                using var made = new FileStream(
                    file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UnusableDatabaseException($"{file} cannot be made: {failure.Message}", failure);
        }
    }
}
