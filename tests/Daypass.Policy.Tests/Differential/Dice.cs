namespace Daypass.Policy.Tests.Differential;

/// <summary>A small seeded generator (SplitMix64), so that a run is the same on every machine and every runtime.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="sides"/> - 1.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    public bool Chance(int percent) => Roll(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Roll(from.Count)];

    /// <summary>Up to <paramref name="most"/> picks, at least <paramref name="least"/>.</summary>
    public T[] Some<T>(IReadOnlyList<T> from, int least, int most)
    {
        var some = new T[least + Roll(most - least + 1)];
        for (var i = 0; i < some.Length; i++)
        {
            some[i] = Pick(from);
        }

        return some;
    }
}
