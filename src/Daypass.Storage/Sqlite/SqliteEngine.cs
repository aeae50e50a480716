using System.Collections.Concurrent;
using System.Data.Common;
using Daypass.Storage.Histories;
using Daypass.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Daypass.Storage.Sqlite;

/// <summary>An SQLite file: one connection that writes, a few that read beside it.</summary>
internal sealed class SqliteEngine : DatabaseEngine
{
    private const string Question =
        """
        select coalesce((select max(position) from change), 0), coalesce((select mark from change order by position desc limit 1), 0),
            (select mark from change where position = @seen), coalesce((select min(position) from change), 0),
            coalesce((select max(number) from history_accepted), 0), '', 0
        """;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private static readonly int MostReaders = Math.Max(4, 2 * Environment.ProcessorCount);
    private readonly SqliteConnector _connector;
    private readonly TimeProvider _time;
    private readonly ConcurrentBag<SqlSession> _idle = [];
    private readonly SemaphoreSlim _readers = new(MostReaders);
    private SqlSession? _writer;
    private long _lookedAt;

    /// <summary>Over a file.</summary>
    public SqliteEngine(SqliteConnector connector, HistoryGuard history, TimeProvider time) : base(history)
    {
        (_connector, _time, _lookedAt) = (connector, time, time.GetTimestamp());
        history.MovedOn = connector.Reopen;
    }

    public override string Where => _connector.File;

    public override string BeginSql => "begin immediate; " + Question;

    public override string HistorySql => Question;

    public override string? NotifySql => null;

    public override string? AnalyzeSql => null;

    public override bool HasOneWriter => true;

    public override TimeSpan PollInterval => TimeSpan.FromMilliseconds(250);

    public override async ValueTask<SqlSession> Rent(CancellationToken cancelled)
    {
        await _readers.WaitAsync(cancelled).ConfigureAwait(false);
        try
        {
            while (_idle.TryTake(out var open))
            {
                if (open.Generation == _connector.Generation)
                {
                    return open;
                }

                await open.DisposeAsync().ConfigureAwait(false);
            }

            return await _connector.OpenReader(cancelled).ConfigureAwait(false);
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

    public override async ValueTask<SqlSession> RentWriter(CancellationToken cancelled)
    {
        if (_writer is { } open && open.Generation != _connector.Generation)
        {
            _writer = null;
            await open.DisposeAsync().ConfigureAwait(false);
        }

        return _writer ??= await _connector.OpenWriter(cancelled).ConfigureAwait(false);
    }

    public override async ValueTask ReturnWriter(SqlSession session, bool sound)
    {
        if (!sound)
        {
            _writer = null;
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override Failure Classify(DbException failure) => failure is not SqliteException sqlite ? Failure.Bug : SqliteFailures.Classify(sqlite);

    public override string Explain(DbException failure) => SqliteFailures.Explain(_connector.File, (SqliteException)failure);

    public override ValueTask<DateTimeOffset> Now(CancellationToken cancelled) => Read(
        static (session, token) => session.QueryFirst(
            "select cast(unixepoch('subsec') * 1000 as integer)", static row => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), token),
        cancelled);

    /// <summary>Now and then the file is opened anew: open connections would go on with one that was replaced.</summary>
    protected override async ValueTask<HistoryFound> FindFollowed(SqlSession session, long seen, CancellationToken cancelled)
    {
        var looked = Volatile.Read(ref _lookedAt);
        var isTime = _time.GetElapsedTime(looked) >= LookAgain && Interlocked.CompareExchange(ref _lookedAt, _time.GetTimestamp(), looked) == looked;
        if (!isTime && History.Refusal is null)
        {
            return await FindHistory(session, seen, cancelled).ConfigureAwait(false);
        }

        var fresh = await _connector.OpenReader(cancelled).ConfigureAwait(false);
        await using (fresh.ConfigureAwait(false))
        {
            return await FindHistory(fresh, seen, cancelled).ConfigureAwait(false);
        }
    }

    public override Task Backup(string file, CancellationToken cancelled) => SqliteBackup.Copy(_connector, file, cancelled);

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
