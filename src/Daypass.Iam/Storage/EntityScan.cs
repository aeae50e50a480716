using System.Runtime.CompilerServices;

namespace Daypass.Iam.Storage;

/// <summary>Reads all entities of a kind in batches, so that no transaction and no buffer grows with the account.</summary>
public static class EntityScan
{
    /// <summary>How many entities are read at once.</summary>
    private const int Batch = 500;

    /// <summary>Every entity of an account, in the order of their names.</summary>
    public static async IAsyncEnumerable<T> All<T>(this IDirectoryReader reader, string account, [EnumeratorCancellation] CancellationToken cancelled)
        where T : class, IEntity<T>
    {
        var after = "";
        IReadOnlyList<T> batch;
        do
        {
            batch = await reader.List<T>(account, "/", after, Batch, cancelled);
            foreach (var entity in batch)
            {
                yield return entity;
            }

            after = batch.Count == 0 ? "" : EntityKey.Fold(batch[^1].Name);
        }
        while (batch.Count == Batch);
    }
}
