using System.Data.Common;
using Daypass.Core.Stores;
using Daypass.Storage.Histories;

namespace Daypass.Storage.Sql;

/// <summary>Connections to one database and what differs between the two kinds; every statement that is not here is the same text on both.</summary>
/// <param name="history">Which history is followed.</param>
internal abstract class DatabaseEngine(HistoryGuard history) : IAsyncDisposable
{
    /// <summary>Which history of the database is followed.</summary>
    public HistoryGuard History => history;

    /// <summary>What the operator calls the database; never a password.</summary>
    public abstract string Where { get; }

    /// <summary>Starts a transaction that excludes all other writers before it reads anything, and answers what <see cref="HistorySql"/> does.</summary>
    public abstract string BeginSql { get; }

    /// <summary>Answers which history this is, given the position <c>@seen</c>.</summary>
    public abstract string HistorySql { get; }

    /// <summary>Run in a writing transaction to wake the other nodes when it commits; null where they have to look.</summary>
    public abstract string? NotifySql { get; }

    /// <summary>
    /// Run in a writing transaction that makes the tables much larger, so that questions are planned for what is there; null where that is not needed.
    /// </summary>
    public abstract string? AnalyzeSql { get; }

    /// <summary>True when small writes, too, have to wait for the one writer.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>A session for reading, of the caller alone until it is returned.</summary>
    public abstract ValueTask<SqlSession> Rent(CancellationToken cancelled);

    /// <summary>Takes back a session; one that is not <paramref name="sound"/> is closed.</summary>
    public abstract ValueTask Return(SqlSession session, bool sound);

    /// <summary>The session of the writer, whose turn the caller has.</summary>
    public abstract ValueTask<SqlSession> RentWriter(CancellationToken cancelled);

    /// <summary>Takes back the writer's session.</summary>
    public abstract ValueTask ReturnWriter(SqlSession session, bool sound);

    /// <summary>What a failure of the driver means.</summary>
    public abstract Failure Classify(DbException failure);

    /// <summary>One sentence for the log about a failure of the driver.</summary>
    public abstract string Explain(DbException failure);

    /// <summary>How often who waits for a change of another node looks for itself.</summary>
    public abstract TimeSpan PollInterval { get; }

    /// <summary>The database's clock.</summary>
    public abstract ValueTask<DateTimeOffset> Now(CancellationToken cancelled);

    /// <summary>Copies the live database into a new file.</summary>
    public abstract Task Backup(string file, CancellationToken cancelled);

    public abstract ValueTask DisposeAsync();

    /// <summary>Asks the database something outside of any transaction; a connection that was found broken is replaced once.</summary>
    /// <exception cref="LostHistoryException">The history that is followed is refused.</exception>
    public ValueTask<T> Read<T>(Func<SqlSession, CancellationToken, ValueTask<T>> ask, CancellationToken cancelled)
    {
        ThrowIfRefused();
        return Run(ask, 2, cancelled);
    }

    /// <summary>Reads what is followed of the database, and first whether it is still the same history.</summary>
    /// <exception cref="LostHistoryException">It is not.</exception>
    public ValueTask<T> Follow<T>(Func<SqlSession, CancellationToken, ValueTask<T>> ask, CancellationToken cancelled) => Run(
        async (session, token) =>
        {
            var seen = history.Seen;
            var found = await FindFollowed(session, seen?.Position ?? 0, token).ConfigureAwait(false);
            return history.JudgeFollowed(seen, found) is { } sentence
                ? throw new LostHistoryException(sentence)
                : await ask(session, token).ConfigureAwait(false);
        },
        2,
        cancelled);

    /// <summary>Changes something with one statement, or in a transaction that <paramref name="change"/> begins and ends itself; never run twice.</summary>
    /// <exception cref="LostHistoryException">The history that is followed is refused.</exception>
    public ValueTask<T> Change<T>(Func<SqlSession, CancellationToken, ValueTask<T>> change, CancellationToken cancelled)
    {
        ThrowIfRefused();
        return Run(change, 1, cancelled);
    }

    /// <summary>What callers are told of a failure.</summary>
    public StoreUnavailableException Unavailable(DbException failure) => new(Explain(failure), failure);

    /// <summary>What a session shows of its history.</summary>
    public ValueTask<HistoryFound> FindHistory(SqlSession session, long seen, CancellationToken cancelled) => FindHistory(session, HistorySql, seen, cancelled);

    /// <summary>Starts a writing transaction; answers what it shows of its history.</summary>
    public ValueTask<HistoryFound> Begin(SqlSession session, long seen, CancellationToken cancelled) => FindHistory(session, BeginSql, seen, cancelled);

    /// <summary>What is followed shows of its history; the session's own connection unless the engine knows better.</summary>
    protected virtual ValueTask<HistoryFound> FindFollowed(SqlSession session, long seen, CancellationToken cancelled) =>
        FindHistory(session, seen, cancelled);

    /// <summary>Asks which history this is.</summary>
    public static async ValueTask<HistoryFound> FindHistory(SqlSession session, string text, long seen, CancellationToken cancelled) =>
        (await session.QueryFirst(
            text,
            static row => new HistoryFound(
                new History(row.GetString(5), row.GetInt32(6), row.GetInt64(0), row.GetInt64(1), row.GetInt64(4)),
                row.IsDBNull(2) ? null : row.GetInt64(2),
                row.GetInt64(3)),
            cancelled,
            ("seen", seen)).ConfigureAwait(false))!;

    private void ThrowIfRefused()
    {
        if (history.Refusal is { } sentence)
        {
            throw new LostHistoryException(sentence);
        }
    }

    private async ValueTask<T> Run<T>(Func<SqlSession, CancellationToken, ValueTask<T>> ask, int tries, CancellationToken cancelled)
    {
        while (true)
        {
            SqlSession? session = null;
            try
            {
                session = await Rent(cancelled).ConfigureAwait(false);
                var answer = await ask(session, cancelled).ConfigureAwait(false);
                await Return(session, sound: true).ConfigureAwait(false);
                return answer;
            }
            catch (DbException failure)
            {
                await GiveUp(session).ConfigureAwait(false);
                cancelled.ThrowIfCancellationRequested();
                switch (Classify(failure))
                {
                    case Failure.Conflict or Failure.Broken when --tries > 0:
                        continue;
                    case Failure.Bug:
                        throw;
                    default:
                        throw Unavailable(failure);
                }
            }
            catch
            {
                await GiveUp(session).ConfigureAwait(false);
                throw;
            }
        }
    }

    private ValueTask GiveUp(SqlSession? session) => session is null ? ValueTask.CompletedTask : Return(session, sound: false);
}

/// <summary>What a failure of the driver means for who wants to go on.</summary>
internal enum Failure
{
    /// <summary>Trying again does not help now: no connection, no space, no permission.</summary>
    Lasting,

    /// <summary>The transaction was given up in favour of another one; run again it may succeed.</summary>
    Conflict,

    /// <summary>The connection was found broken; a new one may work.</summary>
    Broken,

    /// <summary>
    /// The disk did not keep what it was given: nothing may be written before the database was opened anew, because what is in memory may be more than
    /// what is stored.
    /// </summary>
    Fatal,

    /// <summary>A statement of ours is wrong: a bug, which is thrown as it is.</summary>
    Bug,
}
