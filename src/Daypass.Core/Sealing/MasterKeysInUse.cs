namespace Daypass.Core.Sealing;

/// <summary>The master keys a node knows at one moment; immutable, so that nobody sees half of a change.</summary>
/// <param name="All">All of them.</param>
/// <param name="Current">The one that encrypts; null while it is not known.</param>
/// <param name="CurrentId">The one that has to encrypt.</param>
internal sealed record MasterKeysInUse(IReadOnlyList<MasterKey> All, MasterKey? Current, uint CurrentId)
{
    /// <summary>The key of that id, or null.</summary>
    public MasterKey? Find(uint id)
    {
        foreach (var key in All)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }
}
