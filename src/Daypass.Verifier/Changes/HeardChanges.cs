namespace Daypass.Verifier.Changes;

/// <summary>What is known to have changed, and since when that is known. Not thread-safe.</summary>
internal sealed class HeardChanges
{
    private const int MostChanges = 10_000;

    private readonly Dictionary<string, long> _changedAt = new(StringComparer.Ordinal);
    private long _knownFrom = long.MaxValue;

    /// <summary>False for an answer from before a change of something it was made of, or from so long ago that this is not known.</summary>
    /// <param name="madeOf">What the answer was made of.</param>
    /// <param name="position">Up to where in the server's history it knows.</param>
    public bool IsCurrent(IReadOnlyList<string> madeOf, long position)
    {
        if (position < _knownFrom)
        {
            return false;
        }

        foreach (var name in madeOf)
        {
            if (_changedAt.TryGetValue(name, out var changed) && changed > position)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes what changed up to a position.</summary>
    public void Note(IReadOnlyList<string> names, long position)
    {
        if (_changedAt.Count > MostChanges)
        {
            _changedAt.Clear();
            _knownFrom = position;
        }

        foreach (var name in names)
        {
            _changedAt[name] = position;
        }
    }

    /// <summary>Begins anew at a position.</summary>
    public void Begin(long position)
    {
        _knownFrom = position;
        _changedAt.Clear();
    }
}
