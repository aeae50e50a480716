using Daypass.Core.Stores;
using Daypass.Storage.Entities;
using Daypass.Storage.Sql;

namespace Daypass.Storage.Snapshots;

/// <summary>Takes what a database holds, and brings it back as ordinary changes: whoever follows the database forgets what it knew.</summary>
/// <remarks>The key ring, the operators' acts and the history of changes go on: what was sealed before opens afterwards.</remarks>
internal sealed class SnapshotStore(Writer writer)
{
    /// <summary>What is there now, at one instant.</summary>
    public async ValueTask<DatabaseSnapshot> Take(CancellationToken cancelled)
    {
        var taken = await writer.Write<DatabaseSnapshot>(
            static async transaction =>
            {
                var session = await transaction.GetSession().ConfigureAwait(false);
                var entities = await EntityQueries.All(session).ConfigureAwait(false);
                var tables = new IReadOnlyList<object[]>[RememberedTable.All.Count];
                for (var table = 0; table < tables.Length; table++)
                {
                    tables[table] = await RememberedTable.All[table].Read(session).ConfigureAwait(false);
                }

                return new DatabaseSnapshot(entities.ToDictionary(static row => row.Key), tables);
            },
            cancelled).ConfigureAwait(false);
        return taken.Value!;
    }

    /// <summary>Makes everything as it was, and nothing when that fails.</summary>
    public async ValueTask Restore(DatabaseSnapshot snapshot, CancellationToken cancelled) => await writer.Write<bool>(
        async transaction =>
        {
            var now = await EntityQueries.All(await transaction.GetSession().ConfigureAwait(false)).ConfigureAwait(false);
            await RestoreEntities(new DirectoryTransaction(transaction), now, snapshot.Entities).ConfigureAwait(false);
            for (var table = 0; table < RememberedTable.All.Count; table++)
            {
                RememberedTable.All[table].Write(transaction, snapshot.Tables[table]);
            }

            return true;
        },
        cancelled).ConfigureAwait(false);

    private static async ValueTask RestoreEntities(
        DirectoryTransaction directory, List<EntityRow> now, IReadOnlyDictionary<EntityKey, EntityRow> then)
    {
        var (missing, changed) = (new Dictionary<EntityKey, EntityRow>(then), new List<EntityRow>());
        foreach (var row in now)
        {
            // What has another id is another entity of the same name.
            if (missing.TryGetValue(row.Key, out var former) && former.Id == row.Id)
            {
                missing.Remove(row.Key);
                if (!IsSame(row, former))
                {
                    changed.Add(former with { Version = row.Version });
                }
            }
            else
            {
                Expect(await directory.TryDelete(row.Key, row.Id, row.Version, CancellationToken.None).ConfigureAwait(false), row);
            }
        }

        foreach (var row in changed)
        {
            Expect(await directory.TryUpdate(row.Key, row, CancellationToken.None).ConfigureAwait(false), row);
        }

        if (missing.Count > 0)
        {
            var added = await directory.TryAddAll([.. missing.Values], CancellationToken.None).ConfigureAwait(false);
            foreach (var (row, isAdded) in missing.Values.Zip(added))
            {
                Expect(isAdded, row);
            }
        }
    }

    // Bodies and not versions: what was deleted and is brought back counts its versions from one.
    private static bool IsSame(EntityRow one, EntityRow other) => one.Path == other.Path && one.Body.Span.SequenceEqual(other.Body.Span)
        && one.References.SequenceEqual(other.References);

    private static void Expect(bool isDone, EntityRow row)
    {
        if (!isDone)
        {
            throw new InvalidOperationException($"{row.Key} could not be brought back although no other writer runs.");
        }
    }
}
