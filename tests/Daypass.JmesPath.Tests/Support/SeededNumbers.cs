namespace Daypass.JmesPath.Tests.Support;

/// <summary>Numbers that look random and come back the same on every run, so that a failure can be repeated.</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number, from zero to one below the limit.</summary>
    public int Next(int limit) => Next(0, limit);

    /// <summary>The next number, from the least to one below the limit.</summary>
    public int Next(int least, int limit)
    {
        // splitmix64
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return least + (int)((mixed ^ (mixed >> 31)) % (ulong)(limit - least));
    }
}
