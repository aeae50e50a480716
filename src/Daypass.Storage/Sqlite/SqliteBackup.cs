using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Sqlite;

/// <summary>SQLite's online backup.</summary>
internal static class SqliteBackup
{
    /// <summary>Copies a database while it is used. The file appears under its name only when it is whole.</summary>
    public static async Task Copy(SqliteConnector from, string file, CancellationToken cancelled)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists already; a backup does not replace a file.");
        }

        var partial = file + ".partial";
        try
        {
            File.Delete(partial);
            SqliteFile.CreateForOwner(partial);
            var source = await from.OpenReader(cancelled).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                // In one step, which reads as of one instant; writers go on meanwhile. It blocks, so not on the caller's thread.
                await Task.Run(() => Copy((SqliteConnection)source.Connection, partial), cancelled).ConfigureAwait(false);
            }

            File.Move(partial, file, overwrite: false);
        }
        catch (SqliteException failure)
        {
            File.Delete(partial);
            throw new IOException(SqliteFailures.Explain(partial, failure), failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new IOException($"{partial} cannot be made: {failure.Message}", failure);
        }
    }

    private static void Copy(SqliteConnection source, string file)
    {
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        target.Open();
        source.BackupDatabase(target);
        using var check = target.CreateCommand();

        // One file and no journal beside it, so that it can be copied away.
        check.CommandText = "pragma journal_mode = delete; pragma integrity_check";
        using var answers = check.ExecuteReader();
        answers.NextResult();
        answers.Read();
        if (answers.GetString(0) is not "ok" and var fault)
        {
            throw new IOException($"The copy is not intact: {fault}");
        }
    }
}
