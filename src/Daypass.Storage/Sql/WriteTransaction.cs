using System.Numerics;
using System.Security.Cryptography;
using Daypass.Core.Stores;

namespace Daypass.Storage.Sql;

/// <summary>A writing transaction under way: its session, what has still to be sent to the database, and what is recorded when it commits.</summary>
/// <param name="session">The writer's session.</param>
/// <param name="announce">The statement that wakes other nodes, if there is one.</param>
/// <param name="analyze">The statement that looks at what is in the tables, if there is one.</param>
/// <param name="newest">The position of the newest change before this transaction.</param>
/// <param name="isLate">Whether it has been under way for so long that it is given up: other writers wait, and their callers with them.</param>
internal sealed class WriteTransaction(SqlSession session, string? announce, string? analyze, long newest, Func<bool> isLate)
{
    private const string InsertChange =
        "insert into change (position, kind, account, name, id, mark) values (@position, @kind, @account, @name, @id, @mark)";

    /// <summary>How many changes make a transaction one that fills tables: a page of a world, and not a person's call.</summary>
    private const int Many = 500;

    private const string AddToTally =
        """
        insert into tally (account, counted, count) values (@account, @counted, @by)
        on conflict (account, counted) do update set count = tally.count + excluded.count
        """;

    private readonly List<SqlStatement> _deferred = [];
    private readonly Dictionary<(string Account, string Counted), int> _tallies = [];
    private readonly List<DirectoryChange> _changes = [];
    private readonly long _mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>What this transaction has changed, oldest first.</summary>
    public IReadOnlyList<DirectoryChange> Changes => _changes;

    /// <summary>The session for a question; what was deferred has gone before.</summary>
    /// <exception cref="StoreUnavailableException">The transaction takes too long.</exception>
    public ValueTask<SqlSession> GetSession()
    {
        ThrowIfLate();
        return _deferred.Count == 0 ? new(session) : Flush();
    }

    /// <summary>Runs statements after what was deferred, and returns how many rows each changed.</summary>
    public async ValueTask<ArraySegment<int>> Execute(params IEnumerable<SqlStatement> statements)
    {
        ThrowIfLate();
        var before = _deferred.Count;
        _deferred.AddRange(statements);
        var changed = await session.ExecuteAll(_deferred, CancellationToken.None).ConfigureAwait(false);
        _deferred.Clear();
        return new ArraySegment<int>(changed, before, changed.Length - before);
    }

    /// <summary>Has a statement run before the next question or the commit: those that wait together cost one round trip.</summary>
    public void Defer(SqlStatement statement) => _deferred.Add(statement);

    /// <summary>Records that an entity changed. Positions have no gaps and grow in the order of commits, because no other writer runs.</summary>
    public void RecordChange(EntityKey key, string id) => _changes.Add(new DirectoryChange(newest + _changes.Count + 1, key, id, _mark));

    /// <summary>Counts something up or down.</summary>
    public void AdjustCount(string account, string counted, int by)
    {
        _tallies.TryGetValue((account, counted), out var before);
        _tallies[(account, counted)] = before + by;
    }

    /// <summary>What this transaction has added to a count so far.</summary>
    public int PendingCount(string account, string counted) => _tallies.GetValueOrDefault((account, counted));

    /// <summary>Sends what was deferred, writes down changes and counts, and commits.</summary>
    public async ValueTask Commit()
    {
        foreach (var ((account, counted), by) in _tallies)
        {
            if (by != 0)
            {
                Defer(SqlStatement.Create(AddToTally, ("account", account), ("counted", counted), ("by", (long)by)));
            }
        }

        foreach (var (position, key, id, _) in _changes)
        {
            Defer(SqlStatement.Create(
                InsertChange, ("position", position), ("kind", (int)key.Kind), ("account", key.Account), ("name", key.Name), ("id", id),
                ("mark", _mark)));
        }

        if (analyze is not null && IsMuchMore())
        {
            Defer(SqlStatement.Create(analyze));
        }

        if (announce is not null && _changes.Count > 0)
        {
            Defer(SqlStatement.Create(announce));
        }

        // Never too late: all that took long has been done.
        Defer(SqlStatement.Create("commit"));
        await Flush().ConfigureAwait(false);
    }

    /// <summary>Undoes everything.</summary>
    public async ValueTask RollBack() => await session.Execute("rollback", CancellationToken.None).ConfigureAwait(false);

    // Each time the changes have doubled, and only by transactions that carry many.
    private bool IsMuchMore() => _changes.Count >= Many && BitOperations.Log2((ulong)newest + 1) < BitOperations.Log2((ulong)(newest + _changes.Count) + 1);

    private void ThrowIfLate()
    {
        if (isLate())
        {
            throw new StoreUnavailableException("The database is too slow: the write was given up.");
        }
    }

    private async ValueTask<SqlSession> Flush()
    {
        await session.ExecuteAll(_deferred, CancellationToken.None).ConfigureAwait(false);
        _deferred.Clear();
        return session;
    }
}
