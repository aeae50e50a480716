namespace Daypass.AspNetCore.Bodies;

/// <summary>How much of bodies is in memory before their signature is verified. Safe for any number of threads.</summary>
internal sealed class KeptBytes
{
    private long _taken;

    /// <summary>Takes room for a body; false when all bodies together would need more than there may be.</summary>
    public bool TryTake(long bytes, long most)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most)
        {
            return true;
        }

        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    /// <summary>Gives it back.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
