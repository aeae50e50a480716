using Daypass.Core.Stores;

namespace Daypass.Storage.Snapshots;

/// <summary>What a database held at one instant, in memory, to be brought back into the same database: for tests.</summary>
public sealed class DatabaseSnapshot
{
    internal DatabaseSnapshot(IReadOnlyDictionary<EntityKey, EntityRow> entities, IReadOnlyList<IReadOnlyList<object[]>> tables) =>
        (Entities, Tables) = (entities, tables);

    /// <summary>How many entities it has.</summary>
    public int Count => Entities.Count;

    internal IReadOnlyDictionary<EntityKey, EntityRow> Entities { get; }

    /// <summary>The rows of each of <see cref="RememberedTable.All"/>.</summary>
    internal IReadOnlyList<IReadOnlyList<object[]>> Tables { get; }
}
