using Daypass.Core.Stores;

namespace Daypass.Storage.Sql;

/// <summary>A writing transaction under way: its session, and what has to be recorded when it commits.</summary>
/// <param name="session">The writer's session.</param>
/// <param name="announce">The statement that wakes other nodes, if there is one.</param>
/// <param name="newest">The position of the newest change before this transaction.</param>
internal sealed class WriteTransaction(SqlSession session, string? announce, long newest)
{
    private const string InsertChange =
        "insert into change (position, kind, account, name, id) values (@position, @kind, @account, @name, @id)";

    private const string AddToTally =
        """
        insert into tally (account, counted, count) values (@account, @counted, @by)
        on conflict (account, counted) do update set count = tally.count + excluded.count
        """;

    private readonly Dictionary<(string Account, string Counted), int> tallies = [];
    private readonly List<DirectoryChange> changes = [];

    public SqlSession Session => session;

    /// <summary>What this transaction has changed, oldest first.</summary>
    public IReadOnlyList<DirectoryChange> Changes => changes;

    /// <summary>Records that an entity changed. Positions have no gaps and grow in the order of commits, because no other writer runs.</summary>
    public void Changed(EntityKey key, string id) => changes.Add(new DirectoryChange(newest + changes.Count + 1, key, id));

    /// <summary>Counts something up or down.</summary>
    public void Count(string account, string counted, int by)
    {
        tallies.TryGetValue((account, counted), out var before);
        tallies[(account, counted)] = before + by;
    }

    /// <summary>What this transaction has added to a count so far.</summary>
    public int Counted(string account, string counted) => tallies.GetValueOrDefault((account, counted));

    /// <summary>Writes down changes and counts; the last thing before the commit.</summary>
    public async ValueTask Record()
    {
        var counted = new List<(string, object)[]>(tallies.Count);
        foreach (var ((account, what), by) in tallies)
        {
            if (by != 0)
            {
                counted.Add([("account", account), ("counted", what), ("by", (long)by)]);
            }
        }

        var changed = new List<(string, object)[]>(changes.Count);
        foreach (var (position, key, id) in changes)
        {
            changed.Add([("position", position), ("kind", (int)key.Kind), ("account", key.Account), ("name", key.Name), ("id", id)]);
        }

        await session.RunEach(AddToTally, counted, CancellationToken.None).ConfigureAwait(false);
        await session.RunEach(InsertChange, changed, CancellationToken.None).ConfigureAwait(false);
        if (announce is not null && changed.Count > 0)
        {
            await session.Run(announce, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
