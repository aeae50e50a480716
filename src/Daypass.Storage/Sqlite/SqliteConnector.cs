using Daypass.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Sqlite;

/// <summary>Opens connections to one SQLite file and sees to it that they are what durability needs.</summary>
internal sealed class SqliteConnector(string file)
{
    private int _generation;

    /// <summary>How long a writer waits for another process to finish its transaction.</summary>
    public const int BusySeconds = 5;

    // Full: a commit is on the disk when it returns. The map is modest because its pages count as the process's own in most people's eyes.
    private const string Settings =
        """
        pragma busy_timeout = 5000;
        pragma synchronous = full;
        pragma mmap_size = 268435456;
        pragma journal_size_limit = 67108864;
        pragma temp_store = memory;
        pragma trusted_schema = off;
        """;

    // A commit that changes many pages rewrites few of them twice when the cache holds the indexes and the log is folded in every 64 MiB.
    private const string WriterSettings = Settings + "pragma cache_size = -65536; pragma wal_autocheckpoint = 16384;";

    private const string ReaderSettings = Settings + "pragma cache_size = -4000; pragma query_only = on;";

    public string File => file;

    /// <summary>Grows when another file took the place of the one that was open: sessions of an earlier generation have the old one.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>From now on sessions have to be opened anew.</summary>
    public void Reopen() => Interlocked.Increment(ref _generation);

    /// <summary>Opens the connection that writes.</summary>
    /// <exception cref="UnusableDatabaseException">The file system does not give what durability needs.</exception>
    public async ValueTask<SqlSession> OpenWriter(CancellationToken cancelled)
    {
        var session = await Open(WriterSettings, cancelled).ConfigureAwait(false);
        try
        {
            await RequireSetting(session, "pragma journal_mode = wal", "wal", cancelled).ConfigureAwait(false);
            await RequireSetting(session, "pragma synchronous", "2", cancelled).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a connection that cannot write.</summary>
    public ValueTask<SqlSession> OpenReader(CancellationToken cancelled) => Open(ReaderSettings, cancelled);

    private async ValueTask<SqlSession> Open(string settings, CancellationToken cancelled)
    {
        // Our sessions keep their prepared statements, so the pool is ours, too.
        var address = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = BusySeconds };
        var session = new SqlSession(new SqliteConnection(address.ConnectionString)) { Generation = Generation };
        try
        {
            await session.Connection.OpenAsync(cancelled).ConfigureAwait(false);
            await session.Execute(settings, cancelled).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask RequireSetting(SqlSession session, string pragma, string wanted, CancellationToken cancelled)
    {
        var answer = await session.QueryFirst(pragma, static row => row.GetString(0), cancelled).ConfigureAwait(false);
        if (answer != wanted)
        {
            throw new UnusableDatabaseException(
                $"SQLite answers '{answer}' to '{pragma}' for {file} where '{wanted}' is needed to keep what was acknowledged: use a local disk.");
        }
    }
}
