using System.Data.Common;
using Daypass.Core.Stores;
using Daypass.Storage.Histories;
using Daypass.Storage.Sql;
using Npgsql;

namespace Daypass.Storage.Postgres;

/// <summary>A PostgreSQL database, shared with other nodes.</summary>
internal sealed class PostgresEngine : DatabaseEngine
{
    private readonly NpgsqlDataSource _connections;
    private readonly string _where;

    /// <summary>Over a pool of connections.</summary>
    /// <param name="connections">The pool.</param>
    /// <param name="where">What the operator calls the database.</param>
    /// <param name="history">Which history is followed.</param>
    /// <param name="historySql">Answers which history this is.</param>
    public PostgresEngine(NpgsqlDataSource connections, string where, HistoryGuard history, string historySql) : base(history)
    {
        (_connections, _where, HistorySql) = (connections, where, historySql);

        // A connection that was opened to a server before another one was promoted must not be used after it.
        history.MovedOn = connections.Clear;

        // The lock comes before anything is read: "lock table" takes no snapshot, so what follows sees all that earlier writers committed,
        // and positions in the change feed are given out in the order of commits. One round trip.
        BeginSql = "begin isolation level serializable; lock table writer in exclusive mode; " + historySql;
    }

    /// <summary>On this channel a writer tells the other nodes that it committed.</summary>
    public const string Channel = "daypass_change";

    public override string Where => _where;

    public override string BeginSql { get; }

    public override string HistorySql { get; }

    public override string NotifySql => $"notify {Channel}";

    // Without statistics a planner takes the index of paths to be as good for a name as the primary key, and reads all names of an account for one.
    public override string AnalyzeSql => "analyze entity, reference, tally, change";

    public override bool HasOneWriter => false;

    public override TimeSpan PollInterval => TimeSpan.FromSeconds(1);

    public override async ValueTask<SqlSession> Rent(CancellationToken cancelled)
    {
        try
        {
            return new SqlSession(await _connections.OpenConnectionAsync(cancelled).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is DbException or UnusableDatabaseException)
        {
            // Not tried again: who cannot be reached now is asked again by the next request.
            throw new StoreUnavailableException(failure is DbException database ? Explain(database) : failure.Message, failure);
        }
    }

    public override ValueTask<SqlSession> RentWriter(CancellationToken cancelled) => Rent(cancelled);

    public override ValueTask ReturnWriter(SqlSession session, bool sound) => Return(session, sound);

    public override ValueTask Return(SqlSession session, bool sound)
    {
        if (!sound && session.Connection.State != System.Data.ConnectionState.Open)
        {
            // One connection broken means that the server went away, and with it all the others that wait in the pool.
            _connections.Clear();
        }

        return session.DisposeAsync();
    }

    public override Failure Classify(DbException failure) => PostgresFailures.Classify(failure);

    public override string Explain(DbException failure) => PostgresFailures.Explain(Where, failure);

    public override ValueTask<DateTimeOffset> Now(CancellationToken cancelled) => Read(
        static (session, token) => session.QueryFirst("select clock_timestamp()", static row => row.GetFieldValue<DateTimeOffset>(0), token), cancelled);

    public override Task Backup(string file, CancellationToken cancelled) =>
        throw new InvalidOperationException("A PostgreSQL database is backed up with pg_dump, not by Daypass.");

    public override ValueTask DisposeAsync() => _connections.DisposeAsync();
}
