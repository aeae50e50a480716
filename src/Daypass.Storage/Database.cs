using Daypass.Core.Stores;
using Daypass.Storage.Audit;
using Daypass.Storage.Entities;
using Daypass.Storage.Ephemeral;
using Daypass.Storage.Keys;
using Daypass.Storage.Postgres;
using Daypass.Storage.Sql;
using Daypass.Storage.Sqlite;

namespace Daypass.Storage;

/// <summary>An open database with the stores in it.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DatabaseEngine _engine;
    private readonly Writer _writer;
    private readonly ChangeWatch _watch;
    private ChangeListener? _listener;
    private int _isClosed;

    private Database(DatabaseEngine engine, TimeProvider time)
    {
        _engine = engine;
        _writer = new Writer(engine, time);
        _watch = new ChangeWatch(engine, time);
        Entities = new DirectoryStore(engine, _writer, _watch);
        Keys = new KeyStore(engine, _writer);
        Ephemeral = new EphemeralStore(engine, _writer);
        Audit = new AuditStore(engine, _writer);
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
    public static async Task<Database> OpenSqlite(string directory, TimeProvider? time = null, CancellationToken cancelled = default)
    {
        time ??= TimeProvider.System;
        return new Database(await SqliteFile.Open(directory, time, cancelled).ConfigureAwait(false), time);
    }

    /// <summary>The certificates that a connection to PostgreSQL uses, as files: this node's own (<c>database</c>) and the roots of the server's
    /// (<c>database_roots</c>); those that the connection string names.</summary>
    /// <param name="connectionString">As for <see cref="OpenPostgres"/>.</param>
    /// <exception cref="UnusableDatabaseException">The text is not a connection string.</exception>
    public static IEnumerable<(string Use, string File)> CertificateFiles(string connectionString) => PostgresAddress.CertificateFiles(connectionString);

    /// <summary>Opens a PostgreSQL database, which any number of nodes may share.</summary>
    /// <param name="connectionString">In Npgsql's form: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <param name="time">For waiting and for dates in the schema's history; the system's when null.</param>
    /// <param name="cancelled">Gives up opening.</param>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why, without the password.</exception>
    public static async Task<Database> OpenPostgres(string connectionString, TimeProvider? time = null, CancellationToken cancelled = default)
    {
        time ??= TimeProvider.System;
        var (engine, listening) = await PostgresServer.Open(connectionString, time, cancelled).ConfigureAwait(false);
        var database = new Database(engine, time);
        database._listener = new ChangeListener(listening, database._watch, time);
        return database;
    }

    /// <summary>Where the database is, for a log: a file, or host, port and name; never a password.</summary>
    public string Where => _engine.Where;

    /// <summary>True when other nodes may share the database: it is PostgreSQL.</summary>
    public bool IsShared => !_engine.HasOneWriter;

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
        await _engine.DisposeAsync().ConfigureAwait(false);
    }
}
