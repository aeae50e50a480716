using System.Collections.Concurrent;
using System.Data.Common;
using Daypass.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Sqlite;

/// <summary>An SQLite file: one connection that writes, a few that read beside it.</summary>
internal sealed class SqliteEngine(SqliteConnector connector) : DatabaseEngine
{
    private static readonly int MostReaders = Math.Max(4, 2 * Environment.ProcessorCount);
    private readonly ConcurrentBag<SqlSession> _idle = [];
    private readonly SemaphoreSlim _readers = new(MostReaders);
    private SqlSession? _writer;

    public override string Where => connector.File;

    public override string BeginSql => "begin immediate; select coalesce(max(position), 0) from change";

    public override string? NotifySql => null;

    public override string? AnalyzeSql => null;

    public override bool HasOneWriter => true;

    public override TimeSpan PollInterval => TimeSpan.FromMilliseconds(250);

    public override async ValueTask<SqlSession> Rent(CancellationToken cancelled)
    {
        await _readers.WaitAsync(cancelled).ConfigureAwait(false);
        try
        {
            return _idle.TryTake(out var open) ? open : await connector.OpenReader(cancelled).ConfigureAwait(false);
        }
        catch
        {
            _readers.Release();
            throw;
        }
    }

    public override async ValueTask Return(SqlSession session, bool sound)
    {
        if (sound)
        {
            _idle.Add(session);
        }

        _readers.Release();
        if (!sound)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask<SqlSession> RentWriter(CancellationToken cancelled) =>
        _writer ??= await connector.OpenWriter(cancelled).ConfigureAwait(false);

    public override async ValueTask ReturnWriter(SqlSession session, bool sound)
    {
        if (!sound)
        {
            _writer = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override Failure Classify(DbException failure) => failure is not SqliteException sqlite ? Failure.Bug : SqliteFailures.Classify(sqlite);

    public override string Explain(DbException failure) => SqliteFailures.Explain(connector.File, (SqliteException)failure);

    public override ValueTask<DateTimeOffset> Now(CancellationToken cancelled) => Read(
        static (session, token) => session.QueryFirst(
            "select cast(unixepoch('subsec') * 1000 as integer)", static row => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), token),
        cancelled);

    public override Task Backup(string file, CancellationToken cancelled) => SqliteBackup.Copy(connector, file, cancelled);

    public override async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }

        _readers.Dispose();
    }
}
