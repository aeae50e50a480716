using Daypass.Core.Stores;
using Daypass.Storage.Entities;
using Daypass.Storage.Facts;
using Daypass.Storage.Keys;
using Daypass.Storage.Sql;
using Daypass.Storage.Sqlite;

namespace Daypass.Storage;

/// <summary>An open database with the stores in it.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly DatabaseEngine _engine;
    private readonly Writer _writer;
    private readonly ChangeWatch _watch;

    private Database(DatabaseEngine engine, TimeProvider time)
    {
        _engine = engine;
        _writer = new Writer(engine);
        _watch = new ChangeWatch(engine, time);
        Entities = new DirectoryStore(engine, _writer, _watch);
        Keys = new KeyStore(engine, _writer);
        Facts = new FactStore(engine, _writer);
    }

    /// <summary>Accounts, users, roles, policies and all else that IAM calls change.</summary>
    public IDirectoryStore Entities { get; }

    /// <summary>The wrapped keys that seal and sign.</summary>
    public IKeyStore Keys { get; }

    /// <summary>What is remembered for a while: used MFA steps, failed attempts, last uses.</summary>
    public IFactStore Facts { get; }

    /// <summary>Opens the SQLite database in a directory; makes both, for the owner only, where they are missing.</summary>
    /// <exception cref="UnusableDatabaseException">It cannot be used; the message says why.</exception>
    public static async Task<Database> OpenSqlite(string directory, TimeProvider time, CancellationToken cancelled = default) =>
        new(await SqliteFile.Open(directory, time, cancelled).ConfigureAwait(false), time);

    /// <summary>The database's clock, which all nodes share.</summary>
    public ValueTask<DateTimeOffset> Now(CancellationToken cancelled) => _engine.Now(cancelled);

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _watch.Dispose();
        await _engine.DisposeAsync().ConfigureAwait(false);
    }
}
