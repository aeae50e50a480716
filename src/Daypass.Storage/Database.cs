using Daypass.Core.Stores;
using Daypass.Storage.Audit;
using Daypass.Storage.Entities;
using Daypass.Storage.Ephemeral;
using Daypass.Storage.Histories;
using Daypass.Storage.Keys;
using Daypass.Storage.Postgres;
using Daypass.Storage.Snapshots;
using Daypass.Storage.Sql;
using Daypass.Storage.Sqlite;

namespace Daypass.Storage;

/// <summary>An open database with the stores in it.</summary>
public sealed class Database : IAsyncDisposable
{
    // Later than every acceptance there is, in this history or in one that was lost.
    private const string Accept =
        """
        insert into history_accepted (number, who)
        select case when coalesce(max(number), 0) >= @least then max(number) + 1 else @least end, @who from history_accepted
        """;

    private readonly DatabaseEngine _engine;
    private readonly TimeProvider _time;
    private readonly Writer _writer;
    private readonly ChangeWatch _watch;
    private readonly SnapshotStore _snapshots;
    private ChangeListener? _listener;
    private int _isClosed;

    private Database(DatabaseEngine engine, TimeProvider time)
    {
        (_engine, _time) = (engine, time);
        _writer = new Writer(engine, time);
        _watch = new ChangeWatch(engine, time);
        Entities = new DirectoryStore(engine, _writer, _watch);
        Keys = new KeyStore(engine, _writer);
        Ephemeral = new EphemeralStore(engine, _writer);
        Audit = new AuditStore(engine, _writer);
        _snapshots = new SnapshotStore(_writer);
    }

    /// <summary>Accounts, users, roles, policies and all else that IAM calls change.</summary>
    public IDirectoryStore Entities { get; }

    /// <summary>The wrapped keys that seal and sign.</summary>
    public IKeyStore Keys { get; }

    /// <summary>What is remembered for a while: used MFA steps, failed attempts, last uses.</summary>
    public IEphemeralStore Ephemeral { get; }

    /// <summary>What operators did with commands, and how far each chain of audit records has come.</summary>
    public IAuditStore Audit { get; }

    /// <summary>Opens the SQLite database in a directory; makes both, for the owner only, where they are missing.</summary>
    /// <remarks>Several processes of one machine may open it; each sees the others' changes in the change feed.</remarks>
    /// <param name="directory">Where <c>daypass.db</c> is.</param>
    /// <param name="time">For waiting and for dates in the schema's history; the system's when null.</param>
    /// <param name="cancelled">Gives up opening.</param>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why.</exception>
    public static Task<Database> OpenSqlite(string directory, TimeProvider? time = null, CancellationToken cancelled = default) =>
        OpenSqlite(directory, null, time ?? TimeProvider.System, cancelled);

    /// <inheritdoc cref="OpenSqlite(string, TimeProvider?, CancellationToken)"/>
    /// <param name="directory">Where <c>daypass.db</c> is.</param>
    /// <param name="history">Where this node remembers which history it follows; null when it follows whatever is there.</param>
    /// <param name="time">For waiting and for dates in the schema's history.</param>
    /// <param name="cancelled">Gives up opening.</param>
    /// <exception cref="IOException">The history cannot be read or written.</exception>
    public static async Task<Database> OpenSqlite(string directory, HistoryFile? history, TimeProvider time, CancellationToken cancelled)
    {
        var guard = new HistoryGuard(history, time);
        return await Remembering(new Database(await SqliteFile.Open(directory, guard, time, cancelled).ConfigureAwait(false), time), history)
            .ConfigureAwait(false);
    }

    /// <summary>The certificates that a connection to PostgreSQL uses, as files: this node's own (<c>database</c>) and the roots of the server's
    /// (<c>database_roots</c>); those that the connection string names.</summary>
    /// <param name="connectionString">As for <c>OpenPostgres</c>.</param>
    /// <exception cref="UnusableDatabaseException">The text is not a connection string.</exception>
    public static IEnumerable<(string Use, string File)> CertificateFiles(string connectionString) => PostgresAddress.CertificateFiles(connectionString);

    /// <summary>Opens a PostgreSQL database, which any number of nodes may share.</summary>
    /// <param name="connectionString">In Npgsql's form: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <param name="time">For waiting and for dates in the schema's history; the system's when null.</param>
    /// <param name="cancelled">Gives up opening.</param>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why, without the password.</exception>
    public static Task<Database> OpenPostgres(string connectionString, TimeProvider? time = null, CancellationToken cancelled = default) =>
        OpenPostgres(connectionString, null, time ?? TimeProvider.System, cancelled);

    /// <inheritdoc cref="OpenPostgres(string, TimeProvider?, CancellationToken)"/>
    /// <param name="connectionString">In Npgsql's form.</param>
    /// <param name="history">Where this node remembers which history it follows; null when it follows whatever is there.</param>
    /// <param name="time">For waiting and for dates in the schema's history.</param>
    /// <param name="cancelled">Gives up opening.</param>
    /// <exception cref="IOException">The history cannot be read or written.</exception>
    public static async Task<Database> OpenPostgres(string connectionString, HistoryFile? history, TimeProvider time, CancellationToken cancelled)
    {
        var guard = new HistoryGuard(history, time);
        var (engine, listening) = await PostgresServer.Open(connectionString, guard, time, cancelled).ConfigureAwait(false);
        var database = new Database(engine, time);
        database._listener = new ChangeListener(listening, database._watch, time);
        return await Remembering(database, history).ConfigureAwait(false);
    }

    /// <summary>Where the database is, for a log: a file, or host, port and name; never a password.</summary>
    public string Where => _engine.Where;

    /// <summary>True when other nodes may share the database: it is PostgreSQL.</summary>
    public bool IsShared => !_engine.HasOneWriter;

    /// <summary>How far which history has been followed.</summary>
    public History? History => _engine.History.Seen;

    /// <summary>Why this node wants no requests because of its database's history, in one sentence; null when all is well.</summary>
    public string? HistoryWarning => _engine.History.Warning;

    /// <summary>Why it cannot be written down how far the history was followed; null when it is.</summary>
    public string? HistoryUnwritten => _engine.History.Unwritten;

    /// <summary>Says that the history that is here now is the one to follow, on all nodes, although they may have seen a newer one.</summary>
    /// <param name="who">Who says it.</param>
    /// <param name="cancelled">Gives up before it is said.</param>
    /// <returns>What is followed from now on.</returns>
    public async ValueTask<History> AcceptHistory(string who, CancellationToken cancelled)
    {
        var least = _time.GetUtcNow().ToUnixTimeMilliseconds();
        await _writer.Write<bool>(
            async transaction =>
            {
                await transaction.Execute(SqlStatement.Create(Accept, ("least", least), ("who", who))).ConfigureAwait(false);
                return true;
            },
            cancelled).ConfigureAwait(false);
        await Entities.ChangePosition(cancelled).ConfigureAwait(false);
        return History!;
    }

    internal DatabaseEngine Engine => _engine;

    /// <summary>Why the database cannot be used now, in one sentence for a health report; null when it can be read and the last write succeeded.</summary>
    public async ValueTask<string?> FindFailure(CancellationToken cancelled)
    {
        try
        {
            await Entities.ChangePosition(cancelled).ConfigureAwait(false);
            return _writer.LastFailure?.Message;
        }
        catch (StoreUnavailableException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>Copies a live SQLite database, as it is at one instant, into a new file for the owner only. The master key is not in it.</summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The database is PostgreSQL, which <c>pg_dump</c> backs up.</exception>
    public Task Backup(string file, CancellationToken cancelled) => _engine.Backup(file, cancelled);

    /// <summary>What is in the database now, in memory: for tests, which go back to it. Keys that seal and sign are not part of it.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public ValueTask<DatabaseSnapshot> TakeSnapshot(CancellationToken cancelled) => _snapshots.Take(cancelled);

    /// <summary>Makes what is in the database what it was, as ordinary changes.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, and nothing was changed.</exception>
    public ValueTask Restore(DatabaseSnapshot snapshot, CancellationToken cancelled) => _snapshots.Restore(snapshot, cancelled);

    /// <summary>The database's clock, which all nodes share.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public ValueTask<DateTimeOffset> Now(CancellationToken cancelled) => _engine.Now(cancelled);

    /// <summary>Ends what is under way and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1)
        {
            return;
        }

        await _writer.Close().ConfigureAwait(false);
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false);
        }

        _watch.Dispose();
        _engine.History.Keep(now: true);
        await _engine.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Begins to remember: a node that could not would forget at its next start.</summary>
    private static async Task<Database> Remembering(Database database, HistoryFile? file)
    {
        database._engine.History.Keep(now: true);
        if (database.HistoryUnwritten is { } fault)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"{file!.Path}, which says how far this node has followed its database, cannot be written: {fault}");
        }

        return database;
    }
}
