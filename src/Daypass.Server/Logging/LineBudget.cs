namespace Daypass.Server.Logging;

/// <summary>Keeps what anyone on the network can cause from filling a journal: so many lines of a kind are written in a minute, the rest is counted.</summary>
internal sealed class LineBudget(TimeProvider clock)
{
    /// <summary>As many lines of one kind are written in a minute.</summary>
    public const int InFull = 100;

    private const int MostKinds = 256;
    private const string Others = "others";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _began = clock.GetTimestamp();

    /// <summary>Whether a line of this kind is written; else it is counted.</summary>
    public bool TryTake(string kind)
    {
        lock (_gate)
        {
            var name = _counts.Count < MostKinds || _counts.ContainsKey(kind) ? kind : Others;
            var seen = _counts.GetValueOrDefault(name) + 1;
            _counts[name] = seen;
            return seen <= InFull;
        }
    }

    /// <summary>What was only counted, once the minute is over; empty while it lasts.</summary>
    /// <param name="isLast">Whether to take it though the minute lasts.</param>
    public IReadOnlyList<KeyValuePair<string, int>> TakeEnded(bool isLast = false)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            if (!isLast && clock.GetElapsedTime(_began, now) < Minute)
            {
                return [];
            }

            _began = now;
            List<KeyValuePair<string, int>> counted = [.. _counts.Where(static one => one.Value > InFull)
                .Select(static one => new KeyValuePair<string, int>(one.Key, one.Value - InFull))];
            _counts.Clear();
            return counted;
        }
    }
}
