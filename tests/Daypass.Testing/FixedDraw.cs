namespace Daypass.Testing;

/// <summary>Numbers that look random and are the same in every run with the same seed, on every platform (SplitMix64).</summary>
public sealed class FixedDraw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From zero up to, not including, the bound.</summary>
    public int Next(int bound) => (int)(Draw() % (ulong)bound);

    /// <summary>From the first up to, not including, the second.</summary>
    public int Next(int from, int bound) => from + Next(bound - from);

    /// <summary>Fills octets.</summary>
    public void Fill(Span<byte> octets)
    {
        foreach (ref var octet in octets)
        {
            octet = (byte)Draw();
        }
    }

    /// <summary>One of the items.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private ulong Draw()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
