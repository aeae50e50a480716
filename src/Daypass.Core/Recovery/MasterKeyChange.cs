using Daypass.Core.Sealing;

namespace Daypass.Core.Recovery;

/// <summary>Puts a new master key in the place of the old one while nodes go on.</summary>
/// <remarks>
/// First the ring is wrapped under the new key, which tells all nodes to encrypt with it: they hear of it as of any change of the ring. Then everything else
/// that is encrypted is brought under it, again and again until nothing is left that a node still wrote under the old one.
/// </remarks>
public sealed class MasterKeyChange(KeyRing ring, StoredSecrets secrets)
{
    /// <summary>How long a node may take to hear of the ring, and a write that began before it to end.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>Changes over; run again it finishes what was broken off.</summary>
    /// <param name="next">The key that encrypts from now on.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="cancelled">Gives up; what is done stays.</param>
    /// <returns>How many keys of the ring and how many entities were under another key.</returns>
    public async ValueTask<(int Keys, int Entities)> Run(MasterKey next, TimeProvider clock, CancellationToken cancelled)
    {
        var (keys, entities) = (0, 0);
        while (true)
        {
            var (wrapped, renewed) = (await ring.Rewrap(next.Id, cancelled), await secrets.Renew(cancelled));
            (keys, entities) = (keys + wrapped, entities + renewed);
            if (wrapped + renewed == 0)
            {
                return (keys, entities);
            }

            await Task.Delay(Settling, clock, cancelled);
        }
    }

    /// <summary>How many secrets are under which master key, those of the ring included.</summary>
    public async ValueTask<IReadOnlyDictionary<uint, int>> Count(CancellationToken cancelled)
    {
        await ring.Reload(cancelled);
        var counts = new SortedDictionary<uint, int>();
        foreach (var (id, count) in (await secrets.Count(cancelled)).Concat(await ring.CountByMasterKey(cancelled)))
        {
            counts[id] = counts.GetValueOrDefault(id) + count;
        }

        return counts;
    }
}
